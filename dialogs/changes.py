"""The latest changes: read a page at a time, and told to those who want to know of new ones."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from core.changelog import Entry, as_text
from core.conversation import Conversation
from core.messages import Button, Change, Pressed, Rows, Say, Target
from core.text import Text, bold, lines, plain, text, units
from dialogs import door
from dialogs.turn import BROADCAST, Turn

PAGE = 5
"""Entries on one page, fewer where they are long."""

ROOM = 3500
"""Units of a page: with its heading it is one message."""


def way_in(turn: Turn, language: str) -> Button:
    """The menu's way to them."""
    return turn.button(language, "changes", "n:menu")


def show(turn: Turn, conversation: Conversation, number: int = 0, pressed: Pressed | None = None) -> None:
    """A page, the newest first: a message of its own, or in the place of the one whose button was pressed."""
    person = conversation.person
    if not door.opens(turn, conversation):
        door.turn_away(turn, conversation, wrote=False)
        return
    pages = _pages(turn, turn.language_of(person))
    if not pages:
        turn.send(conversation, Say(text(turn.t(person, "changes-none"))), "notice", rank=1)
        return
    number = min(number, len(pages) - 1)
    body = text(bold(turn.t(person, "changes-head", desk=turn.desk.name)), "\n\n", pages[number])
    buttons = _buttons(turn, conversation, number, len(pages))
    if pressed and pressed.message:
        turn.send(conversation, Change(Target(message=pressed.message), body, buttons), "tidy", rank=1)
    else:
        turn.send(conversation, Say(body, buttons), "notice", rank=1)


def pressed(turn: Turn, conversation: Conversation, what: str, value: str, press: Pressed) -> None:
    """*Latest changes* and its pages, *Tell me of changes*, *No more*; these carry the page they stand on, if on one."""
    let_in = door.opens(turn, conversation)
    if not let_in and what != "stop":  # who is let in no more may still want no more
        door.turn_away(turn, conversation, wrote=False)
        return
    page = int(value) if value.isascii() and value.isdecimal() and len(value) < 4 else None
    if what == "menu":
        show(turn, conversation)
    elif what == "page" and page is not None:
        show(turn, conversation, page, press)
    elif what in ("tell", "stop"):
        turn.unit.tell_changes(conversation, what == "tell")
        if page is not None and let_in:
            show(turn, conversation, page, press)
        elif press.message:
            turn.send(conversation, Change(Target(message=press.message)), "tidy", rank=1)
        line = turn.t(conversation.person, "changes-told" if what == "tell" else "changes-stopped")
        turn.send(conversation, Say(text(line)), "notice", rank=1)
    else:
        turn.toast = turn.t(conversation.person, "already-answered")


def announce(turn: Turn, conversation: Conversation, entry: Entry) -> None:
    """A new entry, to somebody who wants to know and is still let in."""
    person = conversation.person
    if person.blocked or not door.stays_open(turn, conversation):
        return
    shown = _entry(turn, turn.language_of(person), entry)
    body = text(bold(turn.t(person, "changes-new", desk=turn.desk.name)), "\n\n", shown)
    buttons = ((turn.button(person, "changes-stop", "n:stop"),),)
    turn.send(conversation, Say(body, buttons), "announcement", lane=BROADCAST)


def _pages(turn: Turn, language: str) -> list[Text]:
    pages: list[list[Text]] = []
    for entry in turn.desk.changelog:
        shown = _entry(turn, language, entry)
        used = sum(units(plain(one)) + 2 for one in pages[-1]) if pages else ROOM
        if used + units(plain(shown)) > ROOM or len(pages[-1]) >= PAGE:
            pages.append([])
        pages[-1].append(shown)
    return [text(*(text("\n\n" if at else "", one) for at, one in enumerate(page))) for page in pages]


def _entry(turn: Turn, language: str, entry: Entry) -> Text:
    words = entry.in_(language, turn.desk.fallback)
    head = text(bold(words.title), f" · {_day(entry.day, language)}")
    return lines([head, as_text(words.body) if words.body else None])


def _day(day: date, language: str) -> str:
    return format_date(day, "long", locale=language)


def _buttons(turn: Turn, conversation: Conversation, number: int, pages: int) -> Rows:
    person = conversation.person
    around = []
    if number:
        around.append(turn.button(person, "changes-newer", f"n:page:{number - 1}"))
    if number + 1 < pages:
        around.append(turn.button(person, "changes-older", f"n:page:{number + 1}"))
    wanted = turn.unit.reads_changes(conversation)
    verb = "stop" if wanted else "tell"
    tell = turn.button(person, f"changes-{verb}", f"n:{verb}:{number}")
    return (tuple(around), (tell,)) if around else ((tell,),)

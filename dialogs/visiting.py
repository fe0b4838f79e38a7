"""A requester's page, on channels that can show one: their requests, what isn't sent yet, ways to new ones, the language.

It is shown anew when it is opened, and for a while after that when one of the requests on it comes into another state.
"""

from __future__ import annotations

from core.conversation import Conversation
from core.messages import Button, Publish
from core.page import Entry, Page
from core.people import Person
from core.text import Text, bold, lines, text
from core.ticket import Ticket
from dialogs import commands, door, times, words
from dialogs.filling import Filling, is_begun
from dialogs.turn import BROADCAST, Turn

FRESH = 3600.0
"""Seconds a page is kept true since it was opened."""

KINDS = 10
"""The most kinds of request that have a button each."""

LISTED = 20
"""Requests on it: one's own, and half as many of colleagues'."""


def opened(turn: Turn, conversation: Conversation) -> None:
    """Somebody looks at their page."""
    conversation.dialogue.page_until = turn.now.timestamp() + FRESH
    turn.unit.save_conversation(conversation)
    turn.page_changed(conversation)


def show_changed(turn: Turn) -> None:
    """The pages that this turn has made untrue, as they are now. The last thing of a turn."""
    for conversation in turn.pages.values():
        page = Publish(conversation.person.platform_id, _page(turn, conversation))
        turn.send(conversation, page, "page", merge="page", lane=BROADCAST)


def pressed(turn: Turn, conversation: Conversation, what: str, value: str) -> None:
    """A button of it. What it was drawn of may be gone by now."""
    draft = conversation.dialogue.draft
    turn.page_changed(conversation)
    match what:
        case "draft" if draft:
            Filling(turn, conversation).go_on_with_form()
        case "drop" if draft:
            Filling(turn, conversation).cancel()
        case "kind" if value in turn.desk.requests and not (draft and is_begun(draft)):
            _begin(turn, conversation, value)
        case "new" | "kind":
            commands.start(turn, conversation)
        case "show":
            commands.tickets(turn, conversation, value)
        case _:
            turn.toast = turn.t(conversation.person, "already-answered")


def _begin(turn: Turn, conversation: Conversation, kind: str) -> None:
    if door.opens(turn, conversation):
        Filling(turn, conversation).begin_with(kind)
    else:
        door.turn_away(turn, conversation, wrote=False)


# ---------------------------------------------------------------- what stands on it


def _page(turn: Turn, conversation: Conversation) -> Page:
    person = conversation.person
    let_in = door.opens(turn, conversation)
    entries = [_ways_in(turn, person) if let_in else Entry(text(turn.t(person, "door-closed", desk=turn.desk.name)))]
    if conversation.dialogue.draft and is_begun(conversation.dialogue.draft):
        entries.append(_draft(turn, conversation))
    own, theirs = commands.seen(turn, person)
    entries += _tickets(turn, conversation, commands.first(own, LISTED), "your-tickets", len(own))
    entries += _tickets(turn, conversation, commands.first(theirs, LISTED // 2), "colleagues-tickets", len(theirs))
    return Page((*entries, *_languages(turn, person)))


def _ways_in(turn: Turn, person: Person) -> Entry:
    language = turn.language_of(person)
    offered = [key for key in turn.desk.requests if turn.desk.may_ask(key, person)]
    if len(offered) > KINDS:
        buttons: tuple[Button, ...] = (turn.button(language, "new-request", "h:new", "primary"),)
    else:
        buttons = tuple(Button(words.kind(turn, key, language), f"h:kind:{key}") for key in offered)
    return Entry(text(turn.t(person, "page-new", desk=turn.desk.name)), buttons=buttons, heading=True)


def _draft(turn: Turn, conversation: Conversation) -> Entry:
    person, draft = conversation.person, conversation.dialogue.draft
    language = turn.language_of(person)
    kind = words.kind(turn, draft.kind, language) if draft and draft.kind else None
    buttons = (
        turn.button(language, "open-form", "h:draft", "primary"),
        turn.button(language, "cancel", "h:drop"),
    )
    return Entry(lines([bold(turn.t(person, "page-draft")), kind]), buttons=buttons)


def _tickets(turn: Turn, conversation: Conversation, listed: list[Ticket], key: str, count: int) -> list[Entry]:
    if not count:
        return []
    said = turn.unit.last_said(listed)
    shown = turn.unit.shown_at([one.details.receipt for one in listed if one.details.receipt])
    rows = [Entry(text(turn.t(conversation.person, key, count=count)), heading=True)]
    for one in listed:
        last = times.for_person(turn, conversation.person, said.get(one.id, one.created_at))
        here = one.conversation_id == conversation.id
        rows.append(_row(turn, conversation.person, one, last, shown.get(one.details.receipt or 0, "") if here else ""))
    return rows


def _row(turn: Turn, reader: Person, ticket: Ticket, last: str, receipt: str) -> Entry:
    """A request; its button leads to its thread, or where that isn't here tells of it in the chat."""
    language = turn.language_of(reader)
    small = turn.t(reader, "page-last-word", at=last)
    said: Text = commands.row(turn, reader, ticket)
    if receipt:
        return Entry(said, small, opens=receipt, opens_label=turn.t(reader, "button-open"))
    return Entry(said, small, (turn.button(language, "show", f"h:show:{ticket.reference}"),))


def _languages(turn: Turn, person: Person) -> list[Entry]:
    if len(turn.desk.languages) < 2:
        return []
    mine = turn.language_of(person)
    buttons = tuple(
        Button(turn.t(language, "language-name"), f"l:{language}", "primary" if language == mine else "")
        for language in turn.desk.languages
    )
    return [Entry(text(turn.t(person, "which-language")), buttons=buttons, heading=True)]

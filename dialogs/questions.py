"""The intake's questions as a requester sees them: the kinds, a slot, the preview, the change menu."""

from __future__ import annotations

from typing import Any

from core.conversation import Conversation, Draft
from core.desk import Slot
from core.messages import Button, Change, Pressed, Rows, Said, Say, Target
from core.text import Text, bold, italic, lines, text
from dialogs import words
from dialogs.turn import Turn

PAGE = 10
"""Options on one page."""

SHOWN_IN_PREVIEW = 600
"""Characters of one answer in the preview; the ticket has it whole."""


class Questions:
    """Puts questions to one conversation, one open at a time. Every question has a step, and its buttons carry it: a
    button of an earlier one is stale."""

    def __init__(self, turn: Turn, conversation: Conversation) -> None:
        self.turn = turn
        self.conversation = conversation
        self.person = conversation.person
        self.language = turn.language_of(self.person)

    @property
    def draft(self) -> Draft:
        draft = self.conversation.dialogue.draft
        if draft is None:
            raise LookupError("no intake is under way")
        return draft

    def t(self, key: str, **words_: Any) -> str:
        return self.turn.t(self.language, key, **words_)

    # ------------------------------------------------------------ the four questions

    def _menu(self, *before: Text | str | None) -> None:
        """The kinds of request as buttons, each with its one-line hint."""
        draft, desk = self.draft, self.turn.desk
        draft.phase, draft.kind = "kind", None
        self._next_step()
        described: list[Text | str | None] = []
        rows: list[tuple[Button, ...]] = []
        for key, request in desk.requests.items():
            name = request.name.in_(self.language, desk.fallback)
            about = request.hint.in_(self.language, desk.fallback) if request.hint else ""
            described.append(text("• ", bold(name), f": {about}" if about else ""))
            rows.append((Button(name, self._data("kind", key)),))
        rows.append((self._button("cancel", "cancel"),))
        self._put(lines([*before, bold(self.t("ask-kind")), *described]), tuple(rows))

    def _ask(self, slot: Slot, before: str | None = None, *, delay: float = 0.0) -> None:
        """Asks one slot: how far it is, the question, a line of help, what was answered before."""
        draft = self.draft
        draft.phase, draft.asked = "form", slot.key
        self._next_step()
        asked = [item.slot.key for item in self.turn.desk.asked(draft.kind or "", draft.slots)]
        number = asked.index(slot.key) + 1 if slot.key in asked else 1
        had = draft.slots.get(slot.key)
        former = (
            self.t("answered-before", answer=words.shown(self.turn, slot, draft.slots, self.language)) if had else None
        )
        help_line = words.hint(self.turn, slot, self.language)
        body = lines(
            [
                before,
                self.t("progress", number=number, total=len(asked)),
                bold(words.ask(self.turn, slot, self.language)),
                italic(help_line) if help_line else None,
                italic(self._files_line(slot)) if slot.type == "files" else None,
                former,
            ]
        )
        self._put(body, self._slot_buttons(slot, bool(had)), delay=delay)

    def _files_line(self, slot: Slot) -> str:
        accepted = ", ".join(self.t(f"accept-{kind}") for kind in slot.accept)
        return self.t("files-allowed", most=slot.most, accepted=accepted)

    def _slot_buttons(self, slot: Slot, had: bool, page: int = 0) -> Rows:
        draft = self.draft
        rows: list[tuple[Button, ...]] = []
        if slot.type == "choice":
            options = list(self.turn.desk.options(slot.key, draft.slots).items())
            for key, option in options[page * PAGE : (page + 1) * PAGE]:
                rows.append((Button(option.in_(self.language, self.turn.desk.fallback), self._data("opt", key)),))
            pages = (len(options) + PAGE - 1) // PAGE
            around = []
            if page > 0:
                around.append(self._button("previous", "page", str(page - 1)))
            if page < pages - 1:
                around.append(self._button("next", "page", str(page + 1)))
            if around:
                rows.append(tuple(around))
        if had and not draft.partial:
            rows.append((self._button("keep", "keep"),))
        if draft.partial:
            rows.append((self._button("done", "done", style="primary"),))
        optional = any(item.optional for item in self.turn.desk.form(draft.kind or "") if item.slot.key == slot.key)
        last = [self._button("skip", "skip")] if optional and not draft.partial else []
        rows.append((*last, self._button("back", "back"), self._button("cancel", "cancel")))
        return tuple(rows)

    def _turn_page(self, slot: Slot, page: int, pressed: Pressed) -> None:
        buttons = self._slot_buttons(slot, bool(self.draft.slots.get(slot.key)), page)
        self.turn.send(self.conversation, Change(Target(message=pressed.message), buttons=buttons), "tidy", rank=1)

    def _preview(self, *, delay: float = 0.0) -> None:
        self.draft.phase, self.draft.asked = "preview", None
        self._next_step()
        self._put(*self._preview_body(), delay=delay)

    def _renew_preview(self) -> None:
        """The preview that stands in the chat shows the corrected answers."""
        if self.conversation.question:
            body, buttons = self._preview_body()
            change = Change(Target(delivery=self.conversation.question), body, buttons)
            self.turn.send(self.conversation, change, "tidy", rank=1)

    def _preview_body(self) -> tuple[Text, Rows]:
        draft, desk = self.draft, self.turn.desk
        answers = [
            text(bold(words.name(self.turn, item.slot, self.language)), ": ", _shortened(self._shown(item.slot)))
            for item in desk.asked(draft.kind or "", draft.slots)
        ]
        beside = len(draft.surplus)
        body = lines(
            [
                bold(self.t("preview-title", kind=words.kind(self.turn, draft.kind or "", self.language))),
                *answers,
                self.t("preview-beside", count=beside) if beside else None,
                self.t("preview-from", name=self.person.name),
            ]
        )
        buttons = (
            self._button("send", "send", style="primary"),
            self._button("change", "change"),
            self._button("cancel", "cancel"),
        )
        return body, (buttons,)

    def _shown(self, slot: Slot) -> str:
        return words.shown(self.turn, slot, self.draft.slots, self.language)

    def _change_menu(self) -> None:
        draft = self.draft
        draft.phase, draft.asked = "change", None
        self._next_step()
        items = self.turn.desk.asked(draft.kind or "", draft.slots)
        rows = [
            (Button(words.name(self.turn, item.slot, self.language), self._data("redo", item.slot.key)),)
            for item in items
        ]
        self._put(bold(self.t("change-which")), (*rows, (self._button("back", "back"),)))

    # ------------------------------------------------------------ putting one

    def _next_step(self) -> None:
        self.conversation.step += 1

    def _put(self, body: Any, buttons: Rows, *, delay: float = 0.0) -> None:
        """Puts a question: it takes the place of the one before, whose buttons are stale from now on."""
        say = Say(text(body), buttons)
        merge = "question" if delay else None
        delivery = self.turn.send(self.conversation, say, "question", rank=1, delay=delay, merge=merge)
        self.conversation.question = delivery.id
        self.conversation.question_position = None
        self.conversation.question_failed = False
        self._save()

    def _put_again(self, line: str) -> None:
        """Says a line without closing the open question."""
        self.turn.send(self.conversation, Say(text(line)), "notice", rank=1)

    def _close_question(self, pressed: Said | Pressed, words_: Text | None = None) -> None:
        """An answered question loses its buttons; where a choice was made it shows it."""
        if isinstance(pressed, Pressed) and pressed.message:
            self.turn.send(self.conversation, Change(Target(message=pressed.message), words_), "tidy", rank=1)

    def _data(self, verb: str, value: str = "") -> str:
        """What a button of the open question carries."""
        return f"d:{self.conversation.step}:{verb}:{value}" if value else f"d:{self.conversation.step}:{verb}"

    def _button(self, key: str, verb: str, value: str = "", style: Any = "") -> Button:
        return self.turn.button(self.language, key, self._data(verb, value), style)

    def _save(self) -> None:
        self.turn.unit.save_conversation(self.conversation)


def _shortened(words_: str, most: int = SHOWN_IN_PREVIEW) -> str:
    return words_ if len(words_) <= most else words_[: most - 1].rstrip() + "…"

"""The intake's questions as a requester sees them: the kinds, a slot, the preview, the change menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.conversation import Conversation, Draft
from core.desk import RequestKind, Slot
from core.forms import Form
from core.messages import TIDYING, Button, Change, Open, Pressed, Rows, Say, Target, Whisper
from core.splitting import split
from core.text import Text, bold, italic, lines, shortened, text
from dialogs import changes, door, drawing, tokens, words
from dialogs.turn import Turn

PAGE = 10
"""Options on one page."""

PREVIEW = 3000
"""Characters that the answers share in the preview, which must be one message; the ticket has them whole."""

FORMER = 200
"""Characters shown of what was answered before."""

LONGEST = 4000
"""Units of one message of ours: below Telegram's 4,096 (core.telegram.org/bots/api#sendmessage)."""


class Questions:
    """Puts questions to one conversation, one open at a time. Every question has a step, and its buttons carry it: a
    button of an earlier one is stale."""

    def __init__(self, turn: Turn, conversation: Conversation) -> None:
        self.turn = turn
        self.conversation = conversation
        self.person = conversation.person
        self.language = turn.language_of(self.person)
        self._phrases = turn.phrases_of(self.person)
        self._at = ""
        """The shared place where the next question stands, for this person alone; else it stands in their chat."""
        shown = conversation.question_position is not None
        self._to_close = conversation.question if shown else None

    @property
    def draft(self) -> Draft:
        draft = self.conversation.dialogue.draft
        if draft is None:
            raise LookupError("no intake is under way")
        return draft

    def t(self, key: str, **words_: Any) -> str:
        return self._phrases(self.language, key, **words_)

    @property
    def at_once(self) -> bool:
        """Whether the questions stand in one form."""
        return self.conversation.channel in self.turn.house.form_channels

    def asked(self) -> list[Slot]:
        """The slots that the form asks, given the answers so far."""
        draft = self.draft
        return [item.slot for item in self.turn.desk.asked(draft.kind, draft.slots)] if draft.kind else []

    def kinds(self) -> Mapping[str, RequestKind]:
        """The kinds of request that the person has a seat for; on somebody's behalf none that makes a token."""
        desk = self.turn.desk
        return {
            key: request
            for key, request in desk.requests.items()
            if desk.may_ask(key, self.person) and not (self.draft.on_behalf and request.makes == "token")
        }

    def _refused(self, kind: str) -> str | None:
        """Why it is none of those."""
        if not self.turn.desk.may_ask(kind, self.person):
            return door.whom_to_ask(self.turn, self.person, kind)
        return None if kind in self.kinds() else self.t("token-for-oneself")

    def _withheld_lines(self) -> list[Text]:
        """Of the others, who in their company can ask them; nothing for who belongs to no company."""
        if self.person.member is None:
            return []
        withheld = [kind for kind in self.turn.desk.requests if not self.turn.desk.may_ask(kind, self.person)]
        return [text(italic(door.whom_to_ask(self.turn, self.person, kind))) for kind in withheld]

    # ------------------------------------------------------------ the four questions

    def _menu(self, *before: Text | str | None) -> None:
        """The kinds of request as buttons, each with its one-line hint."""
        draft, desk, before_it = self.draft, self.turn.desk, self.draft.kind
        draft.phase, draft.kind, draft.asked, draft.hush = "kind", None, None, False
        self._next_step()
        if self.at_once and self._can_show():
            self._close_question()
            self.conversation.question = None
            notes = [*before, *self._withheld_lines()]
            data = f"kind:{self.conversation.step}"
            self._show(drawing.kinds(self.turn, self.language, self.kinds(), data, notes, before_it))
            return
        described: list[Text] = []
        for key, request in self.kinds().items():
            name = request.name.in_(self.language, desk.fallback)
            about = request.hint.in_(self.language, desk.fallback) if request.hint else ""
            terms = words.terms(self.turn, key, self.language)
            described.append(
                text("• ", bold(name), f": {about}" if about else "", italic(f" ({terms})") if terms else "")
            )
        withheld = self._withheld_lines()
        self._put(lines([*before, bold(self.t("ask-kind")), *described, *withheld]), self._buttons())

    def _ask(self, slot: Slot, before: str | None = None, *, delay: float = 0.0) -> None:
        """Asks one slot: how far it is, the question, a line of help, what was answered before."""
        if self.at_once:
            self._ask_at_once(before)
            return
        draft = self.draft
        draft.phase, draft.asked, draft.hush = "form", slot.key, slot.type == "secret"
        self._next_step()
        asked = [one.key for one in self.asked()]
        number = asked.index(slot.key) + 1 if slot.key in asked else 1
        body, former = self._question(slot, number, len(asked)), self._former_line(slot)
        self._put(lines((before, body, former)) if before or former else body, self._buttons(), delay=delay)

    def _question(self, slot: Slot, number: int, total: int) -> Text:
        """How far it is, the question, a line of help."""
        known, key = self.turn.house.questions, (self.person.channel, self.language, slot.key, number, total)
        if key not in known:
            help_line = words.hint(self.turn, slot, self.language)
            known[key] = lines(
                [
                    self.t("progress", number=number, total=total),
                    bold(words.ask(self.turn, slot, self.language)),
                    italic(help_line) if help_line else None,
                    italic(self._files_line(slot)) if slot.type == "files" else None,
                    italic(self.t("secret-how")) if slot.type == "secret" else None,
                ]
            )
        return known[key]

    def _former_line(self, slot: Slot) -> str | None:
        if not self.draft.slots.get(slot.key) or self.draft.partial:
            return None
        return self.t("answered-before", answer=shortened(self._shown(slot), FORMER))

    def _files_line(self, slot: Slot) -> str:
        accepted = ", ".join(self.t(f"accept-{kind}") for kind in slot.accept)
        return self.t("files-allowed", most=slot.most, accepted=accepted)

    def _ask_at_once(self, before: str | None = None) -> None:
        """All slots, in a form; where none can be shown just now, the way to it."""
        self.draft.phase, self.draft.asked, self.draft.hush = "form", None, False
        if self._can_show():
            self._show(self._form(before))
        else:
            kind = bold(words.kind(self.turn, self.draft.kind or "", self.language))
            self._put(lines([before, kind, self.t("form-waits")]), self._form_buttons())

    def _form(self, *notes: Text | str | None) -> Form:
        data = f"form:{self.conversation.step}"
        about = tokens.about(self.turn, self.draft.kind or "", self.language) if self._makes_token() else None
        return drawing.slots(self.turn, self.language, self.draft, data, (*notes, about))

    def _can_show(self) -> bool:
        return bool(self.turn.trigger or self.turn.sent_form)

    def _show(self, form: Form) -> None:
        """In the place of the form that was just sent, else as a new one."""
        self.turn.shown = True
        if self.turn.sent_form:
            self.turn.answer = form
        else:
            opened = Open(form, trigger=self.turn.trigger or "")
            self.turn.send(self.conversation, opened, "form", rank=0, lane=TIDYING)
        self._save()

    def _form_buttons(self) -> Rows:
        return ((self._button("open-form", "form", style="primary"), self._button("cancel", "cancel")),)

    def _preview(self, *, delay: float = 0.0) -> None:
        if self.at_once:
            self._ask_at_once()
            return
        self.draft.phase, self.draft.asked, self.draft.hush = "preview", None, False
        self._next_step()
        self._put(self._preview_body(), self._buttons(), delay=delay)

    def _makes_token(self) -> bool:
        return self.turn.desk.requests[self.draft.kind or ""].makes == "token"

    def _renew_preview(self) -> None:
        """The preview that stands in the chat shows the corrected answers."""
        if self.conversation.question:
            change = Change(Target(delivery=self.conversation.question), self._preview_body(), self._buttons())
            self.turn.send(self.conversation, change, "tidy", rank=1, merge="preview")

    def _preview_body(self) -> Text:
        draft = self.draft
        if self._makes_token():
            return tokens.about(self.turn, draft.kind or "", self.language)
        asked = self.asked()
        room = PREVIEW // max(1, len(asked))
        short = sum(len(self._shown(slot)) for slot in asked) <= PREVIEW
        answers = []
        for slot in asked:
            shown = self._shown(slot) if short else shortened(self._shown(slot), room)
            answers.append(text(bold(words.name(self.turn, slot, self.language)), ": ", shown))
        beside = len(draft.surplus)
        return lines(
            [
                bold(self.t("preview-title", kind=words.kind(self.turn, draft.kind or "", self.language))),
                *answers,
                self.t("preview-beside", count=beside) if beside else None,
                self.t("preview-from", name=self.person.called),
            ]
        )

    def _shown(self, slot: Slot) -> str:
        return words.shown(self.turn, slot, self.draft.slots, self.language)

    def _change_menu(self) -> None:
        self.draft.phase, self.draft.asked, self.draft.hush = "change", None, False
        self._next_step()
        self._put(bold(self.t("change-which")), self._buttons())

    # ------------------------------------------------------------ buttons

    def _buttons(self, page: int = 0) -> Rows:
        """The buttons of the open question."""
        draft, desk = self.draft, self.turn.desk
        match draft.phase:
            case "kind":
                kinds = [
                    Button(request.name.in_(self.language, desk.fallback), self._data("kind", key))
                    for key, request in self.kinds().items()
                ]
                read = ((changes.way_in(self.turn, self.language),),) if desk.changelog else ()
                return (*self._page(kinds, page), *read, (self._button("cancel", "cancel"),))
            case "change":
                answers = [
                    Button(words.name(self.turn, slot, self.language), self._data("redo", slot.key))
                    for slot in self.asked()
                ]
                return (*self._page(answers, page), (self._button("back", "back"),))
            case "preview" if self._makes_token():
                return ((self._button("create-token", "send", style="primary"), self._button("cancel", "cancel")),)
            case "preview":
                send = self._button("send", "send", style="primary")
                return ((send, self._button("change", "change"), self._button("cancel", "cancel")),)
            case _:
                return self._slot_buttons(desk.slot(draft.asked or ""), page)

    def _slot_buttons(self, slot: Slot, page: int) -> Rows:
        draft, desk = self.draft, self.turn.desk
        rows: list[tuple[Button, ...]] = []
        if slot.type == "choice":
            options = [
                Button(option.in_(self.language, desk.fallback), self._data("opt", key))
                for key, option in desk.options(slot.key, draft.slots).items()
            ]
            rows += self._page(options, page)
        if draft.partial:
            rows.append((self._button("done", "done", style="primary"),))
        elif draft.slots.get(slot.key):
            rows.append((self._button("keep", "keep"),))
        optional = not draft.partial and slot.key in desk.skippable[draft.kind or ""]
        last = [self._button("skip", "skip")] if optional else []
        rows.append((*last, self._button("back", "back"), self._button("cancel", "cancel")))
        return tuple(rows)

    def _page(self, choices: Sequence[Button], page: int) -> list[tuple[Button, ...]]:
        """A page of choices below each other, and the way to the pages around it."""
        rows = [(choice,) for choice in choices[page * PAGE : (page + 1) * PAGE]]
        around = []
        if page > 0:
            around.append(self._button("previous", "page", str(page - 1)))
        if len(choices) > (page + 1) * PAGE:
            around.append(self._button("next", "page", str(page + 1)))
        return [*rows, tuple(around)] if around else list(rows)

    def _turn_page(self, page: int, pressed: Pressed) -> None:
        if pressed.message is None:  # it stood where nobody else saw it, and is gone
            self._put(bold(self.t("ask-kind")), self._buttons(page))
            return
        change = Change(Target(message=pressed.message), buttons=self._buttons(page))
        self.turn.send(self.conversation, change, "tidy", rank=1)

    # ------------------------------------------------------------ putting one

    def _next_step(self) -> None:
        self.conversation.step += 1

    def _put(self, body: Any, buttons: Rows, *, delay: float = 0.0) -> None:
        """Puts a question: it takes the place of the one before, whose buttons are stale from now on. One that is longer
        than a message gets its beginning ahead of it."""
        *ahead, last = split(text(body), LONGEST)
        for part in ahead:
            self.turn.send(self.conversation, Say(part), "notice", rank=1, delay=delay)
        merge = "question" if delay else None
        put = Whisper(self.person.platform_id, last, buttons, at=self._at) if self._at else Say(last, buttons)
        delivery = self.turn.send(self.conversation, put, "question", rank=1, delay=delay, merge=merge)
        self._close_question()
        self.conversation.question = delivery.id
        self.conversation.question_position = None
        self.conversation.question_failed = False
        self._save()

    def _tell(self, line: str, *, merge: str | None = None) -> None:
        """Says a line without closing the open question. `merge`: of those that wait the last one is enough."""
        self.turn.send(self.conversation, Say(text(line)), "notice", rank=1, merge=merge)

    def _close_question(self, pressed: Pressed | None = None, words_: Text | None = None) -> None:
        """The open question loses its buttons; where a choice was made it shows it."""
        target = Target(message=pressed.message) if pressed else Target(delivery=self._to_close)
        self._to_close = None
        if target.message or target.delivery:
            self.turn.send(self.conversation, Change(target, words_), "tidy", rank=1)

    def _data(self, verb: str, value: str = "") -> str:
        """What a button of the open question carries."""
        return f"d:{self.conversation.step}:{verb}:{value}" if value else f"d:{self.conversation.step}:{verb}"

    def _button(self, key: str, verb: str, value: str = "", style: Any = "") -> Button:
        return self.turn.button(self.language, key, self._data(verb, value), style)

    def _save(self) -> None:
        self.turn.unit.save_conversation(self.conversation)

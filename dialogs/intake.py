"""The intake: from a first word to a sent request. One question open at a time; nothing said is dropped."""

from __future__ import annotations

from core.conversation import SKIPPED, Draft
from core.messages import Change, Edited, Pressed, Said, Target
from core.text import Text, bold, text
from dialogs import opening, secrets, submit, words
from dialogs.answering import Answering

DRAFT_WAITS = 7 * 86400
"""Seconds a draft is kept."""


class Intake(Answering):
    """The intake of one conversation in one turn."""

    # ------------------------------------------------------------ beginning and ending

    def begin(self, *said: Said, follows: int | None = None) -> None:
        """Greets and shows the kinds. What the requester opened with is kept for the request."""
        self._close_question()
        version = self.turn.house.engine.version
        draft = Draft(touched=self.turn.now.timestamp(), follows=follows, desk=version)
        self.conversation.dialogue.draft = draft
        for one in said:
            self._open_with(one)
        greeting = self.t("greeting", name=self.person.called, desk=self.turn.desk.name)
        self._menu(greeting, self._kept_line())

    def forget_if_old(self) -> bool:
        """A draft waits a week. What is said after that begins anew, and the requester is told. Returns whether a secret is
        what it had asked for: then that may be what is said."""
        hush = self.draft.hush
        old = self.turn.now.timestamp() - self.draft.touched > DRAFT_WAITS
        if old:
            self.conversation.dialogue.draft = None
            self._close_question()
            self._next_step()
            self._tell(self.t("draft-expired"))
        return old and hush

    def offer_to_go_on(self) -> None:
        """`/start` in the middle: go on or begin anew; nothing is lost by itself. Where there is nothing yet the kinds are
        shown again."""
        draft = self.draft
        if not (draft.kind or draft.opening or draft.slots or draft.surplus):
            self.begin(follows=draft.follows)
            return
        self._close_question()
        if self.at_once:
            self._menu(self.t("draft-waits-form"))
            return
        self._next_step()
        buttons = ((self._button("go-on", "on", style="primary"), self._button("begin-anew", "anew")),)
        self._put(text(self.t("draft-waits")), buttons)

    def ask_again(self, before: str | None = None) -> None:
        """The open question once more."""
        draft = self.draft
        opening.fit(self.turn, draft)
        self._close_question()
        if draft.phase == "kind":
            self._menu(before, self._kept_line())
        elif draft.phase == "form" and draft.asked in [slot.key for slot in self.asked()]:
            self._ask(self.turn.desk.slot(draft.asked), before)
        else:
            self._go_on(before=before)

    def cancel(self) -> None:
        """Ends the intake at once and keeps nothing of it."""
        self._end()
        self._tell(self.t("cancelled"))

    def _end(self) -> None:
        self._close_question()
        self.conversation.dialogue.draft = None
        self.conversation.question = None
        self._next_step()
        self.turn.page_changed(self.conversation)
        self._save()

    # ------------------------------------------------------------ what comes in

    def said(self, said: Said) -> None:
        """A message while the intake is under way."""
        draft = self.draft
        draft.touched = self.turn.now.timestamp()
        hush = draft.hush
        if draft.picked and said.message == draft.picked:
            self._keep_picked(said.files)
        elif draft.on_behalf:
            self._tell(self.t("not-kept-for-another", name=self.turn.unit.conversation(draft.on_behalf).person.called))
        elif not opening.fit(self.turn, draft):
            if hush:
                secrets.take_out(self.turn, self.conversation, said.message)
            elif draft.kind:
                self._keep_beside(said)
            else:
                self._open_with(said)
            self.ask_again(self.t("form-changed"))
        elif draft.phase == "kind":
            self._said_before_a_kind(said)
        elif self._belongs_to_last(said):
            self._add_to_last(said)
        elif draft.phase == "form" and draft.asked:
            self._answered(self.turn.desk.slot(draft.asked), said)
        elif draft.phase == "form":
            self._keep_with_form(said)
        else:
            if self._keep_beside(said):
                self._tell(self.t("kept-beside"), merge="kept")
                if draft.phase == "preview":
                    self._renew_preview()
        self._save()

    def _said_before_a_kind(self, said: Said) -> None:
        quick = self._belongs_to_last(said)
        kind = None if quick or said.files else self._kind_named(said.text)
        if kind:
            self._kind_chosen(kind)
            return
        if self._open_with(said) and not quick:
            self._menu(self._kept_line())

    def _kind_named(self, name: str) -> str | None:
        """The kind whose button bears this label."""
        for key, request in self.turn.desk.requests.items():
            if name.strip().casefold() == request.name.in_(self.language, self.turn.desk.fallback).casefold():
                return key
        return None

    def edited(self, edited: Edited) -> bool:
        """A corrected message corrects the answer it gave. Returns whether it was one of this intake's."""
        fits = opening.fit(self.turn, self.draft)
        found = self._find_and_correct(edited)
        if not fits:
            self.ask_again(self.t("form-changed"))
        self._save()
        return found

    # ------------------------------------------------------------ buttons

    def pressed(self, verb: str, value: str, pressed: Pressed) -> None:
        """A button of the open question."""
        draft = self.draft
        draft.touched = self.turn.now.timestamp()
        if verb == "cancel":
            self._close_question(pressed)
            self.cancel()
            return
        if not opening.fit(self.turn, draft):
            self._close_question(pressed)
            self.ask_again(self.t("form-changed"))
        elif verb == "page":
            self._page_pressed(value, pressed)
        elif verb == "form":
            self.go_on_with_form()
        elif verb in ("on", "anew"):
            self._close_question(pressed)
            if verb == "on":
                self.ask_again()
            else:
                self.begin(follows=draft.follows)
        elif draft.phase == "kind":
            self._pressed_in_menu(verb, value, pressed)
        elif draft.phase == "form":
            self._pressed_in_form(verb, value, pressed)
        else:
            self._pressed_at_the_end(verb, value, pressed)
        self._save()

    def go_on_with_form(self) -> None:
        """What is asked where all questions stand in one form: the kind first."""
        if self.draft.kind:
            self._go_on()
        else:
            self._menu(self._kept_line())

    def _page_pressed(self, value: str, pressed: Pressed) -> None:
        if value.isascii() and value.isdecimal() and len(value) < 4 and self.draft.phase != "preview":
            self._turn_page(int(value), pressed)
        else:
            self._stale()

    def _pressed_in_menu(self, verb: str, value: str, pressed: Pressed) -> None:
        if verb == "kind" and value in self.turn.desk.requests:
            self._kind_chosen(value, pressed)
        elif verb == "kind":
            self._close_question(pressed)
            self.ask_again(self.t("form-changed"))
        else:
            self._stale()

    def _pressed_in_form(self, verb: str, value: str, pressed: Pressed) -> None:
        draft = self.draft
        if draft.asked is None:
            self._stale()
            return
        slot = self.turn.desk.slot(draft.asked)
        self._remember("", None)
        match verb:
            case "opt" if slot.type == "choice":
                self._take_answer(slot, value, pressed)
            case "skip":
                self._take_answer(slot, SKIPPED, pressed)
            case "keep" if draft.slots.get(slot.key):
                self._close_question(pressed)
                self._go_on()
            case "done" if draft.partial:
                self._close_question(pressed)
                self._take_files(slot, None)
            case "back":
                self._close_question(pressed)
                self._back()
            case _:
                self._stale()

    def _pressed_at_the_end(self, verb: str, value: str, pressed: Pressed) -> None:
        draft = self.draft
        match draft.phase, verb:
            case "preview", "send":
                self._close_question(pressed)
                self._send()
            case "preview", "change":
                self._close_question(pressed)
                self._change_menu()
            case "change", "back":
                self._close_question(pressed)
                self._preview()
            case "change", "redo" if value in [slot.key for slot in self.asked()]:
                self._close_question(pressed)
                draft.changing = value
                self._ask(self.turn.desk.slot(value))
            case _:
                self._stale()

    def _stale(self) -> None:
        self.turn.toast = self.t("already-answered")

    # ------------------------------------------------------------ moves

    def _kind_chosen(self, kind: str, pressed: Pressed | None = None) -> None:
        draft = self.draft
        if why_not := self._refused(kind):
            self._tell(why_not)
            return
        name = words.kind(self.turn, kind, self.language)
        if pressed and self.at_once:
            self._next_step()
            if pressed.message:
                chosen = Change(Target(message=pressed.message), self._chosen(name), self._form_buttons())
                self.turn.send(self.conversation, chosen, "tidy", rank=1)
        elif pressed:
            self._close_question(pressed, self._chosen(name))
        draft.kind, draft.phase = kind, "form"
        self._remember("request", None)
        opening.leave_out(self.turn, draft)
        refusal = opening.use(self.turn, draft)
        if self.turn.desk.requests[kind].live:
            self._submit()
            return
        why = refusal and self._why(self.turn.desk.slot("description"), refusal)
        kept = self.t("kept-beside-because", why=why) if why else None
        terms = words.terms(self.turn, kind, self.language) or ""
        self._go_on(before="\n".join(filter(None, (kept, terms[:1].upper() + terms[1:]))) or None)

    def _chosen(self, kind: str) -> Text:
        return text(self.t("chosen-kind"), " ", bold(kind))

    def _back(self) -> None:
        """One slot back; from the first to the kinds, from a change to the preview."""
        draft = self.draft
        draft.partial = []
        if draft.changing:
            draft.changing = None
            self._preview()
            return
        asked = self.asked()
        at = next((number for number, slot in enumerate(asked) if slot.key == draft.asked), 0)
        if at:
            self._ask(asked[at - 1])
        else:
            self._menu()

    def _send(self) -> None:
        draft = self.draft
        self.turn.unit.recognise(self.person)
        if why_not := self._refused(draft.kind or ""):
            self._menu(why_not)
            return
        missing = self.turn.house.engine.run(draft.kind or "", draft.slots).requested
        if missing:
            self._ask(self.turn.desk.slot(missing), self.t("form-changed"))
            return
        self._submit()

    def _submit(self) -> None:
        """Ends the intake; its request is this person's, or that of who wrote the message it was made of. A message that
        somebody else has made one of meanwhile makes no second."""
        draft = self.draft
        self._end()
        if draft.picked and (made := self.turn.unit.made_of(self.conversation.channel, draft.picked)):
            self._tell(self.t("picked-already", reference=made.reference))
            return
        whose = self.turn.unit.conversation(draft.on_behalf) if draft.on_behalf else self.conversation
        ticket = submit.submit(self.turn, whose, draft)
        self.turn.page_changed(whose)
        if draft.picked:
            self.turn.unit.keep_origin(ticket, self.conversation.channel, draft.picked)
        if whose is not self.conversation:
            self._tell(self.t("made-for", reference=ticket.reference, name=whose.person.called))

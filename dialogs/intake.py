"""The intake: from a first word to a sent request. One question open at a time; nothing said is dropped."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from core.conversation import SKIPPED, Draft
from core.desk import Slot
from core.messages import Edited, Pressed, Said, Say
from core.text import bold, text
from dialogs import opening, submit, words
from dialogs.answers import ADVICE, Refusal, refuse_file
from dialogs.questions import Questions

DRAFT_WAITS = 7 * 86400
"""Seconds a draft is kept."""

QUICK = 2.0
"""Seconds between messages that are one answer (CONTRACT, Intake)."""

ALBUM_PAUSE = 1.0
"""Seconds the next question waits after a file of an album: the platform sends an album's files one by one."""


class Intake(Questions):
    """The intake of one conversation in one turn."""

    # ------------------------------------------------------------ beginning and ending

    def begin(self, said: Said | None = None, follows: int | None = None) -> None:
        """Greets and shows the kinds. What the requester opened with is kept for the request."""
        draft = Draft(touched=self.turn.now.timestamp(), follows=follows)
        self.conversation.dialogue.draft = draft
        if said:
            self._open_with(said)
        desk = self.turn.desk.name
        self._menu(text(self.t("greeting", name=self.person.name, desk=desk)), self._kept_line())

    def offer_to_go_on(self) -> None:
        """`/start` in the middle: go on or begin anew; nothing is lost by itself."""
        self._next_step()
        buttons = ((self._button("go-on", "on", style="primary"), self._button("begin-anew", "anew")),)
        self._put(text(self.t("draft-waits")), buttons)

    def cancel(self) -> None:
        """Ends the intake at once and keeps nothing of it."""
        self.conversation.dialogue.draft = None
        self.conversation.question = None
        self._next_step()
        self._save()
        self.turn.send(self.conversation, Say(text(self.t("cancelled"))), "notice", rank=1)

    def _open_with(self, said: Said) -> None:
        draft = self.draft
        files = [asdict(file) for file in said.files]
        if draft.opening is None:
            draft.opening = {"messages": [], "files": []}
        if said.text:
            draft.opening["messages"].append([said.message, said.text])
        draft.opening["files"] += files
        self._remember("opening", said)

    def _kept_line(self) -> str | None:
        began_with = self.draft.opening or {}
        if began_with.get("messages"):
            return self.t("kept-as-description")
        return self.t("kept-your-file") if began_with.get("files") else None

    # ------------------------------------------------------------ what comes in

    def said(self, said: Said) -> None:
        """A message while the intake is under way."""
        draft = self.draft
        draft.touched = self.turn.now.timestamp()
        if draft.phase == "kind":
            quick = self._belongs_to_last(said)
            self._open_with(said)
            if not quick:
                self._menu(text(self._kept_line() or self.t("choose-kind")))
        elif self._belongs_to_last(said):
            self._add_to_last(said)
        elif draft.phase == "form" and draft.asked:
            self._answered(self.turn.desk.slot(draft.asked), said)
        else:
            self._keep_beside(said)
            self._put_again(self.t("kept-beside"))
        self._save()

    def edited(self, edited: Edited) -> bool:
        """A corrected message corrects the answer it gave. Returns whether it was one of this intake's."""
        draft = self.draft
        for message in (draft.opening or {}).get("messages", []):
            if message[0] == edited.message:
                message[1] = edited.text
                self._save()
                return True
        for slot, sources in draft.sources.items():
            for source in sources:
                if source[0] == edited.message:
                    self._correct(slot, source, edited.text)
                    return True
        for beside in draft.surplus:
            if beside["message"] == edited.message:
                beside["text"] = edited.text
                self._save()
                return True
        return False

    def _correct(self, slot: str, source: list[str], words_: str) -> None:
        draft = self.draft
        before, source[1] = source[1], words_
        joined = "\n".join(said for _, said in draft.sources[slot])
        result = self.turn.house.engine.run(draft.kind or "", draft.slots, (slot, joined), tuple(draft.advised))
        if result.refusal and result.refusal[0] != ADVICE:
            source[1] = before
            self._put_again(self.t("correction-refused", why=self._why(self.turn.desk.slot(slot), result.refusal)))
        else:
            draft.slots = result.slots if not result.refusal else {**draft.slots, slot: joined}
            if draft.phase == "preview":
                self._renew_preview()
            else:
                name = words.name(self.turn, self.turn.desk.slot(slot), self.language)
                line = text(self.t("corrected", slot=name))
                self.turn.send(self.conversation, Say(line), "notice", rank=1)
        self._save()

    def pressed(self, verb: str, value: str, pressed: Pressed) -> None:
        """A button of the open question."""
        draft = self.draft
        draft.touched = self.turn.now.timestamp()
        slot = self.turn.desk.slots.get(draft.asked or "")
        match verb:
            case "kind" if value in self.turn.desk.requests:
                self._kind_chosen(value, pressed)
            case "opt" if slot and (option := self._option(slot, value)):
                self._take_answer(slot, option, pressed)
            case "page" if slot:
                self._turn_page(slot, int(value), pressed)
            case "skip" if slot:
                self._take_answer(slot, SKIPPED, pressed)
            case "keep" if slot:
                self._close_question(pressed)
                self._go_on()
            case "done" if slot and draft.partial:
                self._close_question(pressed)
                self._take_files(slot, None)
            case "back":
                self._close_question(pressed)
                self._back()
            case "cancel":
                self._close_question(pressed)
                self.cancel()
            case "on":
                self._close_question(pressed)
                self._ask_again()
            case "anew":
                self._close_question(pressed)
                self.begin(follows=draft.follows)
            case "change":
                self._close_question(pressed)
                self._change_menu()
            case "redo" if value in self.turn.desk.slots:
                self._close_question(pressed)
                draft.changing, draft.phase = value, "form"
                self._ask(self.turn.desk.slot(value))
            case "send":
                self._close_question(pressed)
                self._send()
            case _:
                self.turn.toast = self.t("already-answered")
        self._save()

    # ------------------------------------------------------------ what belongs to the answer before

    def _belongs_to_last(self, said: Said) -> bool:
        """Whether a message goes with the one before: a file of the same album, written before the next question was
        shown, or within two seconds of it while a `text` slot was asked (both by arrival and by the messages' dates:
        after a pause of ours everything arrives at once)."""
        last = self.draft.last
        if last is None:
            return False
        if said.album and said.album == last.get("album"):
            return True
        if last.get("refused"):
            return False
        if not self._question_was_shown_before(said):
            return True
        slot = self.turn.desk.slots.get(last["slot"])
        if last["slot"] != "opening" and (slot is None or slot.type != "text"):
            return False
        arrived = self.turn.now.timestamp() - last["arrived"]
        return bool(arrived <= QUICK and abs(said.at.timestamp() - last["date"]) <= QUICK)

    def _question_was_shown_before(self, said: Said) -> bool:
        if self.conversation.question is None or self.conversation.question_failed:
            return True
        position = self.conversation.question_position
        return position is not None and position < said.position

    def _add_to_last(self, said: Said) -> None:
        draft = self.draft
        last = draft.last or {}
        slot = self.turn.desk.slots.get(last["slot"])
        if slot and slot.type == "text" and slot.key in draft.sources and not said.files:
            self._join(slot, said)
        elif slot and slot.type == "files" and said.files:
            self._more_files(slot, said)
        else:
            self._keep_beside(said)
        if draft.phase == "preview":
            self._renew_preview()

    def _join(self, slot: Slot, said: Said) -> None:
        draft = self.draft
        sources = [*draft.sources[slot.key], [said.message, said.text]]
        joined = "\n".join(words_ for _, words_ in sources)
        result = self.turn.house.engine.run(draft.kind or "", draft.slots, (slot.key, joined), tuple(draft.advised))
        if result.refusal:
            self._keep_beside(said)
            self._put_again(self.t("kept-beside-because", why=self._why(slot, result.refusal)))
            return
        draft.slots, draft.sources[slot.key] = result.slots, sources
        self._remember(slot.key, said)

    def _more_files(self, slot: Slot, said: Said) -> None:
        """More of an album whose slot was already answered, or is still open."""
        draft = self.draft
        if draft.asked == slot.key and draft.phase == "form":
            self._take_files(slot, said)
            return
        have = draft.slots.get(slot.key)
        for file in said.files:
            data = asdict(file)
            if isinstance(have, list) and len(have) < slot.most and not refuse_file(slot, data):
                have.append(data)
            else:
                self._keep_beside(said)
                self._tell_surplus(slot, said)
                return

    def _tell_surplus(self, slot: Slot, said: Said) -> None:
        if said.album and said.album not in self.draft.told:
            self.draft.told.append(said.album)
            name = words.name(self.turn, slot, self.language)
            line = text(self.t("album-surplus", most=slot.most, slot=name))
            self.turn.send(self.conversation, Say(line), "notice", rank=1)

    def _keep_beside(self, said: Said) -> None:
        """Goes into the ticket as a message of its own."""
        files = [asdict(file) for file in said.files]
        self.draft.surplus.append(
            {"message": said.message, "text": said.text, "files": files, "at": said.at.isoformat()}
        )

    def _remember(self, slot: str, said: Said | None, *, refused: bool = False) -> None:
        now = self.turn.now.timestamp()
        self.draft.last = {
            "slot": slot,
            "arrived": now,
            "date": said.at.timestamp() if said else now,
            "album": said.album if said else None,
            "refused": refused,
        }

    # ------------------------------------------------------------ answers

    def _kind_chosen(self, kind: str, pressed: Pressed) -> None:
        draft = self.draft
        name = words.kind(self.turn, kind, self.language)
        self._close_question(pressed, text(self.t("chosen-kind"), " ", bold(name)))
        draft.kind, draft.phase = kind, "form"
        self._remember("request", None)
        opening.use(self.turn, draft)
        self._go_on()

    def _answered(self, slot: Slot, said: Said) -> None:
        if slot.type == "files":
            if said.files:
                self._take_files(slot, said)
            else:
                self._refuse(slot, Refusal("refused-no-file", {}), said)
            return
        if said.files:
            self._keep_beside(Said(**{**_fields(said), "text": ""}))
            if not said.text:
                self._remember(slot.key, said, refused=True)
                self._ask(slot, self.t("kept-file-words-needed"))
                return
        self._take_answer(slot, said.text, said)

    def _take_answer(self, slot: Slot, value: str, by: Said | Pressed) -> None:
        draft = self.draft
        result = self.turn.house.engine.run(draft.kind or "", draft.slots, (slot.key, value), tuple(draft.advised))
        if result.refusal:
            self._refuse(slot, Refusal(*result.refusal), by if isinstance(by, Said) else None)
            return
        requested = result.requested
        if slot.key == "subsystem" and draft.slots.get("subsystem") != value and "area" in result.slots:
            del result.slots["area"]
            requested = self.turn.house.engine.run(draft.kind or "", result.slots).requested
        draft.slots = result.slots
        if isinstance(by, Said):
            draft.sources[slot.key] = [[by.message, by.text]]
            self._remember(slot.key, by)
        else:
            draft.sources.pop(slot.key, None)
            name = words.name(self.turn, slot, self.language)
            shown = words.shown(self.turn, slot, draft.slots, self.language)
            skipped = value == SKIPPED
            self._close_question(by, None if skipped else text(f"{name}: ", bold(shown)))
            self._remember(slot.key, None)
        self._ask_or_show(requested)

    def _take_files(self, slot: Slot, said: Said | None) -> None:
        """Files of a `files` slot, one after another, until there are as many as it takes or *Done*."""
        draft = self.draft
        if draft.changing == slot.key and not draft.partial:
            draft.slots.pop(slot.key, None)
        for file in said.files if said else ():
            data = asdict(file)
            if refusal := refuse_file(slot, data):
                self._refuse(slot, refusal, said)
                return
            draft.partial.append(data)
        if said:
            self._remember(slot.key, said)
            if said.text:
                self._keep_beside(Said(**{**_fields(said), "files": ()}))
        taken, over = draft.partial[: slot.most], draft.partial[slot.most :]
        if said and len(draft.partial) < slot.most:
            self._ask(slot, self.t("files-so-far", count=len(taken), most=slot.most), delay=self._pause(said))
            return
        for extra in over:
            draft.surplus.append({"message": "", "text": "", "files": [extra], "at": self.turn.now.isoformat()})
        result = self.turn.house.engine.run(draft.kind or "", draft.slots, (slot.key, taken))
        draft.slots, draft.partial = result.slots, []
        self._go_on(delay=self._pause(said))

    def _pause(self, said: Said | None) -> float:
        return ALBUM_PAUSE if said and said.album else 0.0

    def _refuse(self, slot: Slot, refusal: Refusal, said: Said | None) -> None:
        """Says in one message what is allowed, and asks again."""
        if refusal.key == ADVICE:
            self.draft.advised.append(slot.key)
        self._remember(slot.key, said, refused=True)
        self._ask(slot, self._why(slot, (refusal.key, refusal.words)))

    def _why(self, slot: Slot, refusal: tuple[str, dict[str, Any]]) -> str:
        key, words_ = refusal
        accepted = ", ".join(self.t(f"accept-{kind}") for kind in slot.accept) if slot.type == "files" else ""
        example = slot.hint.in_(self.language, self.turn.desk.fallback) if slot.hint else ""
        if key.startswith("refused-file") or key == "refused-no-file":
            words_ = {**words_, "accepted": accepted}
        elif key == "refused-pattern":
            words_ = {**words_, "example": example}
        return self.t(key, **words_)

    # ------------------------------------------------------------ what is asked next

    def _go_on(self, *, delay: float = 0.0) -> None:
        """Asks the next missing slot; when none is missing, shows the preview."""
        self._ask_or_show(self.turn.house.engine.run(self.draft.kind or "", self.draft.slots).requested, delay=delay)

    def _ask_or_show(self, requested: str | None, *, delay: float = 0.0) -> None:
        draft = self.draft
        draft.changing, draft.partial = None, []
        if requested:
            self._ask(self.turn.desk.slot(requested), delay=delay)
        else:
            self._preview(delay=delay)

    def _back(self) -> None:
        """One slot back; from the first to the kinds, from a change to the preview."""
        draft = self.draft
        draft.partial = []
        if draft.phase == "change" or draft.changing:
            draft.changing = None
            self._preview()
            return
        asked = [item.slot for item in self.turn.desk.asked(draft.kind or "", draft.slots)]
        at = next((number for number, slot in enumerate(asked) if slot.key == draft.asked), len(asked))
        if at == 0:
            draft.phase, draft.asked, draft.last = "kind", None, None
            self._menu(text(self.t("choose-kind")))
        else:
            self._ask(asked[at - 1])

    def _ask_again(self) -> None:
        draft = self.draft
        if draft.phase == "kind":
            self._menu(text(self.t("choose-kind")), self._kept_line())
        elif draft.phase == "form" and draft.asked in self.turn.desk.slots:
            self._ask(self.turn.desk.slot(draft.asked or ""))
        else:
            self._go_on()

    def _option(self, slot: Slot, value: str) -> str | None:
        return value if value in self.turn.desk.options(slot.key, self.draft.slots) else None

    def _send(self) -> None:
        draft = self.draft
        missing = self.turn.house.engine.run(draft.kind or "", draft.slots).requested
        if missing:
            self._ask(self.turn.desk.slot(missing))
            return
        self.conversation.dialogue.draft = None
        self.conversation.question = None
        self._next_step()
        submit.submit(self.turn, self.conversation, draft)


def _fields(said: Said) -> dict[str, Any]:
    return {name: getattr(said, name) for name in said.__dataclass_fields__}

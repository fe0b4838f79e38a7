"""Answers: taken, joined, refused, corrected."""

from __future__ import annotations

from typing import Any

from core.conversation import SKIPPED
from core.desk import Slot
from core.files import incoming_data
from core.messages import Edited, Pressed, Said
from core.text import bold, text
from dialogs import room, secrets, words
from dialogs.answers import ADVICE, Refusal, refuse_file
from dialogs.engine import FormTurn
from dialogs.keeping import Keeping

ALBUM_PAUSE = 1.0
"""Seconds the next question waits after a file of an album: the platform sends an album's files one by one."""


class Answering(Keeping):
    """Lets the form judge what was said, and asks what it asks next."""

    # ------------------------------------------------------------ taking one

    def _answered(self, slot: Slot, said: Said) -> None:
        if slot.type == "secret":
            self._take_secret(slot, said)
            return
        if slot.type == "files":
            if said.files:
                self._take_files(slot, said)
            else:
                self._refuse(slot, Refusal("refused-no-file", {}), said)
            return
        if said.files:
            kept = self._keep_beside(said, words_too=False)
            if not said.text and not kept:
                return
            if not said.text:
                self._remember(slot.key, said, refused=True)
                self._ask(slot, self.t("kept-file-words-needed"))
                return
        self._take_answer(slot, said.text, said)

    def _take_answer(self, slot: Slot, value: str, by: Said | Pressed) -> None:
        draft = self.draft
        result = self._run(slot, value)
        if result.refusal:
            self._refuse(slot, Refusal(*result.refusal), by if isinstance(by, Said) else None)
            return
        draft.slots = result.slots
        if isinstance(by, Said):
            draft.sources[slot.key] = [[by.message, by.text]]
            self._remember(slot.key, by)
        else:
            draft.sources.pop(slot.key, None)
            name = words.name(self.turn, slot, self.language)
            shown = None if value == SKIPPED else text(f"{name}: ", bold(self._shown(slot)))
            self._close_question(by, shown)
        self._ask_or_show(result.requested)

    def _take_secret(self, slot: Slot, said: Said) -> None:
        """A secret is sealed before anything is kept of it, taken or not, and its message goes. A file can't be sealed."""
        secrets.take_out(self.turn, self.conversation, said.message)
        if said.files:
            self._refuse(slot, Refusal("refused-secret-file", {}), said)
            return
        result = self._seal(slot, [[said.message, said.text]])
        if result.refusal:
            self._refuse(slot, Refusal(*result.refusal), said)
            return
        self._remember(slot.key, said)
        self._ask_or_show(result.requested)

    def _seal(self, slot: Slot, parts: list[list[str]]) -> FormTurn:
        """Lets the form judge a secret, and keeps it sealed where it is taken."""
        draft = self.draft
        result = self._run(slot, secrets.whole(parts))
        if not result.refusal:
            draft.slots = {**result.slots, slot.key: secrets.sealed(self.turn, parts)}
            draft.sources[slot.key] = [[message, ""] for message, _ in parts]
        return result

    def _secret_parts(self, slot: Slot) -> list[list[str]]:
        return secrets.parts_of(self.turn, self.draft.slots[slot.key]["sealed"])

    def _run(self, slot: Slot, value: Any) -> FormTurn:
        """What the form makes of an answer. Another subsystem has other areas: its area is asked again."""
        draft, engine = self.draft, self.turn.house.engine
        result = engine.run(draft.kind or "", draft.slots, (slot.key, value), tuple(draft.advised))
        moved = slot.key == "subsystem" and result.slots.get("subsystem") != draft.slots.get("subsystem")
        if moved and not result.refusal and "area" in result.slots:
            del result.slots["area"]
            draft.sources.pop("area", None)
            return engine.run(draft.kind or "", result.slots)
        return result

    def _take_files(self, slot: Slot, said: Said | None) -> None:
        """Files of a `files` slot, one after another, until there are as many as it takes or *Done*."""
        draft = self.draft
        for file in said.files if said else ():
            data = incoming_data(file)
            if refusal := refuse_file(slot, data):
                self._refuse(slot, refusal, said)
                return
            draft.partial.append(data)
        if said:
            self._remember(slot.key, said)
            if said.text and room.take(self.turn, self.conversation):
                draft.surplus.append(
                    {"message": said.message, "text": said.text, "files": [], "at": said.at.isoformat()}
                )
        taken, over = draft.partial[: slot.most], draft.partial[slot.most :]
        pause = ALBUM_PAUSE if said and said.album else 0.0
        if said and len(draft.partial) < slot.most:
            self._ask(slot, self.t("files-so-far", count=len(taken), most=slot.most), delay=pause)
            return
        for extra in over if room.take(self.turn, self.conversation) else ():
            draft.surplus.append({"message": "", "text": "", "files": [extra], "at": self.turn.now.isoformat()})
        result = self._run(slot, taken)
        draft.slots = result.slots
        self._ask_or_show(result.requested, delay=pause)

    def _refuse(self, slot: Slot, refusal: Refusal, said: Said | None) -> None:
        """Says in one message what is allowed, and asks again."""
        if refusal.key == ADVICE:
            self.draft.advised.append(slot.key)
        self._remember(slot.key, said, refused=True)
        self._ask(slot, self._why(slot, refusal))

    def _why(self, slot: Slot, refusal: Refusal) -> str:
        words_ = refusal.words
        if refusal.key.startswith("refused-file") or refusal.key == "refused-no-file":
            words_ = {**words_, "accepted": ", ".join(self.t(f"accept-{kind}") for kind in slot.accept)}
        return self.t(refusal.key, **words_)

    def _go_on(self, *, before: str | None = None) -> None:
        """Asks the next missing slot; when none is missing, shows the preview."""
        requested = self.turn.house.engine.run(self.draft.kind or "", self.draft.slots).requested
        self._ask_or_show(requested, before=before)

    def _ask_or_show(self, requested: str | None, *, before: str | None = None, delay: float = 0.0) -> None:
        draft = self.draft
        draft.changing, draft.partial = None, []
        if requested:
            self._ask(self.turn.desk.slot(requested), before, delay=delay)
        else:
            if before:
                self._tell(before)
            self._preview(delay=delay)

    # ------------------------------------------------------------ what belongs to the answer before

    def _add_to_last(self, said: Said) -> None:
        draft = self.draft
        slot = self.turn.desk.slots.get((draft.last or {})["slot"])
        if slot and (slot.type == "secret" or secrets.is_sealed(draft.slots.get(slot.key))):
            self._join_secret(slot, said)
        elif slot and slot.type == "text" and slot.key in draft.sources and not said.files:
            self._join(slot, said)
        elif slot and slot.type == "files" and said.files:
            self._more_files(slot, said)
        elif not self._keep_beside(said):
            return
        elif draft.last and draft.last["date"] is None:  # after a button nobody means it as more of an answer
            self._tell(self.t("kept-beside"), merge="kept")
        if draft.phase == "preview":
            self._renew_preview()

    def _join(self, slot: Slot, said: Said) -> None:
        draft = self.draft
        if not room.take(self.turn, self.conversation):
            return
        sources = [*draft.sources[slot.key], [said.message, said.text]]
        result = self._run(slot, "\n".join(words_ for _, words_ in sources))
        if result.refusal:
            self._keep_beside(said)
            why = self._why(slot, Refusal(*result.refusal))
            self._tell(self.t("kept-beside-because", why=why), merge="kept-because")
            return
        draft.slots, draft.sources[slot.key] = result.slots, sources
        self._remember(slot.key, said)

    def _join_secret(self, slot: Slot, said: Said) -> None:
        """The rest of a secret, or of an album that is none; what can't be taken isn't kept at all."""
        secrets.take_out(self.turn, self.conversation, said.message)
        if said.files:
            self._tell(self.t("refused-secret-file"))
        if said.files or not room.take(self.turn, self.conversation):
            return
        result = self._seal(slot, [*self._secret_parts(slot), [said.message, said.text]])
        if result.refusal:
            self._tell(self._why(slot, Refusal(*result.refusal)))
        else:
            self._remember(slot.key, said)

    def _more_files(self, slot: Slot, said: Said) -> None:
        """More of an album whose slot was already answered, or is still open."""
        draft = self.draft
        if draft.asked == slot.key and draft.phase == "form":
            self._take_files(slot, said)
            return
        have = draft.slots.get(slot.key)
        for file in said.files:
            data = incoming_data(file)
            if isinstance(have, list) and len(have) < slot.most and not refuse_file(slot, data):
                have.append(data)
            else:
                if self._keep_beside(said):
                    self._tell_surplus(slot, said)
                return

    # ------------------------------------------------------------ corrections

    def _find_and_correct(self, edited: Edited) -> bool:
        draft = self.draft
        for message in (draft.opening or {}).get("messages", []):
            if message[0] == edited.message:
                message[1] = edited.text
                return True
        for slot, sources in draft.sources.items():
            for source in sources:
                if source[0] == edited.message:
                    self._correct(self.turn.desk.slot(slot), source, edited.text)
                    return True
        for beside in draft.surplus:
            if beside["message"] == edited.message:
                beside["text"] = edited.text
                return True
        return False

    def taken_back(self, id: str) -> bool:
        """A message is taken back: with its last words an answer is gone too, and will be asked. Returns whether it was
        one of this intake's."""
        draft = self.draft
        opened = (draft.opening or {}).get("messages", [])
        said = [message for message in opened if message[0] == id]
        beside = [one for one in draft.surplus if one["message"] == id]
        for message in said:
            opened.remove(message)
        for one in beside:
            draft.surplus.remove(one)
        slot = next((slot for slot, sources in draft.sources.items() if id in [one[0] for one in sources]), None)
        if slot and secrets.is_sealed(draft.slots.get(slot)):  # of a secret nothing stays
            del draft.sources[slot], draft.slots[slot]
        elif slot:
            left = [source for source in draft.sources.pop(slot) if source[0] != id]
            draft.slots.pop(slot, None)
            if left:
                draft.sources[slot] = left
                draft.slots[slot] = "\n".join(words_ for _, words_ in left)
        self._save()
        return bool(said or beside or slot)

    def _correct(self, slot: Slot, source: list[str], words_: str) -> None:
        """A corrected message corrects the answer it gave. A headline isn't advised on a second time."""
        draft = self.draft
        if secrets.is_sealed(draft.slots.get(slot.key)):
            self._correct_secret(slot, source[0], words_)
            return
        before, source[1] = source[1], words_
        if not draft.kind:  # it is judged when a kind is chosen
            draft.slots[slot.key] = "\n".join(said for _, said in draft.sources[slot.key])
            return
        if slot.key not in draft.advised:
            draft.advised.append(slot.key)
        result = self._run(slot, "\n".join(said for _, said in draft.sources[slot.key]))
        if result.refusal:
            source[1] = before
            self._tell(self.t("correction-refused", why=self._why(slot, Refusal(*result.refusal))))
            return
        draft.slots = result.slots
        self._show_corrected(slot, result.requested)

    def _correct_secret(self, slot: Slot, message: str, words_: str) -> None:
        secrets.take_out(self.turn, self.conversation, message)
        parts = [[id, words_ if id == message else said] for id, said in self._secret_parts(slot)]
        result = self._seal(slot, parts)
        if result.refusal:
            self._tell(self.t("correction-refused", why=self._why(slot, Refusal(*result.refusal))))
        else:
            self._show_corrected(slot, result.requested)

    def _show_corrected(self, slot: Slot, requested: str | None) -> None:
        if self.draft.phase != "preview":
            self._tell(self.t("corrected", slot=words.name(self.turn, slot, self.language)))
        elif requested:
            self._ask_or_show(requested)
        else:
            self._renew_preview()

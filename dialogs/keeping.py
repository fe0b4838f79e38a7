"""What is kept of what a requester says during the intake, and to which answer a message belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.desk import Slot
from core.files import incoming_data
from core.messages import IncomingFile, Said
from dialogs import losses, opening, room, words
from dialogs.questions import Questions

QUICK = 2.0
"""Seconds between messages that are one answer (CONTRACT, Intake)."""

JOINED = ("text", "secret")
"""The types of slot whose answer may come in several messages."""


class Keeping(Questions):
    """Nothing said is dropped: what is no answer goes along with the request."""

    def _open_with(self, said: Said) -> bool:
        """What was said before a kind was chosen. Returns whether there was room for it."""
        draft = self.draft
        if not room.take(self.turn, self.conversation, len(said.files)):
            return False
        if draft.opening is None:
            draft.opening = {"messages": [], "files": []}
        if said.text:
            draft.opening["messages"].append([said.message, said.text])
        draft.opening["files"] += self._had(said.files)
        self._remember("opening", said)
        return True

    def _kept_line(self) -> str | None:
        began_with = self.draft.opening or {}
        if began_with.get("messages"):
            return self.t("kept-as-description")
        return self.t("kept-your-file") if began_with.get("files") else None

    def _keep_beside(self, said: Said, *, words_too: bool = True) -> bool:
        """Goes into the ticket as a message of its own. Returns whether there was room for it."""
        if not room.take(self.turn, self.conversation, len(said.files)):
            return False
        said_text = said.text if words_too else ""
        files = self._had(said.files)
        if said_text or files:
            at = said.at.isoformat()
            self.draft.surplus.append({"message": said.message, "text": said_text, "files": files, "at": at})
        return True

    def _keep_with_form(self, said: Said) -> None:
        """Said beside a form that stands open: its files go where the form takes them."""
        if not room.take(self.turn, self.conversation, len(said.files)):
            return
        opening.attach(self.turn, self.draft, self._had(said.files))
        if said.text:
            at = said.at.isoformat()
            self.draft.surplus.append({"message": said.message, "text": said.text, "files": [], "at": at})
        self._tell(self.t("kept-beside"), merge="kept")

    def _keep_picked(self, announced: Sequence[IncomingFile]) -> None:
        """The files of the message that the request is made of."""
        draft, files = self.draft, self._had(announced)
        if not room.take(self.turn, self.conversation, len(files)):
            return
        if draft.kind:
            opening.attach(self.turn, draft, files)
        else:
            draft.opening = draft.opening or {"messages": [], "files": []}
            draft.opening["files"] += files

    def _had(self, files: Sequence[IncomingFile]) -> list[dict[str, Any]]:
        """The files that could be fetched; of the others the requester is told."""
        for file in files:
            if file.problem:
                key = "lost-file-" + file.problem.replace("_", "-")
                self._tell(self.t(key, name=file.name, most=losses.most(self.turn, self.conversation)))
        return [incoming_data(file) for file in files if not file.problem]

    def _tell_surplus(self, slot: Slot, said: Said) -> None:
        """Of an album more came than the slot takes: said once."""
        if said.album and said.album not in self.draft.told:
            self.draft.told.append(said.album)
            name = words.name(self.turn, slot, self.language)
            self._tell(self.t("album-surplus", most=slot.most, slot=name))

    def _remember(self, slot: str, said: Said | None, *, refused: bool = False) -> None:
        """What was answered last, and by which message (None: by a button)."""
        self.draft.last = {
            "slot": slot,
            "arrived": self.turn.now.timestamp(),
            "date": said.at.timestamp() if said else None,
            "album": said.album if said else None,
            "refused": refused,
        }

    def _belongs_to_last(self, said: Said) -> bool:
        """Whether a message goes with the one before: a file of the same album, written before the next question was
        shown, or within two seconds of it while a `text` or a secret was asked (both by arrival and by the messages' dates:
        after a pause of ours everything arrives at once)."""
        last = self.draft.last
        if last is None:
            return False
        if said.album and said.album == last["album"]:
            return True
        if last["refused"]:
            return False
        if not self._question_was_shown_before(said):
            return True
        if said.files and self._asks_for_files():
            return False
        slot = self.turn.desk.slots.get(last["slot"])
        if last["date"] is None or (last["slot"] != "opening" and (slot is None or slot.type not in JOINED)):
            return False
        arrived = self.turn.now.timestamp() - last["arrived"]
        return bool(arrived <= QUICK and abs(said.at.timestamp() - last["date"]) <= QUICK)

    def _asks_for_files(self) -> bool:
        asked = self.turn.desk.slots.get(self.draft.asked or "")
        return self.draft.phase == "form" and asked is not None and asked.type == "files"

    def _question_was_shown_before(self, said: Said) -> bool:
        if self.conversation.question is None or self.conversation.question_failed:
            return True
        position = self.conversation.question_position
        return position is not None and position < said.position

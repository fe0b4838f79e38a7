"""The intake where all questions stand in one form: what was filled in, answer by answer, and when it is sent."""

from __future__ import annotations

from typing import Any

from core.conversation import SKIPPED, Conversation, Draft
from core.desk import FormItem, Slot
from core.files import incoming_data
from core.forms import Faults
from core.messages import TIDYING, Filled, Open, Picked
from core.text import text
from dialogs import drawing, opening, room, secrets
from dialogs.answers import ADVICE, Refusal, refuse_file
from dialogs.intake import Intake

MOST_CONTEXT = 60
"""Messages that go along with those which a request is made of, of whatever threads they are."""

JUDGED = ("sent", "checked", "late")
"""How a form is filled in when its answers count."""


class Filling(Intake):
    """The intake of one conversation in one turn, by a form."""

    def pick(self, picked: Picked, whose: Conversation | None) -> None:
        """Begins with a message that somebody chose; the request is `whose`. An intake under way is gone on with: then the
        message goes with it, unless it is about somebody else's. Chosen once more it is there already."""
        self._at = picked.ask_at
        behalf = whose.id if whose else None
        draft = self.conversation.dialogue.draft
        if draft and draft.on_behalf != behalf and is_begun(draft):
            self._menu(self.t("draft-first"))
            return
        if draft is None or draft.on_behalf != behalf:
            draft = self._new_draft(behalf)
        if draft.picked != picked.message:
            self._take_picked(draft, picked)
        name = whose.person.called if whose else ""
        about = self.t("form-for", name=name) if whose else None
        self._menu(about, self._kept_line(), self._context_line(), self._unread_line(picked.unread))

    def begin_with(self, kind: str) -> None:
        """Begins with a kind of request that was chosen already."""
        self._close_question()
        self._new_draft(None)
        self._next_step()
        self._kind_chosen(kind)

    def _new_draft(self, behalf: int | None) -> Draft:
        version = self.turn.house.engine.version
        draft = Draft(touched=self.turn.now.timestamp(), desk=version, on_behalf=behalf)
        self.conversation.dialogue.draft = draft
        return draft

    def _take_picked(self, draft: Draft, picked: Picked) -> None:
        if not room.take(self.turn, self.conversation):
            return
        draft.picked = picked.message
        context = [[name, said] for name, said in picked.context]
        space = max(0, MOST_CONTEXT - len(draft.context))
        draft.context += context[:space]
        draft.left_out += picked.left_out + len(context[space:])
        if picked.text:
            draft.opening = draft.opening or {"messages": [], "files": []}
            draft.opening["messages"].append(["", picked.text])
        if picked.files:
            self._keep_picked(picked.files)

    def _unread_line(self, why: str) -> str | None:
        if not why:
            return None
        return self.t("context-not-in-channel" if why == "not_in_channel" else "context-unreachable")

    def _context_line(self) -> str | None:
        count = len(self.draft.context) + self.draft.left_out
        return self.t("kept-context", count=count) if count else None

    def filled(self, filled: Filled) -> None:
        """Something was done with a form. Of the one that chooses the kind nothing is left to do once it was judged."""
        if filled.how == "late" and filled.form.startswith("kind:"):
            return
        if not self._is_open(filled):
            self._refuse_form(filled)
            return
        draft = self.draft
        draft.touched = self.turn.now.timestamp()
        opening.fit(self.turn, draft)
        if filled.how == "closed":
            self._take_all(filled)
            self._put_aside()
        elif filled.form.startswith("kind:"):
            self._kind_filled(filled)
        elif not draft.kind:
            self._menu(self.t("form-changed"))
        else:
            self._form_filled(filled)
        self._save()

    def not_shown(self) -> None:
        """The form came too late to be shown."""
        self._put(text(self.t("form-not-shown")), self._form_buttons())

    def _is_open(self, filled: Filled) -> bool:
        """Whether the form is the one of this intake as it stands: one of an earlier is stale, unless it was taken already."""
        if self.conversation.dialogue.draft is None:
            return False
        step = filled.form.partition(":")[2]
        return step == str(self.conversation.step) or filled.how == "late"

    def _refuse_form(self, filled: Filled) -> None:
        if filled.how == "late" or (self.turn.sent_form and not filled.answers):
            self._tell(self.t("form-stale"))
        elif self.turn.sent_form:
            self.turn.answer = Faults({next(iter(filled.answers)): self.t("form-stale")})

    def _kind_filled(self, filled: Filled) -> None:
        chosen = filled.answers.get(drawing.REQUEST, "")
        if chosen in self.kinds():
            self._kind_chosen(chosen)
        elif filled.how == "sent":
            self.turn.answer = Faults({drawing.REQUEST: self.t("refused-choose")})

    def _form_filled(self, filled: Filled) -> None:
        faults = self._take_all(filled)
        if filled.how == "chosen":
            self.turn.send(self.conversation, Open(self._form(), view=filled.view), "form", rank=0, lane=TIDYING)
        elif faults and filled.how == "late":
            self._ask_at_once("\n".join(faults.values()))
        elif faults:
            self.turn.answer = Faults(faults)
        elif self._lacks(filled):
            self._ask_at_once(self.t("form-more"))
        elif filled.how != "checked":
            self._send()

    def _lacks(self, filled: Filled) -> bool:
        """Whether something is to be answered that the form didn't ask: its questions depend on its answers."""
        coming: dict[str, Any] = {field: [{}] for field in filled.file_fields} if filled.how == "checked" else {}
        draft = self.draft
        return self.turn.house.engine.run(draft.kind or "", {**draft.slots, **coming}).requested is not None

    def _put_aside(self) -> None:
        """The form was closed without being sent: what is in it is kept, and can be gone on with."""
        self.turn.page_changed(self.conversation)
        if is_begun(self.draft):
            self._put(text(self.t("form-kept")), self._form_buttons())
        else:
            self._end()

    # ------------------------------------------------------------ the answers

    def _take_all(self, filled: Filled) -> dict[str, str]:
        """Takes over what stands in the form. Returns, for one that counts, what is wrong with which answer."""
        faults: dict[str, str] = {}
        for item in self.turn.desk.form(self.draft.kind) if self.draft.kind else ():
            slot = item.slot
            if slot.key not in filled.answers or item not in self.turn.desk.asked(
                self.draft.kind or "", self.draft.slots
            ):
                continue
            refusal = self._take_one(item, filled)
            if refusal and filled.how in JUDGED:
                if refusal.key == ADVICE:
                    self.draft.advised.append(slot.key)
                faults[slot.key] = self._why(slot, refusal)
        return faults

    def _take_one(self, item: FormItem, filled: Filled) -> Refusal | None:
        slot, said = item.slot, filled.answers[item.slot.key].strip()
        judged = filled.how in JUDGED
        if slot.type == "files":
            return self._take_files_in(item, filled) if judged else None
        if not said:
            return self._take_nothing(item)
        if slot.type == "secret":
            return self._take_secret_in(slot, said)
        self._let_go_of_sources(slot, said)
        if not judged and slot.type != "choice":
            self.draft.slots[slot.key] = said  # it is judged when it is sent
            return None
        result = self._run(slot, said)
        if result.refusal:
            return Refusal(*result.refusal)
        self.draft.slots = result.slots
        return None

    def _take_nothing(self, item: FormItem) -> Refusal | None:
        """Nothing stands there. A secret that was given before is not shown again, and stays."""
        slot, slots = item.slot, self.draft.slots
        if slot.type == "secret" and secrets.is_sealed(slots.get(slot.key)):
            return None
        self._let_go_of_sources(slot, "")
        if item.optional:
            slots[slot.key] = SKIPPED
            return None
        slots.pop(slot.key, None)
        return Refusal("refused-choose" if slot.type == "choice" else "refused-no-words", {})

    def _take_secret_in(self, slot: Slot, said: str) -> Refusal | None:
        """Sealed before anything is kept of it."""
        result = self._run(slot, said)
        if result.refusal:
            return Refusal(*result.refusal)
        self.draft.slots = {**result.slots, slot.key: secrets.sealed(self.turn, [["", said]])}
        return None

    def _take_files_in(self, item: FormItem, filled: Filled) -> Refusal | None:
        """The files of the form come to those that were sent before. Until they are fetched, what is in them isn't known."""
        slot, draft = item.slot, self.draft
        given = draft.slots.get(slot.key)
        have: list[dict[str, Any]] = list(given) if isinstance(given, list) else []
        fetched = filled.how != "checked"
        refusal: Refusal | None = None
        for file, field in zip(filled.files, filled.file_fields, strict=True):
            data = incoming_data(file)
            known = data if fetched else {**data, "content": slot.accept[0]}
            if field == slot.key and (why := refuse_file(slot, known)):
                refusal = refusal or why
            elif field == slot.key:
                have.append(data)
        if not have and not refusal:
            return self._take_no_files(item)
        if fetched and have:
            draft.slots[slot.key] = have[: slot.most]
            for extra in have[slot.most :]:
                at = self.turn.now.isoformat()
                draft.surplus.append({"message": "", "text": "", "files": [extra], "at": at})
        return refusal

    def _take_no_files(self, item: FormItem) -> Refusal | None:
        if not item.optional:
            return Refusal("refused-no-file", {})
        self.draft.slots[item.slot.key] = SKIPPED
        return None

    def _let_go_of_sources(self, slot: Slot, said: str) -> None:
        """Other words than those of the messages an answer came from: they are its source no more."""
        sources = self.draft.sources.get(slot.key, [])
        if "\n".join(words_ for _, words_ in sources).strip() != said:
            self.draft.sources.pop(slot.key, None)


def is_begun(draft: Draft) -> bool:
    """Whether anything would be lost with it."""
    return bool(draft.kind or draft.opening or draft.slots or draft.surplus)

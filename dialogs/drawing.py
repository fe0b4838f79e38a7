"""The intake's questions as a form: the kinds, and all that one kind asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.conversation import SKIPPED, Draft
from core.desk import FormItem, RequestKind, Slot
from core.forms import Field, Form
from core.text import Text, text
from dialogs import words
from dialogs.secrets import is_sealed
from dialogs.turn import Turn

REQUEST = "request"
"""The field that chooses the kind."""


def kinds(
    turn: Turn,
    language: str,
    offered: Mapping[str, RequestKind],
    data: str,
    notes: Sequence[Text | str | None],
    chosen: str | None,
) -> Form:
    """Which kind of request it is; `chosen` before."""
    fallback = turn.desk.fallback
    options = tuple((key, kind.name.in_(language, fallback)) for key, kind in offered.items())
    about = [_about(turn, key, kind, language) for key, kind in offered.items()]
    value = chosen if chosen in offered else ""
    field = Field(REQUEST, "choice", turn.t(language, "ask-kind"), options=options, value=value or "")
    return Form(
        turn.desk.name,
        turn.t(language, "button-next-step"),
        turn.t(language, "button-cancel"),
        data,
        (field,),
        _plain([*notes, "\n".join(filter(None, about))]),
    )


def _about(turn: Turn, key: str, kind: RequestKind, language: str) -> str:
    """A kind with its hint and what it may cost; nothing where there is neither."""
    hint, terms = kind.hint and kind.hint.in_(language, turn.desk.fallback), words.terms(turn, key, language)
    name = kind.name.in_(language, turn.desk.fallback)
    return f"• {name}" + (f": {hint}" if hint else "") + (f" ({terms})" if terms else "") if hint or terms else ""


def slots(turn: Turn, language: str, draft: Draft, data: str, notes: Sequence[Text | str | None]) -> Form:
    """All that the draft's kind asks, given what was chosen so far."""
    kind = draft.kind or ""
    deciding = _deciding(turn, kind)
    fields = (
        _field(turn, language, draft, item, item.slot.key in deciding) for item in turn.desk.asked(kind, draft.slots)
    )
    makes_token = turn.desk.requests[kind].makes == "token"
    beside = len(draft.surplus)
    return Form(
        words.kind(turn, kind, language),
        turn.t(language, "button-create-token" if makes_token else "button-send"),
        turn.t(language, "button-cancel"),
        data,
        tuple(fields),
        _plain([*notes, turn.t(language, "form-beside", count=beside) if beside else None]),
    )


def secret(turn: Turn, language: str, slot: Slot, data: str, note: str) -> Form:
    """One secret that was asked for anew."""
    field = _field(turn, language, Draft(0.0), FormItem(slot, False), redraws=False)
    name = words.name(turn, slot, language)
    return Form(name, turn.t(language, "button-send"), turn.t(language, "button-cancel"), data, (field,), (note,))


def _deciding(turn: Turn, kind: str) -> set[str]:
    """The slots whose answer decides what else is asked."""
    form = turn.desk.form(kind)
    deciding = {item.slot.when.slot for item in form if item.slot.when}
    return deciding | {"subsystem"} if any(item.slot.key == "area" for item in form) else deciding


def _field(turn: Turn, language: str, draft: Draft, item: FormItem, redraws: bool) -> Field:
    slot, given = item.slot, draft.slots.get(item.slot.key)
    hints = [words.hint(turn, slot, language)]
    if slot.type == "files":
        accepted = ", ".join(turn.t(language, f"accept-{kind}") for kind in slot.accept)
        hints.append(turn.t(language, "files-allowed", most=slot.most, accepted=accepted))
        if isinstance(given, list):
            hints.append(turn.t(language, "form-attached", names=", ".join(file["name"] for file in given)))
    if slot.type == "secret":
        hints.append(turn.t(language, "secret-kept" if is_sealed(given) else "secret-how-form"))
    options = turn.desk.options(slot.key, draft.slots) if slot.type == "choice" else {}
    return Field(
        slot.key,
        slot.type,
        words.ask(turn, slot, language),
        " ".join(hint for hint in hints if hint),
        tuple((key, option.in_(language, turn.desk.fallback)) for key, option in options.items()),
        given if isinstance(given, str) and given != SKIPPED else "",
        item.optional or bool(given and not isinstance(given, str)),
        slot.max_length,
        slot.most,
        redraws,
        str(draft.slots.get("subsystem", "")) if slot.key == "area" else "",
    )


def _plain(notes: Sequence[Text | str | None]) -> tuple[str, ...]:
    """Lines as plain words; without those that say nothing."""
    plain = ("".join(span.words for span in text(note)) for note in notes if note)
    return tuple(note for note in plain if note)

"""A desk's menu and forms drawn as plain text, for whoever writes its file and wants to see what it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.desk import Desk, FormItem
from core.desk_slots import Slot
from core.desk_types import Words


def menu_lines(desk: Desk, language: str, phrase: Callable[[str], str]) -> list[str]:
    """The menu, and below each kind of request its form, one line each, in `language`.

    `phrase` gives the catalogue's sentence for a key (`slot-topic-ask`) in that language: a built-in slot's own words.
    """
    return list(_menu(desk, language, phrase))


def _menu(desk: Desk, language: str, phrase: Callable[[str], str]) -> Iterator[str]:
    def say(words: Words) -> str:
        return words.in_(language, desk.fallback)

    yield f"{desk.name} ({desk.key}), {language}"
    for kind, request in desk.requests.items():
        hint = f": {say(request.hint)}" if request.hint else ""
        terms = f" ({say(request.terms)})" if request.terms else f" ({phrase('billable')})" if request.billable else ""
        seats = f" (only for {', '.join(request.seats)})" if request.seats else ""
        yield f"[{say(request.name)}]{hint}{terms}{seats}"
        if request.proposal:
            yield "  a proposal"
        if request.makes:
            yield f"  a support token, which holds for {request.valid}"
        for number, item in enumerate(desk.form(kind), 1):
            ask = say(item.slot.ask) if item.slot.ask else phrase(f"slot-{item.slot.key}-ask")
            yield f"  {number}. {ask} ({_terms(item)})"
            choices = "  ".join(f"[{say(words)}]" for words in desk.options(item.slot.key, {}).values())
            if choices:
                yield f"     {choices}"
        yield f"  -> {say(desk.teams[request.team].name)}"
    if desk.changelog:
        yield f"[{phrase('button-changes')}] {len(desk.changelog)} in {desk.changes}"


def _terms(item: FormItem) -> str:
    return ", ".join([item.slot.type, *_limits(item.slot), *(["may be skipped"] if item.optional else [])])


def _limits(slot: Slot) -> Iterator[str]:
    if slot.type == "secret":
        yield "sealed, shown once to the taker"
    if slot.max_length is not None:
        yield f"{slot.min_length} to {slot.max_length} characters"
    if slot.pattern:
        yield f"must fit {slot.pattern}"
    if slot.min is not None:
        yield f"from {slot.min}"
    if slot.max is not None:
        yield f"up to {slot.max}"
    if slot.type == "files":
        yield f"{slot.most} at most: {', '.join(slot.accept)}"
    if slot.key == "area":
        yield "where the chosen subsystem has areas"
    if slot.when:
        yield f"if {slot.when.slot} is {slot.when.equals}"

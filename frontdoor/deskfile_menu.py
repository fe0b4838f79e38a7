"""A desk's menu and forms drawn as plain text: what a requester will see, and beside it what an answer may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.desk import Desk, FormItem, RequestKind
from core.desk_slots import Slot
from core.desk_types import Words

Phrase = Callable[[str], str]

MARGIN = "     "
"""Under the number of a question."""


def menu_lines(desk: Desk, language: str, phrase: Phrase) -> list[str]:
    """The menu, and below each kind of request its form with every question, its line of help and its buttons in their
    order, in `language`.

    `phrase` gives the catalogue's sentence for a key (`slot-topic-ask`) in that language: a built-in slot's own words.
    """
    return list(_Drawing(desk, language, phrase).lines())


class _Drawing:
    def __init__(self, desk: Desk, language: str, phrase: Phrase) -> None:
        self._desk = desk
        self._language = language
        self._phrase = phrase

    def lines(self) -> Iterator[str]:
        phrase = self._phrase
        yield f"{self._desk.name} ({self._desk.key}), {self._language}"
        yield phrase("ask-kind")
        for kind, request in self._desk.requests.items():
            hint = f": {self._say(request.hint)}" if request.hint else ""
            seats = f" (only for {', '.join(request.seats)})" if request.seats else ""
            yield f"[{self._say(request.name)}]{hint}{self._terms(request)}{seats}"
            if request.proposal:
                yield "  a proposal"
            yield from self._form(kind, request)
            yield f"  -> {self._say(self._desk.teams[request.team].name)}"
        if self._desk.changelog:
            yield f"[{phrase('button-changes')}] {len(self._desk.changelog)} in {self._desk.changes}"

    def _terms(self, request: RequestKind) -> str:
        if request.terms:
            return f" ({self._say(request.terms)})"
        return f" ({self._phrase('billable')})" if request.billable else ""

    def _form(self, kind: str, request: RequestKind) -> Iterator[str]:
        phrase = self._phrase
        if request.live:
            yield "  a conversation at once, without a form"
        elif request.makes:
            yield f"  a support token, which holds for {request.valid}"
            yield f"  {_buttons(phrase('button-create-token'), phrase('button-cancel'))}"
        else:
            for number, item in enumerate(self._desk.form(kind), 1):
                yield from self._question(number, item)
            yield f"  {_buttons(phrase('button-send'), phrase('button-change'), phrase('button-cancel'))}"

    def _question(self, number: int, item: FormItem) -> Iterator[str]:
        phrase, slot = self._phrase, item.slot
        ask = self._say(slot.ask) if slot.ask else phrase(f"slot-{slot.key}-ask")
        hint = self._say(slot.hint) if slot.hint else phrase(f"slot-{slot.key}-hint") if slot.built_in else ""
        yield f"  {number}. {ask} ({_terms(item)})"
        if hint:
            yield f"{MARGIN}{hint}"
        yield from self._choices(slot)
        skip = [phrase("button-skip")] if item.optional else []
        yield f"{MARGIN}{_buttons(*skip, phrase('button-back'), phrase('button-cancel'))}"

    def _choices(self, slot: Slot) -> Iterator[str]:
        if slot.key == "area":
            for option in self._desk.slots["subsystem"].options.values():
                if option.areas:
                    yield f"{MARGIN}{self._say(option.name)}: {_buttons(*map(self._say, option.areas.values()))}"
        elif options := self._desk.options(slot.key, {}):
            yield f"{MARGIN}{_buttons(*map(self._say, options.values()))}"

    def _say(self, words: Words) -> str:
        return words.in_(self._language, self._desk.fallback)


def _buttons(*labels: str) -> str:
    return "  ".join(f"[{label}]" for label in labels)


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

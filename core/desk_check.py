"""What the parts of a desk file must have in common: references that lead somewhere, forms that can be asked.

It looks at the file's plain data, not at the models, so that these findings are told together with all the others,
however broken the rest is. What has a wrong shape is passed over here: the models say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from core.desk_slots import BUILT_IN, FITS, TYPES, Slot
from core.desk_types import STATES, Fault
from core.people import LEADING, MEMBER

RESERVED = ("requested_slot", "request")
"""Names no slot may have: the first is Rasa's own, the second is the input of Slack's modal that chooses the kind."""


def faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Every contradiction within a desk file's data, in no particular order."""
    yield from _teams(data)
    yield from _slots(data)
    yield from _states(data)
    yield from _ticket_reaction(data)
    for kind, request in _mapping(data.get("requests")).items():
        yield from _request(data, kind, _mapping(request))


def one_of(allowed: Iterable[str], found: object) -> str:
    """`a, b, c`, and the likeliest of them where `found` looks like a slip of the pen. A name that can't be printed is no
    good one itself, and is left out."""
    names = [name for name in map(str, allowed) if name.isprintable()]
    near = get_close_matches(str(found), names, n=1, cutoff=0.75)
    return (", ".join(names) or "none") + (f" (did you mean {near[0]}?)" if near else "")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, (list, tuple)) else ()


def _teams(data: Mapping[str, Any]) -> Iterator[Fault]:
    for key, team in _mapping(data.get("teams")).items():
        if isinstance(team, Mapping) and not any(team.get(place) for place in ("slack", "telegram", "email")):
            yield Fault(("teams", key), "at least one of slack, telegram, email", found="none of them")


def _ticket_reaction(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Agents react in their own threads."""
    homes = [_mapping(team).get("slack") for team in _mapping(data.get("teams")).values()]
    for number, channel in enumerate(_sequence(_mapping(data.get("ticket_reaction")).get("channels"))):
        if channel in homes:
            yield Fault(("ticket_reaction", "channels", number), "a channel that is no team's own")


def _states(data: Mapping[str, Any]) -> Iterator[Fault]:
    for key, state in _mapping(data.get("states")).items():
        means = _mapping(state).get("is")
        if key in STATES and means in STATES and means != key:
            yield Fault(("states", key, "is"), f"{key}: the key is one of the product's own states; or another key")


# ---------------------------------------------------------------- slots


def _names(data: Mapping[str, Any]) -> list[str]:
    return [*BUILT_IN, *(str(key) for key in _mapping(data.get("slots")) if key not in BUILT_IN)]


def _slot(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return {**BUILT_IN.get(name, {}), **_mapping(_mapping(data.get("slots")).get(name))}


def _slots(data: Mapping[str, Any]) -> Iterator[Fault]:
    for name, given in _mapping(data.get("slots")).items():
        at = ("slots", name)
        if name in RESERVED:
            yield Fault(at, "another name: this one is the program's own", found=name)
        if "key" in _mapping(given):
            yield Fault((*at, "key"), one_of((k for k in Slot.model_fields if k != "key"), "key"), found="key")
        kind = _slot(data, name).get("type")
        if name in ("subsystem", "area") and kind != "choice":
            yield Fault((*at, "type"), f"choice: {name} is always chosen from the desk's subsystems")
        if kind in TYPES:
            for key in _mapping(given):
                if kind not in FITS.get(key, TYPES):
                    yield Fault(
                        (*at, key), f"only for the types {', '.join(FITS[key])}; this slot is {kind}", found=key
                    )
        yield from _options(name, _mapping(given))
        yield from _when(data, name, _mapping(given).get("when"))


def _options(name: str, given: Mapping[str, Any]) -> Iterator[Fault]:
    at = ("slots", name, "options")
    if name == "area" and "options" in given:
        yield Fault(at, "nothing: areas are written under their subsystem", found="options")
    if name != "subsystem":
        for key, option in _mapping(given.get("options")).items():
            if "areas" in _mapping(option):
                yield Fault((*at, key, "areas"), "only under subsystems", found="areas")


def _when(data: Mapping[str, Any], name: str, when: object) -> Iterator[Fault]:
    if not isinstance(when, Mapping) or len(when) != 1:
        return
    other, value = next(iter(when.items()))
    at = ("slots", name, "when", other)
    kind = _slot(data, other).get("type")
    if other not in _names(data) or other == name:
        yield Fault(at, f"another slot: {one_of((n for n in _names(data) if n != name), other)}", found=other)
    elif kind in ("files", "secret"):
        yield Fault(at, f"a slot that is no {kind}", found=other)
    elif kind == "choice" and (choices := _choices(data, other)) and str(value) not in choices:
        yield Fault(at, one_of(choices, value))


def _choices(data: Mapping[str, Any], name: str) -> list[str]:
    """The keys that may be chosen in a choice slot; for `area` those of all subsystems together."""
    own = _mapping(_slot(data, name).get("options"))
    if name not in ("subsystem", "area"):
        return list(own)
    subsystems = _mapping(_slot(data, "subsystem").get("options")) or _mapping(data.get("subsystems"))
    if name == "subsystem":
        return list(subsystems)
    return [area for option in subsystems.values() for area in _mapping(_mapping(option).get("areas"))]


# ---------------------------------------------------------------- kinds of request


def _request(data: Mapping[str, Any], kind: str, request: Mapping[str, Any]) -> Iterator[Fault]:
    teams = _mapping(data.get("teams"))
    team = request.get("team")
    if isinstance(team, str) and teams and team not in teams:
        yield Fault(("requests", kind, "team"), f"one of the teams: {one_of(teams, team)}")
    seats = _seats(data)
    for place, seat in enumerate(_sequence(request.get("seats"))):
        if isinstance(seat, str) and seat not in seats:
            yield Fault(("requests", kind, "seats", place), f"a seat of one of the plans: {one_of(seats, seat)}")
    before: list[str] = []
    for place, item in enumerate(_sequence(request.get("form"))):
        if isinstance(item, str):
            name = item.strip().removesuffix("?").strip()
            at = ("requests", kind, "form", place)
            yield from (Fault(at, allowed) for allowed in _item(data, name, before))
            before += [name, "area"] if name == "subsystem" else [name]


def _seats(data: Mapping[str, Any]) -> list[str]:
    """Every seat there may be in a company."""
    own = [str(seat) for plan in _mapping(data.get("plans")).values() for seat in _mapping(_mapping(plan).get("seats"))]
    return list(dict.fromkeys((*LEADING, MEMBER, *own)))


def _item(data: Mapping[str, Any], name: str, before: Sequence[str]) -> Iterator[str]:
    """What is allowed instead of the slot `name` after the slots `before` in a form; nothing where it may stand."""
    if name not in _names(data):
        yield f"a slot: {one_of(_names(data), name)}"
        return
    if name == "area" and "subsystem" not in before:
        yield "area only after subsystem"
    elif name in before and (name != "area" or before.count("area") > 1):
        yield "every slot once"
    if name == "subsystem" and not _choices(data, name):
        yield "subsystem only in a desk that has subsystems"
    when = _mapping(_slot(data, name).get("when"))
    if len(when) == 1 and (other := next(iter(when))) not in before and other in _names(data) and other != name:
        yield f"{name} only after {other}, which its `when` looks at"

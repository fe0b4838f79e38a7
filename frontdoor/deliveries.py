"""The dead letters, in words a support person understands: which deliveries failed, and putting them back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from core.errors import Expected
from core.failed import Failed, Left, sorted_out
from core.messages import Change, Mail, Say, Whisper
from dialogs.phrases import Phrases
from storage import failed as dead_letters
from storage.store import Store
from storage.unit import Unit

LOOKS, BETWEEN = 50, 0.2
"""How often, and after how many seconds, it is looked again whether a lane has become quiet: ten seconds in all."""

LANGUAGE = "en"
"""Of the command line."""

WHY_LEFT: dict[Left, str] = {
    "momentary": "it was of use at its moment only",
    "withdrawn": "its writer has taken it back",
    "changed": "its writer has changed it since; they can send it anew",
    "superseded": "something newer stands in its place",
    "answered": "its question is no longer open",
    "closed": "its ticket is closed",
    "no_target": "the message it would change is not there",
    "too_big": "it will not become smaller",
    "in_vain": "they can't be written to; by its id it is tried all the same",
}
BUSY = "another message of its place is on the way; run this again"

_WHAT = {
    "answers": "an answer of the request",
    "question": "a question of the desk",
    "offer": "the offer to take the ticket",
    "receipt": "the receipt",
    "tidy": "a change of buttons",
    "refresh": "the card, drawn anew",
    "sign": "a sign",
    "reaction": "a reaction",
    "reaction_off": "the taking off of a reaction",
}


def as_data(found: Sequence[Failed], with_text: bool) -> list[dict[str, Any]]:
    """Failed deliveries as plain data; ids as text, they are too long for JSON's numbers. What people wrote only
    `with_text`."""
    left = sorted_out(found, named=[one.id for one in found])
    return [_data(one, left[one.id], with_text) for one in found]


def as_lines(found: Sequence[Failed], with_text: bool) -> list[str]:
    """The same for people."""
    left = sorted_out(found, named=[one.id for one in found])
    return [line for one in found for line in _lines(one, left[one.id], with_text)]


def _data(one: Failed, left: Left | None, with_text: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": str(one.id),
        "at": one.failed_at.isoformat(timespec="seconds"),
        "made_at": one.made_at.isoformat(timespec="seconds"),
        "channel": one.channel,
        "ticket": one.reference,
        "purpose": one.purpose,
        "what": _what(one),
        "to": _where(one),
        "why": one.why,
        "reason": _reason(one),
        "detail": one.detail,
        "can_be_retried": left is None,
        "why_not": left,
    }
    return {**data, "text": _text(one)} if with_text else data


def _lines(one: Failed, left: Left | None, with_text: bool) -> list[str]:
    detail = f" ({one.detail})" if one.detail else ""
    at = one.failed_at.isoformat(sep=" ", timespec="seconds")[:19]
    lines = [
        f"{one.id}  {at}  {one.channel}  {one.reference or '-'}",
        f"    {_what(one)} to {_where(one)}: {_reason(one)}{detail}",
    ]
    if with_text and (words := _text(one)):
        lines += [f"    | {line}" for line in words.splitlines()]
    if left:
        lines.append(f"    not to be retried: {WHY_LEFT[left]}")
    return lines


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a retry did: ids put back, and those left with the reason."""

    put_back: Sequence[int]
    left: Sequence[tuple[Failed, str]]
    busy: bool
    """Some were left only because something of their place is on its way."""


async def retry(store: Store, ids: Collection[int], reference: str | None) -> Outcome:
    """Puts failed deliveries back into the queue: those with these ids, or a ticket's, or (neither given) all that make
    sense. Raises Expected, and does nothing, where an id is none of a failed delivery."""
    found = await store.read(lambda unit: dead_letters.failed(unit, reference))
    if unknown := set(ids) - {one.id for one in found}:
        raise Expected(f"no failed delivery {', '.join(map(str, sorted(unknown)))}; see: frontdoor deliveries failed")
    back: list[int] = []
    for look in range(LOOKS):
        if look:
            await asyncio.sleep(BETWEEN)
        work = partial(_put_back, ids=ids, reference=reference, before=back)
        now_back, left, busy = await store.write(work, touches=dead_letters.touched(found))
        back += now_back
        if not busy:
            break
    left += [(one, BUSY) for one in busy]
    return Outcome(back, left, bool(busy))


def told(outcome: Outcome, as_json: bool) -> list[str]:
    """What a retry did, in lines."""
    if as_json:
        left = [{"id": str(one.id), "why_not": why} for one, why in outcome.left]
        data = {"put_back": [str(id) for id in outcome.put_back], "left": left}
        return [json.dumps(data, ensure_ascii=False, indent=2)]
    number = len(outcome.put_back)
    head = f"{number} {'delivery is' if number == 1 else 'deliveries are'} back in the queue"
    lines = [f"{head}; a running program takes them up within seconds." if number else "nothing is put back"]
    return lines + [f"{one.id}  {_what(one)} to {_where(one)} is left: {why}" for one, why in outcome.left]


def _put_back(
    unit: Unit, ids: Collection[int], reference: str | None, before: Sequence[int]
) -> tuple[list[int], list[tuple[Failed, str]], list[Failed]]:
    """One go, decided by what is there now. Returns what was put back, what is left for good, and what must wait."""
    found = [one for one in dead_letters.failed(unit, reference) if not ids or one.id in ids]
    wanted = sorted((one for one in found if one.id not in before), key=lambda one: one.id)
    why = sorted_out(wanted, named=ids, again=before)
    going = [one for one in wanted if why[one.id] is None]
    moving = dead_letters.in_busy_lanes(unit, [one.id for one in going])
    back = [one.id for one in going if one.id not in moving]
    dead_letters.put_back(unit, back)
    left = [(one, WHY_LEFT[reason]) for one in wanted if (reason := why[one.id])]
    return back, left, [one for one in going if one.id in moving]


# ---------------------------------------------------------------- words


def _what(one: Failed) -> str:
    act = one.act
    whose = f"{one.author}'s " if one.author else "a "
    if isinstance(act, Mail):
        return "a letter"
    if isinstance(act, Whisper):
        return "a word to who pressed a button"
    if one.purpose == "edit":
        return f"a change of {whose}message"
    if one.purpose == "removal":
        return f"the taking back of {whose}message"
    if one.purpose in ("relay", "mirror"):
        return f"{whose}file" if isinstance(act, Say) and act.files else f"{whose}message"
    return _WHAT.get(one.purpose, "a notice")


def _where(one: Failed) -> str:
    channel = one.channel.capitalize()
    if one.address:
        return one.address
    if not one.home:
        return f"{one.to or 'somebody'} in {channel}"
    thread = f"the thread of {one.reference}" if one.reference else "a thread"
    team = f", team {one.team}" if one.team else ""
    return f"{thread} in {channel} ({one.home}{team})"


def _reason(one: Failed) -> str:
    # An account is gone where a conversation is; in a thread it is the message or the file.
    if one.why == "gone" and (one.home or not isinstance(one.act, Say)):
        return "what it is about is no longer there"
    return _phrases()(LANGUAGE, f"reason-{one.why.replace('_', '-')}")


def _text(one: Failed) -> str:
    act = one.act
    if not isinstance(act, Say | Change | Whisper | Mail):
        return ""
    words = "".join(span.words for span in act.text or ())
    files = [f"[{file.name}]" for file in act.files] if isinstance(act, Say) else []
    return "\n".join(part for part in (words, *files) if part)


@cache
def _phrases() -> Phrases:
    return Phrases()

"""Requesters and agents as the desk knows them."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime

LEADING = ("owner", "admin")
"""The seats that act for their company: they invite colleagues."""

MEMBER = "member"
"""The seat of everybody else; a plan that gives it no number has room for any."""

_JOINERS = frozenset("\u200c\u200d")
"""Invisible, but scripts and emoji are written with them."""
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that show nothing."""
_BRACKETS = str.maketrans({**dict.fromkeys("(（﹙⁽₍❨❪⦅⸨﴾", "["), **dict.fromkeys(")）﹚⁾₎❩❫⦆⸩﴿", "]")})
"""What stands in round brackets behind a name is said by the desk alone: whose words they are, and from where."""
MARKS = 2
"""So many marks may a letter of a name bear; more of them reach into other lines."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a company's list: one, on however many channels they speak."""

    id: int
    name: str
    seat: str
    company_id: int
    company: str
    plan: str | None = None
    """The key of one of the desk's plans."""
    language: str | None = None
    email: str | None = None

    @property
    def leads(self) -> bool:
        return self.seat in LEADING


@dataclass(slots=True)
class Person:
    """Somebody on one channel. `language` is the platform's hint, `chosen_language` their own word; both as two letters."""

    id: int
    channel: str
    platform_id: str
    name: str
    """What the platform calls them."""
    username: str | None = None
    language: str | None = None
    chosen_language: str | None = None
    blocked: bool = False
    member: Member | None = None
    """Who they are on a company's list, once they were recognised."""
    same_as: int | None = None
    """The person they said they are on another channel (`/link`)."""
    chosen_name: str | None = None
    timezone: str | None = None
    """The IANA name of it, where it is known."""

    def is_(self, other: Person) -> bool:
        """Whether both are one, perhaps on two channels."""
        return (self.same_as or self.id) == (other.same_as or other.id)

    @property
    def called(self) -> str:
        """What they want to be called."""
        return self.chosen_name or self.name

    @property
    def in_full(self) -> str:
        """The same with the platform's own name beside it: nobody can pass for somebody else by choosing a name."""
        return f"{self.chosen_name} ({self.name})" if self.chosen_name else self.name


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody may come into a company, once and for a while. `conversation_id`: of who invites, who is told."""

    id: int
    company_id: int
    conversation_id: int
    name: str
    email: str | None
    seat: str
    expires_at: datetime
    used_by: int | None = None


@dataclass(frozen=True, slots=True)
class Linking:
    """What came of a code that was said: the person who got it, nobody, or too many wrong ones before."""

    person: Person | None = None
    too_many: bool = False


def digest(token: str) -> str:
    """What is kept of something that opens a way in: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def language_of(hint: str | None) -> str | None:
    """The two letters of a platform's language hint: `it-IT` and `it_IT` are `it`."""
    return hint.replace("_", "-").split("-")[0].lower() if hint else None


def plain_name(name: str, longest: int) -> str:
    """A name that hides nothing: what can't be seen, turns the writing round, or pushes the words behind it out of sight, is
    left out."""
    shown = " ".join(name.split())
    if not (shown.replace(" ", "").isalpha() and _BLANKS.isdisjoint(shown)):  # most names need no look at every letter
        shown = " ".join(_seen(shown).split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def own_name(name: str, longest: int) -> str:
    """A name as people gave it to themselves: plain, and without the brackets that are the desk's."""
    return plain_name(name, longest).translate(_BRACKETS)


def _seen(name: str) -> str:
    out, marks = "", 0
    for char in name:
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if char in _JOINERS:
            out += char if out and not out[-1].isascii() else ""
        elif kind not in ("Cc", "Cf", "Cs", "Co") and char not in _BLANKS and marks <= MARKS:
            out += char
    return out.strip("\u200c\u200d")

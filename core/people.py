"""Requesters and agents as the desk knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Person:
    """Somebody on one channel. `language` is the platform's hint, `chosen_language` their own word; both as two letters."""

    id: int
    channel: str
    platform_id: str
    name: str
    username: str | None = None
    language: str | None = None
    chosen_language: str | None = None
    blocked: bool = False
    company: str | None = None


def language_of(hint: str | None) -> str | None:
    """The two letters of a platform's language hint: `it-IT` and `it_IT` are `it`."""
    return hint.replace("_", "-").split("-")[0].lower() if hint else None

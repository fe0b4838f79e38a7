"""Secrets on their way out: sealed in the delivery that carries them, opened while it is sent, blanked once it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.messages import Act, Say, Whisper
from core.text import Span

BLANK = "•••"
"""What stands in a delivery's row where the sealed secret stood."""


def sealed_span(token: str) -> Span:
    """A sealed secret within a text."""
    return Span(token, "sealed")


def sealed_in(act: Act) -> tuple[str, ...]:
    """The sealed secrets that an act carries."""
    if not isinstance(act, (Say, Whisper)):
        return ()
    return tuple([span.words for span in act.text if span.style == "sealed"])


def opened(act: Act, unseal: Callable[[str], str]) -> Act:
    """The act as its reader must see it. Raises what `unseal` raises."""
    return _with(act, lambda span: Span(unseal(span.words), "code"))


def blanked(act: Act) -> Act:
    """The act without its secrets, for the row that is kept."""
    return _with(act, lambda span: Span(BLANK))


def _with(act: Act, instead: Callable[[Span], Span]) -> Act:
    if not isinstance(act, (Say, Whisper)):
        return act
    return replace(act, text=tuple(instead(span) if span.style == "sealed" else span for span in act.text))

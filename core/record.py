"""Frozen dataclasses for words that pass by in great numbers: the type checker keeps them frozen, not the interpreter.

The interpreter's own way sets every field through `object.__setattr__`, which takes several times as long as setting it
(docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

__all__ = ["record"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, **options: bool) -> Callable[[type[T]], type[T]]:
        """As `dataclasses.dataclass(frozen=True, …)`, hash and all."""
        return dataclass(unsafe_hash=frozen, **options)

"""Buttons, as every channel shows them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from core.record import record


@record(frozen=True, slots=True)
class Button:
    """A button and what comes back when it is pressed: at most 64 bytes (Telegram's callback_data)."""

    label: str
    data: str
    style: Literal["", "primary", "danger"] = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.data.encode()) <= 64:
            raise ValueError(f"a button carries 1 to 64 bytes, not {self.data!r}")


Rows: TypeAlias = tuple[tuple[Button, ...], ...]

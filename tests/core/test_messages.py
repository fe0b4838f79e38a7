"""Acts: what channels are asked to do."""

from __future__ import annotations

from dataclasses import fields, replace

from core.buttons import Button
from core.files import KeptFile
from core.messages import Change, Target
from core.text import text


def test_a_change_of_another_message_is_the_same_in_everything_else() -> None:
    file = KeptFile("ab", "screen.png", "image/png", "image/png", 5)
    change = Change(Target(delivery=1), text("You chose"), ((Button("Go on", "d:1"),),), "Anna", True, file, 2)
    other = Target(message="4711")
    assert change.of(other) == replace(change, target=other)
    assert all(getattr(change, one.name) != one.default for one in fields(change)), "a new field must be in this test"

"""However a desk file is mangled, the answer is a desk or findings, each with a line of the file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from .paper import DEMO, WHOLE, said_of

TEXTS = [DEMO.read_text("utf-8"), WHOLE.read_text("utf-8")]
SHARDS = [
    "\t",
    "\n",
    "  ",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "#",
    "&a ",
    "*a",
    "<<: *a",
    "? ",
    "|",
    ">",
    "%",
    "\\",
]
SHARDS += ["!!int ", "!x ", "---", "...", "null", "~", "true", "0x", "1e9", ".nan", "-.inf", "2026-01-01", "9" * 5000]
SHARDS += ["${", "${X}", "${SLACK_SUPPORT_CHANNEL}", '"\\ud800"', '"\\0"', "\ue000", "\u2028", "\ufeff"]
SHARDS += ["key", "name", "form", "type", "when", "options", "area", "subsystem"]

cuts = st.tuples(st.integers(0, 3000), st.integers(0, 30), st.sampled_from(SHARDS) | st.text(max_size=6))


def complaints_are_sound(content: str | bytes) -> None:
    with TemporaryDirectory() as folder:
        for line in said_of(Path(folder), content):
            number, _, rest = line.partition(": ")
            assert int(number) >= 1
            assert ": found " in rest
            assert ", allowed " in rest
            assert line.isprintable()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.lists(cuts, min_size=1, max_size=4))
def test_mangled_text(text: str, changes: list[tuple[int, int, str]]) -> None:
    for at, length, shard in changes:
        at %= len(text) + 1
        text = text[:at] + shard + text[at + length :]
    complaints_are_sound(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_values_swapped_for_others(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _value = lines[number].partition(": ")
        other = data.draw(st.sampled_from([*SHARDS, "5", "[]", "{}", "[a, 1]", "{a: 1}", "{en: x}", "''", "x"]))
        lines[number] = f"{key}{colon}{other}"
    complaints_are_sound("\n".join(lines))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    complaints_are_sound(content)

"""A desk file's text as plain data, with the line and the wording of every value.

YAML 1.2 by ruamel.yaml, read as its tree of nodes: that keeps the lines, and shows keys given twice, which a
finished mapping hides. Nothing of the file is executed or constructed; unknown tags are findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from core.errors import WrongSetup

Place: TypeAlias = tuple[str | int, ...]
"""Where a value is: the keys and the numbers (from 0) of list items that lead to it."""

DEEPEST = 12
"""No value of the format lies deeper than half of it."""
MOST_VALUES = 20_000

_TAG = "tag:yaml.org,2002:"
_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
# YAML reads {} inside [] and {} as a mapping, so ${NAME} could stand there only in quotes. While YAML reads the text,
# two characters of the private use area stand for the braces; lines stay the same.
_MASKED = re.compile("\ue000([A-Za-z_][A-Za-z0-9_]*)\ue001")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake in a desk file. `line` counts from 1; `path` is the key's path, `file` where it is about the whole file."""

    file: str
    line: int
    path: str
    found: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: found {self.found}, allowed {self.allowed}"


class DeskFileBroken(WrongSetup):
    """The desk file can't be used. `findings` says what is wrong, all of it, in the order of the lines."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


@dataclass(slots=True)
class Sheet:
    """A desk file as read: plain data, and beside it where every value stands and how it is written there."""

    data: Any = None
    lines: dict[Place, int] = field(default_factory=lambda: {(): 1})
    written: dict[Place, str] = field(default_factory=dict)
    """The values in the file's own words, shortened: `${NAME}` stays `${NAME}`."""
    settled: set[Place] = field(default_factory=set)
    """Places already complained of, where a second finding would only confuse."""
    unset: dict[Place, str] = field(default_factory=dict)
    """Places with a `${NAME}` that has no value, and what is to be said of it."""
    findings: list[Finding] = field(default_factory=list)


def read_sheet(file: str, text: str, environ: Mapping[str, str]) -> Sheet:
    """Reads a desk file's text. `file` is its name in findings. Raises DeskFileBroken where it is no YAML at all."""
    root = _compose(file, text)
    if root is None:
        raise DeskFileBroken([Finding(file, 1, "file", "nothing", "a desk file: name, key, teams, requests, …")])
    reading = _Reading(file, environ)
    reading.sheet.data = reading.value(root, ())
    if not isinstance(root, MappingNode):
        found = reading.sheet.written.get((), "something else")
        allowed = "keys with values: name, key, teams, requests, …"
        raise DeskFileBroken([Finding(file, root.start_mark.line + 1, "file", found, allowed)])
    return reading.sheet


def path_of(place: Place) -> str:
    """A place in one word, as findings name it."""
    return ".".join(shown(str(part), 40) for part in place) or "file"


def shown(words: str, most: int = 60) -> str:
    """Words of the file on one line, shortened, without characters that a terminal would obey."""
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in " ".join(words.split()))
    return line if len(line) <= most else line[: most - 1] + "…"


# ---------------------------------------------------------------- from text to nodes


def _compose(file: str, text: str) -> Node | None:
    if directive := re.search(r"(?m)^%", text):
        line = text.count("\n", 0, directive.start()) + 1
        raise DeskFileBroken([Finding(file, line, "file", "% at the start of a line", "plain YAML 1.2, no directives")])
    parser = YAML(typ="safe", pure=True)
    parser.composer.warn_double_anchors = False  # YAML 1.2 allows an anchor again; the later one counts
    try:
        root: Node | None = parser.compose(_REFERENCE.sub("\ue000\\1\ue001", text))
    except MarkedYAMLError as problem:
        raise DeskFileBroken([_syntax(file, problem)]) from None
    except YAMLError as problem:  # the reader's own, about a character
        line = text.count("\n", 0, getattr(problem, "position", 0)) + 1
        found = "a character that text can't have (a control character)"
        raise DeskFileBroken([Finding(file, line, "file", found, "text in UTF-8")]) from None
    except RecursionError:
        found = "brackets within brackets without end"
        raise DeskFileBroken([Finding(file, 1, "file", found, f"at most {DEEPEST} levels")]) from None
    return root


_SYNTAX: tuple[tuple[str, bool, str, str], ...] = (
    ("character '\\t'", False, "a tab", "spaces to indent, no tabs"),
    (
        "cannot start any token",
        False,
        "a value that begins with a sign of YAML's own (@ ` % |)",
        "such a value in quotes",
    ),
    (
        "mapping values are not allowed",
        False,
        "a second colon in one line",
        "one `key: value`; text with a colon in quotes",
    ),
    ("found unexpected end of stream", True, "a quote that is never closed", "a closing quote"),
    ("found unexpected document separator", True, "a quote that is never closed", "a closing quote"),
    (
        "expected ',' or",
        True,
        "a bracket that is not closed, or a comma missing",
        "[a, b] and {key: value, key: value}",
    ),
    ("could not find expected ':'", True, "a line without a colon", "`key: value`; text of several lines in quotes"),
    (
        "expected <block end>",
        False,
        "a line that does not fit in with those above",
        "the indentation of its neighbours",
    ),
    ("undefined alias", False, "an alias (*) that no anchor (&) names", "text with a star in quotes"),
    ("expected a single document", False, "a second document (---)", "one desk to a file"),
    ("unknown escape character", False, "an unknown escape (\\) in double quotes", "backslashes in single quotes"),
)
"""Of a YAML error: a part of its message, whether the line where it began says more than where it was noticed, and
what is found and allowed in plain words."""


def _syntax(file: str, problem: MarkedYAMLError) -> Finding:
    told = f"{problem.context or ''} {problem.problem or ''}".strip()
    found, allowed, began = shown(f"no YAML: {told}", 120), "YAML 1.2", False
    for part, at_start, what, instead in _SYNTAX:
        if part in told:
            found, allowed, began = what, instead, at_start
            break
    mark = (problem.context_mark if began else None) or problem.problem_mark or problem.context_mark
    return Finding(file, mark.line + 1 if mark else 1, "file", found, allowed)


# ---------------------------------------------------------------- from nodes to plain data


class _Reading:
    """One pass over the nodes."""

    def __init__(self, file: str, environ: Mapping[str, str]) -> None:
        self.sheet = Sheet()
        self._file = file
        self._environ = environ
        self._open: list[Node] = []
        self._values = 0

    def value(self, node: Node, at: Place) -> Any:
        self._values += 1
        if self._values > MOST_VALUES:
            found = f"more than {MOST_VALUES} values, aliases counted"
            raise DeskFileBroken([Finding(self._file, node.start_mark.line + 1, "file", found, "a desk file")])
        if isinstance(node, ScalarNode):
            return self._scalar(node, at)
        if any(node is outer for outer in self._open):
            return self._complain(at, "an alias (*) of what it stands in", "a value")
        if len(at) >= DEEPEST:
            return self._complain(at, "a value far too deep", f"at most {DEEPEST} levels")
        self._open.append(node)
        data = self._mapping(node, at) if isinstance(node, MappingNode) else self._list(node.value, at)
        self._open.pop()
        if node.tag not in (_TAG + "map", _TAG + "seq"):
            return self._complain(at, f"the tag {_tag(node)}", "values without tags")
        return data

    def _find(self, at: Place, line: int, found: str, allowed: str) -> None:
        self.sheet.findings.append(Finding(self._file, line, path_of(at), found, allowed))

    def _complain(self, at: Place, found: str, allowed: str) -> None:
        """A finding about a whole value, which is None from here on."""
        self._find(at, self._line(at), found, allowed)
        self.sheet.settled.add(at)

    def _line(self, at: Place) -> int:
        return self.sheet.lines.get(at) or self._line(at[:-1])

    def _list(self, nodes: list[Node], at: Place) -> list[Any]:
        self.sheet.written[at] = "a list"
        items = []
        for number, item in enumerate(nodes):
            self.sheet.lines[(*at, number)] = item.start_mark.line + 1
            items.append(self.value(item, (*at, number)))
        return items

    def _mapping(self, node: MappingNode, at: Place) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node, merged in self._pairs(node, at):
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode) or not key_node.value:
                self._find(at, line, "a key that is no word", "keys of letters, digits and _")
                continue
            key = _unmasked(key_node.value)
            if key in data and not merged:
                first = self.sheet.lines[(*at, key)]
                self._find((*at, key), line, f"{shown(key)} a second time (first in line {first})", "every key once")
            if key in data:
                continue
            if _UNFIT.search(key):
                self._find((*at, key), line, "a control character", "keys of letters, digits and _")
                continue
            self.sheet.lines[(*at, key)] = line
            data[key] = self.value(value_node, (*at, key))
        self.sheet.written[at] = "keys with values: " + shown(", ".join(data)) if data else "nothing in {}"
        return data

    def _pairs(self, node: MappingNode, at: Place) -> Iterator[tuple[Node, Node, bool]]:
        """A mapping's own keys and values, then those that `<<` merges in (True), which give way to its own."""
        merges: list[Node] = []
        for key, value in node.value:
            if key.tag == _TAG + "merge":
                merges += value.value if isinstance(value, SequenceNode) else [value]
            else:
                yield key, value, False
        for source in merges:
            if isinstance(source, MappingNode) and not any(source is outer for outer in self._open):
                yield from ((key, value, True) for key, value in source.value if key.tag != _TAG + "merge")
            else:
                self._find(at, source.start_mark.line + 1, "<< without keys to merge", "<<: *anchor")

    def _scalar(self, node: ScalarNode, at: Place) -> Any:
        text = _unmasked(node.value)
        kind = str(node.tag).removeprefix(_TAG)
        self.sheet.written[at] = "nothing" if kind == "null" else shown(text) or "an empty text"
        if _UNFIT.search(text):
            return self._complain(at, "a control character", "text without them")
        if "${" in text:
            return self._filled(text, at)
        if kind in ("str", "timestamp"):
            return text
        try:
            return _PLAIN[kind](text)
        except (KeyError, ValueError):
            return self._complain(at, f"{shown(text)} with the tag {_tag(node)}", "values without tags")

    def _filled(self, text: str, at: Place) -> str:
        """The text with the environment's values in it. A name without a value, or with an empty one, is a finding."""
        if "${" in _REFERENCE.sub("", text):
            self._complain(at, self.sheet.written[at], "${NAME}: a name of letters, digits and _, nothing else in it")
            return text
        for name in _REFERENCE.findall(text):
            if not self._environ.get(name, "").strip():
                why = "is set but empty" if name in self._environ else "is not set"
                self.sheet.unset[at] = f"${{{name}}}, which {why}"
                self.sheet.settled.add(at)
                return text
        return _REFERENCE.sub(lambda reference: self._environ[reference[1]], text)


def _tag(node: Node) -> str:
    return shown(str(node.tag).replace(_TAG, "!!"))


def _unmasked(text: str) -> str:
    return _MASKED.sub(r"${\1}", text)


def _bool(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


def _int(text: str) -> int:
    digits = text.replace("_", "")
    return int(digits, 0) if re.match(r"[-+]?0[xob]", digits) else int(digits)


def _float(text: str) -> float:
    return float(re.sub(r"\.(inf|nan)$", r"\1", text.replace("_", "").lower()))


_PLAIN: Mapping[str, Any] = {"null": lambda _: None, "bool": _bool, "int": _int, "float": _float}
"""What YAML 1.2 makes of a plain value, by its tag."""

"""Which keys of the catalogue does the code use? Found by reading it, not by running it.

A key goes into the catalogue through a few doors (`DOORS`). A function that passes a parameter of its own on to one is a
door too: so the code may forward keys as it likes, and nothing here must be told.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Door:
    """A call that takes a key. `position` of the key among the call's arguments (-1: the last); `attribute`: called as
    `something.name(…)`, not as `name(…)`; `prefix` is put before what is given."""

    name: str
    attribute: bool
    position: int
    parameter: str = ""
    prefix: str = ""


DOORS = frozenset(
    {
        Door("phrases", False, -1),
        Door("phrases", True, -1),
        Door("phrase", False, -1),
        Door("t", True, -1),
        Door("Refused", False, 0),
        Door("Refusal", False, 0),
    }
)


@dataclass(frozen=True)
class Place:
    """Where a call stands: in which function, if in any, and whether that is a method or lies in another function."""

    module: ast.Module
    function: Function | None = None
    of_a_class: bool = False
    nested: bool = False


@dataclass(frozen=True)
class Call:
    """A call and its place."""

    node: ast.Call
    at: Place


def keys_in(*rooms: str) -> set[str]:
    """Every key the rooms' code uses. Where a part of one is only known at run time, a star stands for it."""
    calls = [call for room in rooms for call in _calls(room)]
    doors, found = set(DOORS), set[str]()
    while True:
        new, named = set[Door](), defaultdict[str, list[Door]](list)
        for door in doors:
            named[door.name].append(door)
        for call in calls:
            for door in named.get(_name(call.node), ()):
                given = _given(call.node, door)
                if given is not None:
                    found |= {door.prefix + key for key in _texts(given, call.at)}
                    new |= set(_passed_on(given, call.at, door.prefix))
        if new <= doors:
            return found
        doors |= new


def given_to(name: str, *rooms: str) -> set[str]:
    """Every text that the rooms' code gives to `name`: as the first argument of a call, or as a keyword of any call."""
    calls = [call for room in rooms for call in _calls(room)]
    first = [(call.node.args[0], call.at) for call in calls if _name(call.node) == name and call.node.args]
    named = [(word.value, call.at) for call in calls for word in call.node.keywords if word.arg == name]
    return {text for given, at in (*first, *named) for text in _texts(given, at)}


@cache
def _calls(room: str) -> list[Call]:
    paths = sorted((ROOT / room).rglob("*.py"))
    modules = [ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in paths]
    return [call for module in modules for call in _calls_below(module, Place(module))]


def _calls_below(node: ast.AST, at: Place) -> Iterator[Call]:
    for child in ast.iter_child_nodes(node):
        inside = at
        if isinstance(child, Function):
            inside = Place(at.module, child, isinstance(node, ast.ClassDef), at.function is not None)
        elif isinstance(child, ast.Call):
            yield Call(child, at)
        yield from _calls_below(child, inside)


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _given(call: ast.Call, door: Door) -> ast.expr | None:
    """What the call puts through this door, if it goes through it."""
    if _name(call) != door.name or isinstance(call.func, ast.Attribute) != door.attribute:
        return None
    if door.parameter:
        for word in call.keywords:
            if word.arg == door.parameter:
                return word.value
    if any(isinstance(given, ast.Starred) for given in call.args) or not -1 <= door.position < len(call.args):
        return None
    return call.args[door.position] if call.args else None


def _texts(given: ast.expr, at: Place) -> set[str]:
    """What an expression may be, as far as it is written down nearby; nothing where it comes from elsewhere."""
    match given:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return _texts(one, at) | _texts(other, at)
        case ast.BinOp(left=ast.Constant(value=str(head)), op=ast.Add()):
            return {head + "*"}
        case ast.JoinedStr(values=parts) if not _carries_key(given):
            return {"".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)}
        case ast.Name(id=name):
            scope = at.function if at.function and name in _assigned(at.function) else at.module
            return {text for value in _assigned(scope).get(name, []) for text in _texts(value, at)}
        case ast.Dict(values=values):
            return {text for value in values for text in _texts(value, at)}
        case ast.Call(func=ast.Attribute(value=ast.Name() as table, attr="get"), args=[_, *default]):
            return {text for value in (table, *default) for text in _texts(value, at)}
    return set()


def _passed_on(given: ast.expr, at: Place, prefix: str) -> Iterable[Door]:
    """The enclosing function's own doors, when the key is one of its parameters."""
    if isinstance(given, ast.JoinedStr) and (head := _carries_key(given)) is not None:
        prefix, name = prefix + head, "key"
    elif isinstance(given, ast.Name):
        name = given.id
    else:
        return
    function = at.function
    parameters = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)] if function else []
    if function is None or name not in parameters:
        return
    position = parameters.index(name) - at.of_a_class
    if not at.nested:
        yield Door(function.name, True, position, name, prefix)
    if not at.of_a_class:
        yield Door(function.name, False, position, name, prefix)


def _carries_key(given: ast.JoinedStr) -> str | None:
    """The head of f"head-{key}"."""
    match given.values:
        case [ast.Constant(value=str(head)), ast.FormattedValue(value=ast.Name(id="key"))]:
            return head
    return None


def _assigned(scope: ast.Module | Function) -> dict[str, list[ast.expr]]:
    """Names and all that is assigned to them: in a function anywhere, in a module at its top."""
    out: dict[str, list[ast.expr]] = {}
    for node in ast.walk(scope) if isinstance(scope, Function) else scope.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                out.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                out.setdefault(name, []).append(value)
    return out

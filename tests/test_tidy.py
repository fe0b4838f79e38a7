"""House rules that a linter doesn't know: sizes, time zones, waiting, printing, names of platforms, broad excepts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("bots", "core", "dialogs", "frontdoor", "playground", "storage")
EVERYTHING = (*PRODUCT, "benchmarks", "tests")

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 40

PRINTS = {"frontdoor/play.py": "the playground's welcome, which belongs on standard output"}
"""Files outside benchmarks that may print; the command line echoes through click."""

BROAD = {
    "bots/delivery.py:Deliverer._deliver": "a fault in a channel ends its delivery, not the sending of all the others",
    "bots/delivery.py:_patiently": "a fault in the queue is logged and waited out; the process goes on",
    "bots/telegram/webhook.py:Webhook.take": "whatever it was, Telegram must bring the update again",
    "frontdoor/clockwork.py:Clockwork.fire": "of several timers one can't be handled: each is tried alone",
    "frontdoor/clockwork.py:Clockwork._fire_one": "that one is dropped and logged, so that it stops no other",
    "frontdoor/inbox.py:Gate._accept": "an update that can't be handled is set aside with its reason",
    "frontdoor/waiting.py:Fetcher._handle": "the same for one that waited for its files",
    "frontdoor/waiting.py:Fetcher._fetched": "every platform's client has network errors of its own",
    "frontdoor/outbox.py:StoredOutbox.round": "what follows from one fate can't be done: each is tried alone",
    "frontdoor/outbox.py:StoredOutbox._settle_each": "that fate is written all the same, for it is the truth",
    "frontdoor/scrape.py:Scrapes.run": "what is only counted ends nobody's work",
    "frontdoor/watch.py:Watch.settled": "what is only looked at must not stop the sending",
    "storage/store.py:Store._run": "whoever waits for the transaction gets the error",
}
"""Where everything may be caught, and why."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> list[Path]:
    """The Python files of some folders."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def functions(node: ast.AST, inside: str = "") -> Iterator[tuple[str, Function]]:
    """Every function below a node with its dotted name, outer ones first."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            continue  # no statements in there
        dotted = inside
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            dotted = f"{inside}.{child.name}".lstrip(".")
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield dotted, child
        yield from functions(child, dotted)


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call below a node, as it is written: `asyncio.sleep`."""
    for child in ast.walk(node):
        if isinstance(child, ast.Call):
            yield ast.unparse(child.func), child


# ---------------------------------------------------------------- sizes


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {name_of(file): len(file.read_text().splitlines()) for file in sources(*EVERYTHING)}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{name_of(file)}:{name}": length
        for file in sources(*EVERYTHING)
        if "migrations" not in file.parts  # a migration is a list of tables
        for name, function in functions(tree(file))
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


# ---------------------------------------------------------------- printing, time, waiting


def test_nothing_prints_but_benchmarks_and_the_playgrounds_welcome() -> None:
    printing = {
        name_of(file) for file in sources(*PRODUCT, "tests") for call, _ in calls(tree(file)) if call == "print"
    }
    assert printing == set(PRINTS)


def naive(call: str, given: ast.Call) -> bool:
    """Whether a call makes a time without a zone."""
    *_, last = call.split(".")
    if last in ("utcnow", "utcfromtimestamp") or call in ("datetime.today", "date.today"):
        return True
    zone = any(keyword.arg in ("tz", "tzinfo") for keyword in given.keywords)
    if call in ("datetime.now", "datetime.datetime.now"):
        return not given.args and not zone
    return last == "fromtimestamp" and len(given.args) < 2 and not zone


def test_every_time_has_its_zone() -> None:
    found = [
        f"{name_of(file)}:{given.lineno} {ast.unparse(given)}"
        for file in sources(*EVERYTHING)
        for call, given in calls(tree(file))
        if naive(call, given)
    ]
    assert found == []


def waits(call: str, given: ast.Call) -> bool:
    """Whether a call sleeps. `asyncio.sleep(0)` doesn't: it lets others have a turn."""
    if call not in ("time.sleep", "asyncio.sleep", "sleep"):
        return False
    return not (call == "asyncio.sleep" and [ast.unparse(one) for one in given.args] == ["0"])


def test_no_test_sleeps() -> None:
    found = [
        f"{name_of(file)}:{given.lineno}"
        for file in sources("tests")
        for call, given in calls(tree(file))
        if waits(call, given)
    ]
    assert found == []


# ---------------------------------------------------------------- platforms and excepts


def literals(file: Path) -> Iterator[tuple[int, str]]:
    """The texts in a file with their lines, without docstrings."""
    documentation = {node.value for node in ast.walk(tree(file)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation:
            yield node.lineno, node.value


def test_core_and_dialogs_name_no_platform() -> None:
    found = [
        f"{name_of(file)}:{line} {words!r}"
        for file in sources("core", "dialogs")
        if not file.name.startswith("desk")  # the desk file's format names them
        for line, words in literals(file)
        if any(platform in words.lower() for platform in ("telegram", "slack"))
    ]
    assert found == []


def broad_excepts(file: Path) -> Iterator[str]:
    """The functions that catch everything; the innermost one counts."""
    for name, function in functions(tree(file)):
        inner = {id(node) for _, one in functions(function) for node in ast.walk(one)}
        for node in ast.walk(function):
            if isinstance(node, ast.ExceptHandler) and id(node) not in inner and catches_everything(node):
                yield f"{name_of(file)}:{name}"


def catches_everything(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(one is None or ast.unparse(one) in ("Exception", "BaseException") for one in caught)


def test_everything_is_caught_only_where_there_is_a_reason() -> None:
    found = {place for file in sources(*EVERYTHING) for place in broad_excepts(file)}
    assert found == set(BROAD)


# ---------------------------------------------------------------- the rules themselves


@pytest.mark.parametrize("code", ["datetime.now()", "datetime.utcnow()", "date.today()", "datetime.fromtimestamp(x)"])
def test_a_naive_time_would_be_noticed(code: str) -> None:
    ((call, given),) = calls(ast.parse(code))
    assert naive(call, given)


@pytest.mark.parametrize("code", ["time.sleep(1)", "asyncio.sleep(0.1)", "asyncio.sleep(seconds)"])
def test_a_sleep_would_be_noticed(code: str) -> None:
    ((call, given),) = calls(ast.parse(code))
    assert waits(call, given)


@pytest.mark.parametrize("clause", ["except:", "except Exception:", "except (ValueError, BaseException):"])
def test_a_broad_except_would_be_noticed(clause: str) -> None:
    handlers = [
        node for node in ast.walk(ast.parse(f"try:\n  pass\n{clause}\n  pass")) if isinstance(node, ast.ExceptHandler)
    ]
    assert [catches_everything(handler) for handler in handlers] == [True]

"""Every test can fail, and looks from outside: it asserts something; where it does not run, it says why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from training.paths import ROOT

FILES = sorted((ROOT / "tests").rglob("*.py"))

#: Tests that assert nothing, or skip where nobody sees it: what the checks below must find.
HOLLOW = """
def test_nothing():
    value = 1 + 1

def test_by_a_helper():
    helper()

def helper():
    assert 1 + 1 == 2

def test_hidden(monkeypatch):
    monkeypatch.setattr(thing, "work", lambda: pytest.skip("never called"))

def test_without_a_reason():
    pytest.skip()

@pytest.mark.skip
def test_nobody_runs():
    assert False

def test_of_the_inside():
    assert counter._anchor is not counter.origin
    os._exit(0)
"""


def asserts(node: ast.AST) -> bool:
    """Whether there is an assert in a piece of code, or a call that asserts."""
    asserting = ("pytest.raises", "pytest.warns", "pytest.fail", "np.testing.")
    return any(
        isinstance(part, ast.Assert)
        or (isinstance(part, ast.Call) and ast.unparse(part.func).startswith(asserting))
        for part in ast.walk(node)
    )


def hollow(tree: ast.Module) -> Iterator[str]:
    """Yield the tests that assert nothing, neither themselves nor in a function of their file."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for name, function in functions.items():
        names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        helpers = [functions[used] for used in names & set(functions)]
        if name.startswith("test_") and not any(map(asserts, [function, *helpers])):
            yield name


def silent_skips(tree: ast.Module) -> Iterator[str]:
    """Yield the skips that nobody would see: in a lambda, without a reason, or of every run."""
    lambdas = [node for node in ast.walk(tree) if isinstance(node, ast.Lambda)]
    inside = [part for node in lambdas for part in ast.walk(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("pytest.mark.skip", "pytest.mark.xfail"):
            yield ast.unparse(node)
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        hidden = called == "pytest.skip" and (node in inside or not (node.args or node.keywords))
        if hidden or (called == "pytest.mark.skipif" and "reason" not in {w.arg for w in node.keywords}):
            yield ast.unparse(node)


def private_reads(tree: ast.Module) -> Iterator[str]:
    """Yield the private attributes of others that a file reads; `os._exit` is Python's own public name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.endswith("__"):
            read = ast.unparse(node)
            if not read.startswith(("self._", "cls._")) and read != "os._exit":
                yield read


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_asserts_something_skips_aloud_and_stays_outside(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert list(hollow(tree)) == []
    assert list(silent_skips(tree)) == []
    assert list(private_reads(tree)) == []


def test_a_test_that_cannot_fail_is_found() -> None:
    """The control."""
    tree = ast.parse(HOLLOW)
    assert list(hollow(tree)) == ["test_nothing", "test_hidden", "test_without_a_reason"]
    assert sorted(silent_skips(tree)) == [
        "pytest.mark.skip",
        "pytest.skip('never called')",
        "pytest.skip()",
    ]
    assert list(private_reads(tree)) == ["counter._anchor"]

"""Which functions of a Python file an edit changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from dataclasses import dataclass

#: Nodes that stand for a function.
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Code:
    """What a file says, comments, blank lines and line numbers apart.

    Attributes
    ----------
    functions : dict
        The body of every function of the module and of its classes, by its qualified name.
    rest : str
        All that runs when the file is imported: everything but those bodies.
    """

    functions: dict[str, str]
    rest: str


def code_of(source: bytes) -> Code:
    """Return what a file says.

    Raises
    ------
    SyntaxError, ValueError
        If it is not Python.
    """
    tree = ast.parse(source)
    functions: dict[str, str] = {}
    for name, node in functions_of(tree.body, ""):
        # A name that is bound twice, as a property and its setter are, changes with either of them.
        functions[name] = functions.get(name, "") + "\n".join(map(ast.dump, node.body))
        node.body = []
    return Code(functions, ast.dump(tree))


def functions_of(
    body: list[ast.stmt], within: str
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield the functions of a body and of the classes in it, with their qualified names."""
    for node in body:
        if isinstance(node, FUNCTIONS):
            yield within + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions_of(node.body, f"{within}{node.name}.")


def changed_functions(before: bytes, now: bytes) -> Set[str] | None:
    """Return the qualified names of the functions whose bodies an edit changed.

    Parameters
    ----------
    before, now : bytes
        The file, both times.

    Returns
    -------
    set of str, optional
        None when more changed than the bodies of functions: what runs when the file is imported, a
        signature, a decorator, a method that is new and may stand before an inherited one. A function
        that is new to the module changes nothing by itself: what calls it changed too.
    """
    try:
        old, new = code_of(before), code_of(now)
    except (SyntaxError, ValueError):
        return None
    if old.rest != new.rest and without_new(now, old) != old.rest:
        return None
    return {name for name, body in old.functions.items() if new.functions.get(name) != body}


def without_new(source: bytes, old: Code) -> str:
    """Return the `Code.rest` of a file without the module's functions that it did not have before."""
    tree = ast.parse(source)
    tree.body = [
        node for node in tree.body if not (isinstance(node, FUNCTIONS) and node.name not in old.functions)
    ]
    for _, node in functions_of(tree.body, ""):
        node.body = []
    return ast.dump(tree)


def outermost(qualified: str) -> str:
    """Return the name of the function that a function is defined in, its own when it is in no other."""
    return qualified.partition(".<locals>")[0]

"""An edit is told by the functions it changes; one that reaches further is told as such."""

from __future__ import annotations

import pytest

from lecture.watch.drawing.functions import changed_functions, outermost

FILE = '''
import math

SIZE = 2

class Scene:
    title = "A"

    def construct(self, size=SIZE):
        """Tell it."""
        self.show()

    def show(self):
        def inner():
            return 1
        return inner()

    @property
    def wide(self):
        return 3

    @wide.setter
    def wide(self, value):
        self.value = value

def helper():
    return 4
'''


def changed(*edits: tuple[str, str]) -> set[str] | None:
    text = FILE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    found = changed_functions(FILE.encode(), text.encode())
    return None if found is None else set(found)


@pytest.mark.parametrize(
    ("edit", "names"),
    [
        (("self.show()", "self.show(2)"), {"Scene.construct"}),
        (("return 1", "return 2"), {"Scene.show"}),
        (("self.value = value", "self.value = 2"), {"Scene.wide"}),
        (("return 4", "return 5"), {"helper"}),
        (("\nSIZE", "\n# Larger.\n\nSIZE"), set()),
        (("\ndef helper", "\ndef another():\n    return 6\n\ndef helper"), set()),
    ],
)
def test_the_functions_an_edit_changes_are_named(edit: tuple[str, str], names: set[str] | None) -> None:
    assert changed(edit) == names


@pytest.mark.parametrize(
    "edit",
    [
        ("SIZE = 2", "SIZE = 3"),
        ("import math", "import cmath"),
        ("size=SIZE", "size=SIZE + 1"),
        ('title = "A"', 'title = "B"'),
        ("@property", "@cached"),
        # A method that is new may stand before one that is inherited.
        ("    @property", "    def tear_down(self):\n        pass\n\n    @property"),
        ("class Scene", "class Scene("),
    ],
)
def test_what_runs_at_import_may_concern_all(edit: tuple[str, str]) -> None:
    assert changed(edit) is None


def test_several_edits_are_told_together() -> None:
    assert changed(("return 3", "return 33"), ("return 4", "return 44")) == {"Scene.wide", "helper"}


def test_a_function_inside_another_is_the_other() -> None:
    assert outermost("Scene.show.<locals>.inner.<locals>.<lambda>") == "Scene.show"
    assert outermost("Scene.show") == "Scene.show"

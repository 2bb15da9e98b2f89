"""Each section is told with the functions it runs, not with those of its neighbours."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from lecture.watch.drawing.calls import BEFORE, Calls

PLAY = """
class Play:
    def __init__(self, begin):
        self.begin = begin

    def next_section(self, name):
        self.begin(name)

    def construct(self):
        prepare()
        self.first()
        self.second()
        self.third()
        self.fourth()

    def first(self):
        \"\"\"A docstring, and names, call nothing.\"\"\"
        begin = self.begin
        self.next_section("first")
        shared()

    def second(self):
        self.next_section("second")
        [inner(number) for number in range(2)]

    def third(self):
        before()
        self.next_section("third")
        shared()

    def fourth(self):
        for number in range(2):
            self.next_section(f"fourth {number}")


def prepare(): pass
def shared(): return (lambda: 1)()
def inner(number): pass
def before(): pass
"""


def sections_of(folder: Path, root: Path) -> dict[str, set[str]]:
    file = folder / "play.py"
    file.write_text(PLAY)
    spec = spec_from_file_location("play", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    calls = Calls(root)
    calls.start()
    try:
        spec.loader.exec_module(module)
        module.Play(calls.begin).construct()
    finally:
        calls.stop()
    told = calls.told()
    assert sys.gettrace() is None
    return {name: {each.removeprefix("play.py:") for each in told[name]} for name in told}


def test_functions_are_told_by_section(tmp_path: Path) -> None:
    told = sections_of(tmp_path, tmp_path)
    always = {"Play.construct", "Play.next_section"}
    assert {name: told[name] - always for name in told if name != BEFORE} == {
        "first": {"Play.first", "shared"},
        # What runs before a section is opened is the one's before; its function runs in both.
        "second": {"Play.second", "inner", "Play.third", "before"},
        # In a loop nobody can tell.
        "third": {"Play.third", "shared", "Play.fourth"},
        "fourth 0": {"Play.fourth"},
        "fourth 1": {"Play.fourth"},
    }
    assert {"prepare", "Play.construct", "Play.__init__"} <= told[BEFORE]
    assert "Play.first" not in told[BEFORE]


def test_of_files_elsewhere_nothing_is_told(tmp_path: Path) -> None:
    elsewhere = tmp_path / "project"
    elsewhere.mkdir()
    assert not any(sections_of(tmp_path, elsewhere).values())

"""The modules of all pages offer each other what is wanted, and nothing else."""

from __future__ import annotations

from lecture.delivery.companion_page import companion_modules
from lecture.delivery.html import modules_in
from lecture.delivery.page import WEB
from tests.lecture.delivery.modules import unneeded
from training.paths import ROOT


def test_every_export_is_imported_somewhere_or_held_by_a_test() -> None:
    modules = companion_modules() | modules_in(WEB, "page", "slides")
    tests = "".join(path.read_text() for path in (ROOT / "tests").rglob("*.py"))
    assert unneeded(modules, tests) == []
    more = modules | {"page/more": "export function seldom() {}"}
    assert unneeded(more) != []  # control
    assert unneeded(more, tests.replace("seldom", "")) == ["page/more: seldom"]  # control

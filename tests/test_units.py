"""Tests that share fixtures share a process; slow ones go alone."""

from __future__ import annotations

import pytest

from tests.scenes.harness import shot_list
from tests.units import REVIEW, RULES, unit_of

BROKEN = "tests/lecture/run/test_never_broken.py"


@pytest.mark.parametrize(
    ("test", "unit"),
    [
        ("tests/test_rooms.py::test_any[a-b]", "tests/test_rooms.py"),
        (f"{BROKEN}::test_three_runs_at_once_all_end_well", BROKEN),
        (f"{REVIEW}[affine-AffineTransform]", "tests/scenes/test_affine.py"),
        (f"{REVIEW}[nowhere-Unknown]", "tests/scenes/test_craft.py"),
        (f"{RULES}test_wording.py::test_any[affine-AffineTransform]", "tests/scenes/test_affine.py"),
        (f"{RULES}test_wording.py::test_any", f"{RULES}test_wording.py"),
    ],
)
def test_a_file_is_a_unit_and_a_scene_is_reviewed_where_it_is_tested(test: str, unit: str) -> None:
    assert unit_of(test) == unit


def test_a_slow_test_is_a_unit_of_its_own() -> None:
    slow = f"{BROKEN}::test_a_kill_before_any_step_leaves_nothing_a_next_run_does_not_mend"
    assert unit_of(slow) == slow


def test_every_scene_of_the_lecture_is_reviewed_beside_its_own_tests() -> None:
    alone = [name for module, name in shot_list() if "craft" in unit_of(f"{REVIEW}[{module}-{name}]")]
    assert alone == []

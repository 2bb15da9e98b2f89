from __future__ import annotations

from pathlib import Path

import pytest

from lecture.freshness.declared import declared_names
from lecture.freshness.sources import source_files, sources_of
from training.errors import LectureError
from training.paths import ROOT


def laid_out(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def names(root: Path, first: str) -> set[str]:
    return {str(path.relative_to(root)) for path in source_files(root, root / first)}


def test_every_kind_of_import_is_followed_and_nothing_else(tmp_path: Path) -> None:
    laid_out(
        tmp_path,
        {
            "scenes/__init__.py": "",
            "scenes/film.py": "import numpy\nimport helper\nfrom scenes.kit import theme\n"
            "from kit2.deep.er import f\ndef late():\n    from scenes.kit.lazy import x\n",
            "scenes/helper.py": "import training.maths as m",
            "scenes/kit/__init__.py": "from .shapes import square",
            "scenes/kit/theme.py": "from ..kit import colours",
            "scenes/kit/colours.py": "",
            "scenes/kit/shapes.py": "",
            "scenes/kit/lazy.py": "",
            "scenes/kit/unused.py": "",
            "kit2/deep/er.py": "import scenes.film",
            "training/__init__.py": "",
            "training/maths.py": "",
            "training/unused.py": "",
        },
    )
    everything = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.py")}
    assert names(tmp_path, "scenes/film.py") == everything - {"scenes/kit/unused.py", "training/unused.py"}


def test_a_scene_of_the_lecture_depends_on_the_kit_and_not_on_another_storyboard() -> None:
    found = names(ROOT, "scenes/affine.py")
    assert {
        "scenes/affine.py",
        "scenes/kit/theme.py",
        "scenes/kit/stage/stage.py",
        "training/run/trajectory.py",
    } <= found
    assert not {"scenes/boundary.py", "training/run/fit.py"} & found


def test_a_broken_source_is_named_with_its_line(tmp_path: Path) -> None:
    laid_out(tmp_path, {"film.py": "import helper\n", "helper.py": "x = 1\ndef (:\n"})
    with pytest.raises(LectureError, match=r"helper\.py:2"):
        source_files(tmp_path, tmp_path / "film.py")


def test_declarations_are_read_without_importing_and_inherited(tmp_path: Path) -> None:
    laid_out(
        tmp_path,
        {
            "scenes/film.py": "raise SystemExit('imported')\nfrom scenes.base import Base, Same\n"
            "class Own(Base):\n    runs = ('sigmoid', 'tanh')\n"
            "class Child(Own): pass\nclass Far(Base): pass\nclass Plain: pass\nclass Same(Same): pass\n"
            "class Annotated(Base):\n    sweeps: tuple[str, ...] = ('seeds',)\n",
            "scenes/base.py": "class Base:\n    runs: tuple[str, ...] = ('relu',)\nclass Same(Base): pass\n",
        },
    )
    sources = sources_of(tmp_path, tmp_path / "scenes/film.py")
    assert declared_names(sources, "Own") == ("sigmoid", "tanh")
    assert declared_names(sources, "Child") == ("sigmoid", "tanh")
    assert declared_names(sources, "Far") == ("relu",)
    assert declared_names(sources, "Plain") == ()
    assert declared_names(sources, "Same") == ("relu",), "a class may bear its base's name"
    assert declared_names(sources, "Annotated") == ("relu", "seeds")


def test_a_computed_declaration_and_an_unknown_class_are_refused(tmp_path: Path) -> None:
    laid_out(tmp_path, {"film.py": "class A:\n    runs = tuple(f())\nclass Near: pass\n"})
    sources = sources_of(tmp_path, tmp_path / "film.py")
    with pytest.raises(LectureError, match="literal tuple"):
        declared_names(sources, "A")
    with pytest.raises(LectureError, match="did you mean Near"):
        declared_names(sources, "Naer")

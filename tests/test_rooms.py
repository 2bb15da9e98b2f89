"""Data flows one way: training <- scenes.kit <- scenes; only one module knows TensorFlow."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from training.paths import ROOT

PACKAGES = ("training", "scenes", "lecture", "benchmarks")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
STORYBOARDS = sorted(path for path in (ROOT / "scenes").glob("*.py") if path.name != "__init__.py")


def imports_of(source: str) -> set[str]:
    """Every module named in an import anywhere in the source, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)
    return found


def room(path: Path) -> str:
    relative = path.relative_to(ROOT)
    return "scenes.kit" if relative.parts[:2] == ("scenes", "kit") else relative.parts[0]


ALLOWED = {
    "training": {"training"},
    "scenes.kit": {"training", "scenes.kit"},
    "scenes": {"training", "scenes.kit"},
    "lecture": {"training", "lecture"},
    "benchmarks": {"training", "scenes.kit", "lecture", "benchmarks"},
}


def wrong_imports(source: str, where: str) -> list[str]:
    wrong = []
    for name in imports_of(source):
        if name.startswith("."):
            wrong.append(f"{name} is relative")
        top = name.split(".")[0]
        if top not in PACKAGES:
            continue
        target = "scenes.kit" if name.startswith("scenes.kit") else top
        if target not in ALLOWED[where]:
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_from_the_rooms_before_it(path: Path) -> None:
    assert wrong_imports(path.read_text(), room(path)) == []


def test_the_import_check_finds_a_wrong_direction() -> None:
    assert wrong_imports("def f():\n    from scenes.kit import theme", "training") == ["scenes.kit.theme"]
    assert wrong_imports("from scenes.affine import AffineTransform", "scenes") != []
    assert wrong_imports("from . import theme", "scenes.kit") != []


def test_only_fit_imports_tensorflow() -> None:
    knowing = {
        str(path.relative_to(ROOT))
        for path in MODULES
        if any(name.split(".")[0] in ("tensorflow", "keras") for name in imports_of(path.read_text()))
    }
    assert knowing - {"benchmarks/training.py"} == {"training/fit.py"}


def test_importing_every_scene_leaves_tensorflow_out() -> None:
    names = [f"scenes.{path.stem}" for path in STORYBOARDS]
    assert names
    program = (
        "import importlib, sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('tensorflow', 'keras'):\n"
        "            raise ImportError(f'{name} must not be needed')\n"
        "sys.meta_path.insert(0, Refuse())\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "assert not {'tensorflow', 'keras'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_there_is_no_star_import_and_no_machine_path(path: Path) -> None:
    source = path.read_text()
    assert not any(name.endswith(".*") for name in imports_of(source))
    texts = [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [text for text in texts if text.startswith(("/home/", "/root/", "/work/", "/Users/"))]


@pytest.mark.parametrize("path", STORYBOARDS, ids=lambda p: p.name)
def test_a_storyboard_writes_no_latex(path: Path) -> None:
    called = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"Tex", "MathTex", "DecimalNumber", "Integer", "Axes", "Matrix"}

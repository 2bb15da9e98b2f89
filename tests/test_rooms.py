"""What the import contracts in pyproject.toml cannot say, and that the contracts can fail."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from training.paths import ROOT

PACKAGES = ("training", "film", "voice", "companion", "scenes", "lecture", "benchmarks")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
STORYBOARDS = sorted(path for path in (ROOT / "scenes").glob("*.py") if path.name != "__init__.py")
#: A room with more modules than this wants rooms of its own.
MOST_MODULES = 14
#: A storyboard with more lines than this tells more than one chapter.
MOST_LINES = 250

#: One import that each contract must refuse: contract, module, line added to it.
WRONG = [
    ("rooms", "training/errors.py", "import scenes.kit.theme"),
    ("rooms", "lecture/cli.py", "import scenes.affine"),
    ("scenes", "scenes/affine.py", "import scenes.boundary"),
    ("scenes", "scenes/kit/theme.py", "import scenes.props.affine.knob"),
    ("props", "scenes/props/affine/knob.py", "import scenes.props.race.race"),
    ("kit", "scenes/kit/theme.py", "import scenes.kit.drawing.text"),
    ("training", "training/network/formulas.py", "import training.run.trajectory"),
    ("lecture", "lecture/system/files.py", "import lecture.request.shots"),
    ("rooms", "film/writer.py", "import scenes.kit.theme"),
    ("rooms", "companion/export.py", "import lecture.cli"),
    ("rooms", "companion/export.py", "import voice.narrator"),
    ("companion", "companion/export.py", "import film.look"),
    ("film", "film/colours.py", "import film.writer"),
    ("rooms", "voice/narrator.py", "import scenes.kit.theme"),
    ("rooms", "film/writer.py", "import voice.narrator"),
    ("voice", "voice/settings.py", "import voice.narrator"),
    ("onnxruntime", "voice/narrator.py", "import onnxruntime"),
    ("tensorflow", "training/network/formulas.py", "import tensorflow"),
]


def contracts(root: Path, *chosen: str) -> subprocess.CompletedProcess[str]:
    words = [word for contract in chosen for word in ("--contract", contract)]
    return subprocess.run(
        ["lint-imports", "--no-cache", *words], executable=Path(sys.executable).with_name("lint-imports"),
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


@pytest.mark.parametrize(("contract", "module", "line"), WRONG)
def test_every_contract_refuses_a_wrong_import(copy: Path, contract: str, module: str, line: str) -> None:
    path = copy / module
    before = path.read_text()
    path.write_text(before + f"\n\n{line}\n")
    try:
        done = contracts(copy, contract)
    finally:
        path.write_text(before)
    name = module.removesuffix(".py").replace("/", ".")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{name} -> {line.removeprefix('import ')}" in done.stdout


def test_importing_every_scene_leaves_the_engines_out() -> None:
    names = [f"scenes.{path.stem}" for path in STORYBOARDS]
    assert names
    program = (
        "import importlib, sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('tensorflow', 'keras', 'onnxruntime'):\n"
        "            raise ImportError(f'{name} must not be needed')\n"
        "sys.meta_path.insert(0, Refuse())\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "assert not {'tensorflow', 'keras', 'onnxruntime'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_folder_holds_more_modules_than_a_reader_takes_in() -> None:
    counted = Counter(path.parent.relative_to(ROOT) for path in MODULES if path.name != "__init__.py")
    assert {str(folder): n for folder, n in counted.items() if n > MOST_MODULES} == {}


def too_long(paths: list[Path]) -> dict[str, int]:
    lines = {path.name: len(path.read_text().splitlines()) for path in paths}
    return {name: count for name, count in lines.items() if count > MOST_LINES}


def test_no_storyboard_is_longer_than_one_chapter(tmp_path: Path) -> None:
    assert too_long(STORYBOARDS) == {}
    control = tmp_path / "endless.py"
    control.write_text("wait = 1\n" * (MOST_LINES + 1))
    assert too_long([control]) == {"endless.py": MOST_LINES + 1}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_there_is_no_machine_path(path: Path) -> None:
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text()))
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


def reads_of_argv(source: str) -> list[str]:
    """Return where a module reads the command line: names of functions, ``__main__`` for its last block."""
    found = []
    for node in ast.parse(source).body:
        name = getattr(node, "name", "__main__" if isinstance(node, ast.If) else "module")
        texts = (ast.unparse(part) for part in ast.walk(node) if isinstance(part, ast.Attribute))
        found += [name for text in texts if text == "sys.argv"]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_command_line_is_read_in_main_alone(path: Path) -> None:
    assert set(reads_of_argv(path.read_text(encoding="utf-8"))) <= {"main", "__main__"}


def test_a_hidden_read_of_the_command_line_is_found() -> None:
    """The control."""
    hidden = "import sys\nfirst = sys.argv[1]\ndef work(): return sys.argv\n"
    source = hidden + 'if __name__ == "__main__": work(sys.argv)\n'
    assert reads_of_argv(source) == ["module", "work", "__main__"]


def test_no_two_files_of_tests_have_one_name() -> None:
    """Folders of tests are no packages, so pytest leaves the second of two out."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(names) > 50
    assert {name for name in names if names.count(name) > 1} == set()

"""What the project's source must never contain: ways to run what a file says."""

import ast

import pytest

from training import paths

ROOMS = ("training", "film", "scenes", "lecture", "benchmarks", "tests")
MODULES = {"pickle", "cPickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "h5py"}
CALLS = {"load_model", "load_weights", "loads_pickle"}
TENSORFLOW = {"tensorflow", "keras"}


def sources(*rooms):
    return [path for room in rooms for path in sorted((paths.ROOT / room).rglob("*.py"))]


def dangers(tree):
    """Return what in a syntax tree could run or trust what a file says."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            found.append(node.module)
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            if not (isinstance(node.value, ast.Constant) and node.value.value is False):
                found.append("allow_pickle")
        elif isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in CALLS:
                found.append(name)
    return found


@pytest.mark.parametrize("path", sources(*ROOMS), ids=lambda path: str(path.relative_to(paths.ROOT)))
def test_nothing_in_the_project_can_run_what_a_file_says(path):
    assert dangers(ast.parse(path.read_text())) == []


@pytest.mark.parametrize(
    "text",
    ["import pickle", "from pickle import loads", "import dill.source", "np.load(f, allow_pickle=True)",
     "np.load(f, allow_pickle=flag)", "keras.models.load_model(f)", "model.load_weights(f)"],
)  # fmt: skip
def test_the_search_finds_what_it_is_for(text):
    assert dangers(ast.parse(text))


def test_only_fit_imports_tensorflow():
    importing = set()
    for path in sources("training", "film", "scenes", "lecture", "benchmarks"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in TENSORFLOW for name in names):
                importing.add(str(path.relative_to(paths.ROOT)))
    assert importing == {"training/run/fit.py"}


def test_the_training_room_imports_no_scene_and_no_production():
    for path in sources("training"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & {
                "scenes",
                "lecture",
                "manim",
                "benchmarks",
            }, path

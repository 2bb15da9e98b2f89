"""What the project's source must never contain: ways to run what a file says."""

import ast

import pytest

from training import paths

ROOMS = ("training", "film", "companion", "scenes", "lecture", "benchmarks", "tests")
MODULES = {"pickle", "cPickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "h5py"}
CALLS = {"load_model", "load_weights", "loads_pickle"}
TENSORFLOW = {"tensorflow", "keras"}


def sources(*rooms):
    return [path for room in rooms for path in sorted((paths.ROOT / room).rglob("*.py"))]


def dangers(tree):
    """Return what in a syntax tree could run or trust what a file says."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            found.append(node.module or "")
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
    assert dangers(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    ["import pickle", "from pickle import loads", "import dill.source", "np.load(f, allow_pickle=True)",
     "np.load(f, allow_pickle=flag)", "keras.models.load_model(f)", "model.load_weights(f)"],
)  # fmt: skip
def test_the_search_finds_what_it_is_for(text):
    assert dangers(ast.parse(text))


def loads_tensorflow(text):
    """Return whether importing a test module would load TensorFlow, which takes seconds."""
    names = set()
    for node in ast.parse(text).body:
        for part in ast.walk(node) if not isinstance(node, ast.FunctionDef) else node.decorator_list:
            if isinstance(part, ast.Import):
                names |= {alias.name for alias in part.names}
            elif isinstance(part, ast.ImportFrom):
                names |= {f"{part.module}.{alias.name}" for alias in part.names}
            elif isinstance(part, ast.Call):
                names |= {str(argument.value) for argument in part.args if isinstance(argument, ast.Constant)}
    return any(name.split(".")[0] in TENSORFLOW or name.startswith("training.run.fit") for name in names)


@pytest.mark.parametrize(
    "text",
    ["import keras", "from training.run import fit", "from training.run.fit import train",
     "keras = pytest.importorskip('keras')", "if True:\n    import tensorflow as tf"],
)  # fmt: skip
def test_a_test_module_that_loads_tensorflow_is_found(text):
    assert loads_tensorflow(text)
    assert not loads_tensorflow("def test():\n    " + text.replace("\n", "\n    "))


def test_collecting_the_tests_leaves_tensorflow_out():
    """So that one test of a quick thing answers in seconds."""
    assert [
        path.name for path in sources("tests") if loads_tensorflow(path.read_text(encoding="utf-8"))
    ] == []

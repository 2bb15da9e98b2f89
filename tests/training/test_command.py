"""`python -m training`: what it prints, what it refuses, when it stays away from TensorFlow."""

import json
import os
import re
import subprocess
import sys

import numpy as np
import pytest

from training import command, paths
from training.command import main
from training.recipe.runs import named_recipe
from training.storage.cache import locked, publish_vouched
from training.storage.store import cache_path, file_bytes, load_checked, run_form
from training.sweep.sweep_plan import sweep_name

SMALL = ["--set", "points=40", "--set", "epochs=3"]


def start(arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "training", *arguments],
        capture_output=True, text=True, cwd=paths.ROOT, env={**os.environ, **environment}, timeout=240,
    )  # fmt: skip


def test_a_name_is_trained_tabled_and_then_cached(empty_cache, capsys):
    assert main(["gelu", *SMALL]) == 0
    first = capsys.readouterr().out
    assert "gelu" in first
    for heading in (
        "run",
        "activation",
        "epochs",
        "loss",
        "accuracy",
        "negatives right",
        "all right",
        "seconds",
    ):
        assert heading in first
    assert "not within 3" in first
    assert main(["gelu", *SMALL]) == 0
    assert "cached" in capsys.readouterr().out


def test_force_trains_again_and_gives_the_same_bytes(empty_cache, capsys):
    assert main(["tanh", *SMALL]) == 0
    (path,) = empty_cache.glob("tanh*.npz")
    before = path.read_bytes()
    assert main(["tanh", *SMALL, "--force"]) == 0
    assert "cached" not in capsys.readouterr().out.splitlines()[-3]
    assert path.read_bytes() == before


def test_check_holds_on_what_was_just_trained(empty_cache, capsys):
    assert main(["relu", *SMALL]) == 0
    assert main(["relu", *SMALL, "--check"]) == 0
    assert "the cache holds, largest difference 0" in capsys.readouterr().out


def test_check_exits_1_with_the_worst_difference(empty_cache, capsys):
    assert main(["relu", *SMALL]) == 0
    recipe = named_recipe("relu", {"points": 40, "epochs": 3})
    form, path = run_form(recipe), cache_path(recipe)
    arrays, _ = load_checked(path, form)
    changed = {**arrays, "hidden_bias": arrays["hidden_bias"] + np.float32(2e-5)}
    with locked(empty_cache):
        publish_vouched(empty_cache, path.name, file_bytes(form, changed, {}))
    assert main(["relu", *SMALL, "--check"]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert re.search(r"differs from a fresh run by 2e-05 in hidden_bias", error)
    within = {**arrays, "hidden_bias": arrays["hidden_bias"] + np.float32(5e-6)}
    with locked(empty_cache):
        publish_vouched(empty_cache, path.name, file_bytes(form, within, {}))
    assert main(["relu", *SMALL, "--check"]) == 0


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["rellu"], "did you mean relu"),
        (["--set", "epoch=3"], "did you mean epochs"),
        (["--set", "epochs"], "KEY=VALUE"),
        (["relu", "--set", "optimizer=adm"], "did you mean adam"),
        (["relu", "--check"], "is missing; run: python -m training relu"),
        (["--forse"], "--forse; run python -m training --help"),
        (["sweep", "--seeds", "x"], "expected a number"),
        (["sweep", "--every", "x"], "--every: invalid int value: 'x'; run python -m training sweep --help"),
        (["sweep", "tanh"], "tanh; run python -m training sweep --help"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(empty_cache, capsys, arguments, hint):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert hint in printed.err
    assert printed.err.count("\n") == 1
    assert not list(empty_cache.glob("*.npz"))


def test_a_damaged_file_is_trained_again_and_that_is_said(empty_cache, capsys):
    assert main(["tanh", *SMALL]) == 0
    (path,) = empty_cache.glob("tanh*.npz")
    sound = path.read_bytes()
    path.write_bytes(sound[:-1])
    assert main(["tanh", *SMALL]) == 0
    assert "training again" in capsys.readouterr().err
    assert path.read_bytes() == sound


def test_with_everything_cached_nothing_is_trained_and_tensorflow_stays_away(monkeypatch, capsys):
    program = (
        "import sys\nfrom training.command import main\ncode = main([])\n"
        "print('tensorflow' in sys.modules, 'keras' in sys.modules, code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=paths.ROOT)
    assert done.stdout.splitlines()[-1] == "False False 0", done.stderr
    assert "dead_unit" in done.stdout


def test_which_prints_the_file_of_each_run(empty_cache, capsys):
    assert main(["--which"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.rsplit("/", 1)[1] for line in lines] == [
        "sigmoid.npz", "tanh.npz", "relu.npz", "linear.npz", "dead_unit.npz",
    ]  # fmt: skip


def test_a_lecture_file_decides_what_is_trained(empty_cache, capsys):
    paths.LECTURE_TOML.write_text(
        "[recipe]\npoints = 40\nepochs = 2\n[runs.mine]\nactivation = 'elu'\nhidden_layers = [3, 2]\n"
    )
    assert main(["mine", "sigmoid"]) == 0
    assert "mine" in capsys.readouterr().out
    assert {path.name.split("-")[0] for path in empty_cache.glob("*.npz")} == {"elu", "sigmoid"}
    assert not (empty_cache / "sigmoid.npz").exists()


def test_without_a_name_all_runs_come_first_then_all_sweeps_of_the_lecture(empty_cache, capsys, monkeypatch):
    """What is trained, in order; the training itself is left out."""
    asked = []
    monkeypatch.setattr(command, "ensured", lambda recipe, force: (asked.append(recipe.activation), None))
    monkeypatch.setattr(command, "table_of", lambda rows: [name for name, *_ in rows])
    monkeypatch.setattr(command.sweep_command, "ensured_sweep", lambda plan, force: (plan, None))
    monkeypatch.setattr(command.sweep_command, "table_of", sweep_name)
    monkeypatch.setattr(command, "show", asked.append)
    assert main([]) == 0
    runs = ["sigmoid", "tanh", "relu", "linear", "dead_unit"]
    assert asked == [*runs[:4], "relu", runs, "seed_sweep.npz", "order_sweep.npz"]
    asked.clear()
    assert main(["tanh", "order_sweep"]) == 0
    assert asked == ["tanh", ["tanh"], "order_sweep.npz"]
    asked.clear()
    assert main(["--set", "epochs=3"]) == 0
    assert asked[-1] == runs


def test_the_committed_manifest_vouches_for_every_committed_run():
    manifest = json.loads((paths.ROOT / "cache" / "manifest.json").read_text())
    for name in ("sigmoid", "tanh", "relu", "linear", "dead_unit", "seed_sweep"):
        assert len(manifest["files"][f"{name}.npz"]) == 1


def test_a_cache_folder_that_cannot_be_written_is_named(tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    done = start(["relu", *SMALL], LECTURE_CACHE=str(blocked))
    assert done.returncode == 2, done.stderr
    assert "cannot write in" in done.stderr
    assert done.stderr.count("\n") == 1

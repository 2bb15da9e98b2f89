"""The runs a lecture can name: activations, plus what lecture.toml adds."""

from collections.abc import Mapping
from typing import Any

from training import paths
from training.errors import LectureError
from training.naming import refuse_unknown
from training.network.activations import ACTIVATIONS
from training.recipe.lecture_file import lecture_file
from training.recipe.recipe import Recipe

LECTURE_RUNS = ("sigmoid", "tanh", "relu", "linear")
"""The activations the lecture shows in the article's protocol, in order."""
#: Runs this project names itself, as what they change of the defaults.
NAMED_RUNS: dict[str, dict[str, Any]] = {
    # A learning rate of 1.5 throws one unit off all points at once during epoch 4: it never returns.
    "dead_unit": {"activation": "relu", "learning_rate": 1.5, "seed": 23, "epochs": 60},
}


def lecture_tables() -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return ([recipe], {name: [runs.name]}) of lecture.toml; both empty when there is no such file.

    Raises
    ------
    LectureError
        When the file cannot be used.
    """
    tables = lecture_file()
    return tables.get("recipe", {}), tables.get("runs", {})


def run_names() -> list[str]:
    """Return the runs of the lecture in order: the four activations, then every named run."""
    _, runs = lecture_tables()
    return [*dict.fromkeys([*LECTURE_RUNS, *NAMED_RUNS, *runs])]


def named_recipe(name: str, settings: Mapping[str, Any] | None = None) -> Recipe:
    """Return the recipe of an activation or of a named run.

    lecture.toml's [recipe] changes every recipe, its [runs.NAME] that run, `settings` come last.

    Raises
    ------
    LectureError
        When there is no such run (the nearest name is given), or a run that bears an activation's name is
        to have another activation.
    """
    overrides, runs = lecture_tables()
    refuse_unknown("run", name, [*dict.fromkeys([*ACTIVATIONS, *NAMED_RUNS, *runs])])
    own = runs.get(name, NAMED_RUNS.get(name, {}))
    if name in ACTIVATIONS:
        own = {"activation": name, **own}
        if own["activation"] != name:
            raise LectureError(
                f"[runs.{name}] in {paths.shown(paths.LECTURE_TOML)} has activation {own['activation']!r},"
                f" expected {name}; give a run of another activation a name of its own, such as [runs.mine]"
            )
    return Recipe().changed({**overrides, **own, **(settings or {})})


def cache_name(recipe: Recipe) -> str:
    """Return the file name that belongs to this recipe and to no other.

    The article's protocol gives `sigmoid.npz`, a run this project names `dead_unit.npz`; any other
    recipe gets its activation and the first 12 digits of its digest.
    """
    if recipe == Recipe(activation=recipe.activation):
        return f"{recipe.activation}.npz"
    for name, run in NAMED_RUNS.items():
        if recipe == Recipe().changed(run):
            return f"{name}.npz"
    return f"{recipe.activation}-{recipe.digest()[:12]}.npz"


def command_for(recipe: Recipe) -> str:
    """Return what to type to train exactly this recipe."""
    for name in [*run_names(), *ACTIVATIONS]:
        if named_recipe(name) == recipe:
            return f"python -m training {name}"
    default = named_recipe(recipe.activation).as_dict()
    changed = {key: value for key, value in recipe.as_dict().items() if default[key] != value}
    settings = "".join(f" --set {key}={typed(value)}" for key, value in changed.items())
    return f"python -m training {recipe.activation}{settings}"


def typed(value: Any) -> str:
    """Return a recipe value as typed after `--set key=`."""
    return "-".join(map(str, value)) if isinstance(value, list) else str(value)

"""A changed number reaches the film, whatever way the scene comes by it; manim's own cache loses half."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.lecture.freshness.idioms import IDIOMS
from tests.lecture.tiny_project import Project, create, frames

pytestmark = pytest.mark.slow

NAMES = {f"I{number:02}": idiom for number, idiom in enumerate(IDIOMS)}

#: Idioms whose number stands in the scene's own file, which one digest covers whatever is in it: of the 21
#: there are, these are drawn by the pipeline too. That the others do stand there is tested below.
OF_OWN_FILE = {"attribute of self in an updater", "class attribute", "generator", "mutable global"}
DRAWN = {
    name: idiom
    for name, idiom in NAMES.items()
    if idiom in OF_OWN_FILE or "VALUE" not in IDIOMS[idiom][""] or idiom == "pace of the lecture file"
}
#: The idioms whose old film manim's own cache serves after the change, with the version that is locked.
STALE = {
    "always_redraw",
    "animation subclass",
    "attribute of self in an updater",
    "bound method",
    "class attribute",
    "class patched by a helper",
    "constant of a package's __init__",
    "dataclass with slots",
    "function of a helper's helper",
    "functools.partial",
    "generator",
    "helper beside the scene, imported as manim finds it",
    "json read while the scene plays",
    "property",
    "scipy interpolator",
    "value tracker driven by an attribute",
}
#: How far two codings of one picture may differ, of 255 levels; a dot that moved differs by all of them.
LEVELS = 8
#: The idioms that manim's own cache cannot hash with some Python: with 3.13 it ends in an error.
UNHASHED = {"scipy interpolator"}


def write_idioms(project: Project, value: float) -> None:
    for name, idiom in NAMES.items():
        for file, text in IDIOMS[idiom].items():
            path = (file or "scenes/NAME.py").replace("NAME", name)
            if path.endswith(".npz"):
                (project.root / path).parent.mkdir(exist_ok=True)
                np.savez(project.root / path, x=value)
            else:
                project.write(path, text.replace("NAME", name).replace("VALUE", str(value)))
    project.list_shots(
        *((f"scenes/{name}.py", name) for name in DRAWN),
        more=f"[narration]\nwords_per_minute = {100 + value}",
    )


def plain_manim(project: Project, media: Path, caching: str) -> dict[str, np.ndarray]:
    script = Path(__file__).with_name("plain_manim.py")
    subprocess.run(
        [sys.executable, str(script), str(media), caching, *NAMES],
        cwd=project.root,
        env=project.environment(),
        check=True,
        capture_output=True,
    )
    films = {name: next((media / "videos").glob(f"{name}/*/{name}.mp4"), None) for name in NAMES}
    return {name: frames(film) for name, film in films.items() if film}


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, np.ndarray]]:
    """Films before the change, and after it by the pipeline, by a fresh manim and by manim with its cache."""
    root = tmp_path_factory.mktemp("stale")
    project = create(root / "project")
    write_idioms(project, 1.0)
    project.made()
    made = {name: frames(project.film(name)) for name in DRAWN}
    before = plain_manim(project, root / "cached", "cached")
    assert all(same(film, before[name]) for name, film in made.items() if name in before)
    write_idioms(project, 2.5)
    project.made()
    return {
        "before": before | made,
        "after": {name: frames(project.film(name)) for name in DRAWN},
        "fresh": plain_manim(project, root / "fresh", "fresh"),
        "cached": plain_manim(project, root / "cached", "cached"),
    }


def same(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two films show the same; greys of two colour matrices are coded up to two levels apart."""
    return one.shape == other.shape and int(np.abs(one.astype(int) - other).max()) <= LEVELS


@pytest.mark.parametrize("name", DRAWN, ids=lambda name: NAMES[name])
def test_a_changed_number_reaches_the_film(films: dict[str, dict[str, np.ndarray]], name: str) -> None:
    assert not same(films["before"][name], films["fresh"][name]), "the idiom does not show its number"
    assert same(films["after"][name], films["fresh"][name])


def test_idioms_that_are_not_drawn_here_have_their_number_in_the_scenes_own_file() -> None:
    left = {idiom for name, idiom in NAMES.items() if name not in DRAWN}
    assert len(left) == 17
    for idiom in left:
        assert list(IDIOMS[idiom]) == [""], idiom
        assert "VALUE" in IDIOMS[idiom][""], idiom


def test_the_idioms_are_many_and_manims_own_cache_fails_half(films: dict[str, dict[str, np.ndarray]]) -> None:
    """The control: a change these comparisons could not see would not be seen here either."""
    cached = films["cached"]
    stale = {NAMES[name] for name, film in cached.items() if not same(film, films["fresh"][name])}
    for name, film in cached.items():
        assert same(film, films["before"][name]) == (NAMES[name] in stale), NAMES[name]
    lost = {idiom for name, idiom in NAMES.items() if name not in cached}
    assert lost <= UNHASHED
    assert len(NAMES) >= 30
    assert stale == STALE - lost

"""What a scene is made from as it stands, and which of its sections a change of that concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from lecture.freshness.inputs import observed_now, scene_inputs
from lecture.freshness.production import Scene, scene_of
from lecture.request.request import Request
from lecture.watch.drawing.calls import BEFORE
from lecture.watch.drawing.functions import changed_functions

#: manim's settings for all projects of a user.
USERS_OWN = Path.home() / ".config/manim/manim.cfg"


@dataclass(frozen=True)
class Made:
    """What a scene is made from, as it stood at a moment.

    Attributes
    ----------
    scene : Scene
        Looked up.
    code : dict
        What its Python files hold, by their names from the project's folder.
    others : dict
        Digest of every other input, by its name.
    """

    scene: Scene
    code: dict[str, bytes]
    others: dict[str, str]

    @property
    def paths(self) -> set[Path]:
        """The files whose saving may change the scene."""
        scene, root = self.scene, self.scene.layout.root
        # Some of these names are no files; they may be looked for all the same.
        read = {root / name for name in self.others}
        return {*scene.sources, *(run.path for run in scene.runs), scene.lecture, USERS_OWN, *read}


def made_from(request: Request, slug: str, observed: Mapping[str, str]) -> Made:
    """Return what a scene is made from as things stand now.

    Parameters
    ----------
    request : Request
        One whose lecture lists the scene.
    slug : str
        Of the scene.
    observed : mapping
        The further files it was seen to read.

    Raises
    ------
    LectureError
        As `lecture.freshness.production.looked_up`.
    """
    scene = scene_of(request, slug)
    root = scene.layout.root
    code = {str(path.relative_to(root)): path.read_bytes() for path in scene.sources if path.suffix == ".py"}
    inputs = scene_inputs(scene) | observed_now(root, observed)
    return Made(scene, code, {name: digest for name, digest in inputs.items() if name not in code})


def changed(before: Made, now: Made) -> bool:
    """Return whether a scene is made from something else than before."""
    return before.code != now.code or not same_others(before, now)


def same_others(before: Made, now: Made) -> bool:
    """Return whether what is not code is the same; what a scene came to read since is new to neither."""
    return all(before.others[name] == now.others[name] for name in before.others.keys() & now.others.keys())


def affected(
    before: Made, now: Made, sections: Sequence[str], calls: Mapping[str, Sequence[str]] | None
) -> Set[str] | None:
    """Return the keys of the sections whose code a change concerns.

    Parameters
    ----------
    before, now : Made
        What the scene was and is made from.
    sections : sequence of str
        Keys of its sections.
    calls : mapping, optional
        Functions that each section runs, ``FILE:NAME``; what runs before the first one concerns them all.

    Returns
    -------
    set of str, optional
        None when it may concern any section.
    """
    if not changed(before, now):
        return frozenset()
    if calls is None or not same_others(before, now):
        return None
    functions: set[str] = set()
    for file, text in now.code.items():
        if file in before.code and text != before.code[file]:
            names = changed_functions(before.code[file], text)
            if names is None:
                return None
            functions |= {f"{file}:{name}" for name in names}
    # A file that is new among its imports, or no longer among them, comes with a changed import elsewhere.
    if functions & set(calls.get(BEFORE, ())):
        return None
    return {section for section in sections if functions & set(calls.get(section, ()))}

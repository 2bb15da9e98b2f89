"""A request with everything looked up once: each scene's sources, runs and files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lecture.freshness.cached import Cached, cached
from lecture.freshness.declared import declared_names
from lecture.freshness.sources import look_afresh, source_files, sources_of
from lecture.request.layout import Layout
from lecture.request.request import Request
from lecture.request.shots import Shot, ShotList, read_shot_list

#: Files outside the imports that shape every scene.
SHARED_FILES = ("manim.cfg", "requirements-render.lock")
#: The module that finds what is heard; a scene that imports it, however far off, says sentences.
NARRATOR = "voice/narrator.py"
#: The module that draws a scene; it and what it imports belong to every scene's inputs.
DRAWING_MODULE = "lecture/scene/drawing.py"


@dataclass(frozen=True)
class Scene:
    """One scene: what its film is made from.

    Attributes
    ----------
    shot : Shot
        Its row of the lecture file.
    layout : Layout
        Where its film lies, and in which format.
    sources : tuple of Path
        The project files that shape it: its own, the drawing's, the shared ones; sorted.
    runs : tuple of Cached
        The runs and sweeps it reads: what its class declares, and its own activation.
    shots : ShotList
        The lecture file it is listed in.
    """

    shot: Shot
    layout: Layout
    sources: tuple[Path, ...]
    runs: tuple[Cached, ...]
    shots: ShotList

    @property
    def slug(self) -> str:
        """Name of its published file."""
        return self.shot.slug

    @property
    def source(self) -> Path:
        """The scene file."""
        return self.layout.scene_path(self.shot)

    @property
    def narrated(self) -> bool:
        """Whether it says sentences that a voice speaks: plain manim scenes do not."""
        return self.layout.root / NARRATOR in self.sources

    @property
    def accounted(self) -> tuple[Path, ...]:
        """The files and folders whose reading is accounted for otherwise than by having been seen.

        What is heard of each sentence stands in the scene's cues, whichever files it comes from.
        """
        root = self.layout.root
        # The voice may be the path of a style table.
        style = self.shots.table.get("voice", {}).get("name", "voice/takes")
        heard = (root / "voice" / "takes", root / "takes" / self.shot.name, root / style)
        return (*(run.path for run in self.runs), self.lecture, *(heard if self.narrated else ()))

    @property
    def lecture(self) -> Path:
        """The lecture file."""
        return self.shots.source

    @property
    def look(self) -> dict[str, Any]:
        """The parts of the lecture file that scenes read."""
        return self.shots.read_by_scenes()


@dataclass(frozen=True)
class Production:
    """A request with everything looked up.

    Attributes
    ----------
    request : Request
        What is asked for.
    shots : ShotList
        The lecture file.
    scenes : tuple of Scene
        The scenes asked for, in the lecture's order.
    """

    request: Request
    shots: ShotList
    scenes: tuple[Scene, ...]

    @property
    def layout(self) -> Layout:
        """Where its files lie."""
        return self.request.layout

    @property
    def chosen(self) -> tuple[Shot, ...]:
        """The rows of the scenes asked for."""
        return tuple(scene.shot for scene in self.scenes)


def looked_up(request: Request) -> Production:
    """Look up, as things stand now, all that the scenes of a request are made from.

    Raises
    ------
    LectureError
        If the lecture file, a scene's source or what it declares cannot be used.
    """
    look_afresh()
    shots = read_shot_list(request.lecture)
    layout = request.layout
    shared = {layout.root / name for name in SHARED_FILES}
    shared |= {*source_files(layout.root, layout.root / DRAWING_MODULE)}
    scenes = []
    for shot in shots.named(request.chosen):
        sources = sources_of(layout.root, layout.scene_path(shot))
        names = dict.fromkeys([*declared_names(sources, shot.name), *filter(None, [shot.activation])])
        runs = tuple(cached(name) for name in names)
        scenes.append(Scene(shot, layout, tuple(sorted({*sources, *shared})), runs, shots))
    return Production(request, shots, tuple(scenes))


def scene_of(request: Request, slug: str) -> Scene:
    """Look up, as things stand now, what one scene of a request is made from.

    Raises
    ------
    LectureError
        As `looked_up`.
    """
    (scene,) = looked_up(replace(request, chosen=(slug,))).scenes
    return scene

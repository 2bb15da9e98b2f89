"""What one call has to do, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lecture.freshness.cached import Cached
from lecture.freshness.production import Production, Scene
from lecture.freshness.receipts import known_duration, out_of_date, read_receipt
from lecture.joined.join_scenes import companions, join_out_of_date
from training.storage.messages import Message

#: Seconds a scene that was never drawn is taken to run, to order it among the others.
USUAL_DURATION = 60.0


@dataclass(frozen=True)
class SceneStep(Message):
    """One scene as the Snakefile needs it.

    Attributes
    ----------
    slug : str
        The scene.
    waits_for : tuple of str
        The runs and sweeps that are trained before it is drawn.
    priority : int
        The greater, the earlier: its running time in seconds, as last drawn or as scenes usually run.
    """

    slug: str
    waits_for: tuple[str, ...]
    priority: int


@dataclass(frozen=True)
class Plan:
    """Reasons by step; a step without a reason does not run.

    Attributes
    ----------
    production : Production
        What is asked for, looked up.
    runs : dict
        Why each run is trained.
    scenes : dict
        Why each scene is drawn, by slug; up-to-date scenes are not in it.
    join : list of str
        Why the lecture is joined.
    """

    production: Production
    runs: dict[str, list[str]]
    scenes: dict[str, list[str]]
    join: list[str]

    @property
    def empty(self) -> bool:
        """Whether everything asked for is there already."""
        return not (self.runs or self.scenes or self.join)

    def lines(self) -> list[str]:
        """Return one line a step: what would run, and why."""
        lines = [f"train  {run}: {'; '.join(why)}" for run, why in self.runs.items()]
        for scene in self.production.scenes:
            if scene.slug in self.scenes:
                lines.append(f"render {scene.slug}: {'; '.join(self.scenes[scene.slug])}")
            else:
                lines.append(f"keep   {scene.slug}")
        if self.production.layout.picture.joinable:
            lines.append(f"join   lecture: {'; '.join(self.join)}" if self.join else "keep   lecture")
        return lines

    def steps(self) -> tuple[SceneStep, ...]:
        """Return the scenes to draw."""
        layout = self.production.layout
        return tuple(
            SceneStep(
                scene.slug,
                tuple(run.name for run in scene.runs if run.name in self.runs),
                round(known_duration(layout, scene.slug) or USUAL_DURATION),
            )
            for scene in self.production.scenes
            if scene.slug in self.scenes
        )


def make_plan(production: Production) -> Plan:
    """Compare what is published with what its inputs give.

    Raises
    ------
    LectureError
        If a cached run cannot be used.
    """
    runs = runs_to_train({run.name: run for scene in production.scenes for run in scene.runs})
    force = production.request.force
    why = {scene.slug: why_draw(scene, runs, force=force) for scene in production.scenes}
    scenes = {slug: reasons for slug, reasons in why.items() if reasons}
    return Plan(production, runs, scenes, why_join(production, scenes))


def runs_to_train(runs: dict[str, Cached]) -> dict[str, list[str]]:
    """Return why each run or sweep has to be trained; those that are there are left out."""
    why = {name: run.why_train() for name, run in runs.items()}
    return {name: reasons for name, reasons in why.items() if reasons}


def why_draw(scene: Scene, trained: dict[str, list[str]], *, force: bool) -> list[str]:
    """Say why a scene is drawn; nothing when it is kept."""
    if force:
        return ["asked for by --force"]
    waits = [f"run {run.name} is trained first" for run in scene.runs if run.name in trained]
    return out_of_date(scene) or waits


def why_join(production: Production, scenes: dict[str, list[str]]) -> list[str]:
    """Say why the lecture is joined; nothing when it is kept, or scenes in this format are not joined."""
    if not production.layout.picture.joinable:
        return []
    if scenes:
        return ["its scenes change"]
    return join_out_of_date(production.layout, production.shots, production.chosen)


def published(production: Production) -> list[Path]:
    """Return the files that belong to the scenes asked for and exist, the lecture's first."""
    layout = production.layout
    *beside, film = companions(layout)
    lecture = [film, *beside] if layout.picture.joinable else []
    scenes = [layout.film(shot.slug) for shot in production.chosen if read_receipt(layout, shot.slug)]
    return [path for path in [*lecture, *scenes] if path.exists()]

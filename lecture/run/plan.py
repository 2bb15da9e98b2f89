"""What one call has to do, and why."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lecture.delivery.pages import PAGES
from lecture.delivery.product import product_out_of_date
from lecture.freshness.cached import Cached
from lecture.freshness.heard import missing
from lecture.freshness.narration import expected_seconds, gathered
from lecture.freshness.production import Production, Scene
from lecture.freshness.receipts import out_of_date, read_receipt
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
        The runs and sweeps that are trained before it is played or drawn.
    letters : int
        Length of the sentences that are spoken before it is drawn; 0 when every one has its take.
    priority : int
        The greater, the earlier: its running time in seconds, by all that is known or as scenes usually run.
    """

    slug: str
    waits_for: tuple[str, ...]
    letters: int
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
    deliver : dict
        Why each page beside the film is made, by its file's name.
    gather : tuple of str
        The scenes, by slug, that are played first, for it is not known yet what they say.
    speak : dict
        The sentences of each scene, by slug, that are to be heard and have no take.
    """

    production: Production
    runs: dict[str, list[str]]
    scenes: dict[str, list[str]]
    join: list[str]
    deliver: dict[str, list[str]] = field(default_factory=dict)
    gather: tuple[str, ...] = ()
    speak: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether everything asked for is there already."""
        return not (self.runs or self.scenes or self.join or self.deliver)

    @property
    def carried_out(self) -> bool:
        """Whether steps of the Snakefile are needed: pages alone are made without."""
        return bool(self.runs or self.scenes or self.join)

    def lines(self) -> list[str]:
        """Return one line a step: what would run, and why."""
        lines = [f"train  {run}: {'; '.join(why)}" for run, why in self.runs.items()]
        lines += [f"gather {slug}: what it says is not known yet" for slug in self.gather]
        lines += [f"speak  {slug}: {counted(len(these))} no take" for slug, these in self.speak.items()]
        for scene in self.production.scenes:
            if scene.slug in self.scenes:
                lines.append(f"render {scene.slug}: {'; '.join(self.scenes[scene.slug])}")
            else:
                lines.append(f"keep   {scene.slug}")
        if self.production.layout.picture.joinable:
            lines.append(f"join   lecture: {'; '.join(self.join)}" if self.join else "keep   lecture")
        if self.production.layout.picture.playable:
            lines += [
                f"make   {page.file}: {'; '.join(self.deliver[page.file])}"
                if page.file in self.deliver
                else f"keep   {page.file}"
                for page in PAGES
            ]
        return lines

    def steps(self, slugs: Container[str]) -> tuple[SceneStep, ...]:
        """Return what the Snakefile needs of these scenes, in the lecture's order."""
        return tuple(
            SceneStep(
                scene.slug,
                tuple(run.name for run in scene.runs if run.name in self.runs),
                sum(map(len, self.speak.get(scene.slug, ()))),
                round(expected_seconds(scene) or USUAL_DURATION),
            )
            for scene in self.production.scenes
            if scene.slug in slugs
        )

    def only_gathered(self) -> Plan:
        """Return the plan without the scenes of which it is still not known what they say, and their join."""
        if not self.gather:
            return self
        known = tuple(scene for scene in self.production.scenes if scene.slug not in self.gather)
        scenes = {slug: why for slug, why in self.scenes.items() if slug not in self.gather}
        needed = {run.name for scene in known for run in scene.runs}
        runs = {name: why for name, why in self.runs.items() if name in needed}
        return Plan(replace(self.production, scenes=known), runs, scenes, [], speak=self.speak)


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
    drawn = [scene for scene in production.scenes if scene.slug in scenes]
    join = why_join(production, scenes)
    return with_voice(Plan(production, runs, scenes, join, why_deliver(production, join)), drawn)


def with_voice(plan: Plan, scenes: Sequence[Scene]) -> Plan:
    """Return a plan with what has to be gathered and spoken for some of its scenes.

    Raises
    ------
    LectureError
        If lecture.toml names no voice there is, or a take or a recording is damaged.
    """
    narrated = [scene for scene in scenes if scene.narrated]
    if not narrated or silent():
        return plan
    found = {scene.slug: (scene, gathered(scene)) for scene in narrated}
    gather = tuple(slug for slug, (_, narration) in found.items() if narration is None)
    lacking = {
        slug: missing(scene, narration.spoken) for slug, (scene, narration) in found.items() if narration
    }
    return replace(plan, gather=gather, speak={slug: these for slug, these in lacking.items() if these})


def silent() -> bool:
    """Return whether nobody speaks in this lecture."""
    from voice.settings import voice_settings

    return voice_settings().silent


def counted(sentences: int) -> str:
    """Return a number of sentences as the beginning of what they have."""
    return "1 sentence has" if sentences == 1 else f"{sentences} sentences have"


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


def why_deliver(production: Production, join: list[str]) -> dict[str, list[str]]:
    """Say of each page beside the film why it is made; those that are kept are left out."""
    if not production.layout.picture.playable:
        return {}
    if join:
        return {page.file: ["the film changes"] for page in PAGES}
    why = {page.file: product_out_of_date(production, page) for page in PAGES}
    return {file: reasons for file, reasons in why.items() if reasons}


def published(production: Production) -> list[Path]:
    """Return the files that belong to the scenes asked for and exist, the lecture's first."""
    layout = production.layout
    *beside, film = companions(layout)
    pages = [layout.folder / page.file for page in PAGES] if layout.picture.playable else []
    lecture = [film, *pages, *beside] if layout.picture.joinable else []
    scenes = [layout.film(shot.slug) for shot in production.chosen if read_receipt(layout, shot.slug)]
    return [path for path in [*lecture, *scenes] if path.exists()]

"""What one call has to do, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lecture.freshness.inputs import needs_of_shot, run_file
from lecture.freshness.receipts import known_duration, out_of_date, read_receipt
from lecture.freshness.sources import look_afresh
from lecture.joined.join_scenes import join_out_of_date
from lecture.request.layout import Layout
from lecture.request.shots import Shot, ShotList

#: Seconds a scene that was never drawn is taken to run, to order it among the others.
USUAL_DURATION = 60.0


@dataclass(frozen=True)
class Plan:
    """Reasons by step; a step without a reason does not run.

    Attributes
    ----------
    layout : Layout
        Project root and picture format.
    shots : ShotList
        The lecture.
    chosen : tuple of Shot
        The scenes asked for, in order.
    runs : dict
        Why each run is trained.
    scenes : dict
        Why each scene is drawn, by slug; up-to-date scenes are not in it.
    join : list of str
        Why the lecture is joined.
    """

    layout: Layout
    shots: ShotList
    chosen: tuple[Shot, ...]
    runs: dict[str, list[str]] = field(default_factory=dict)
    scenes: dict[str, list[str]] = field(default_factory=dict)
    join: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether everything asked for is there already."""
        return not (self.runs or self.scenes or self.join)

    def lines(self) -> list[str]:
        """Return one line a step: what would run, and why."""
        lines = [f"train  {run}: {'; '.join(why)}" for run, why in self.runs.items()]
        for shot in self.chosen:
            if shot.slug in self.scenes:
                lines.append(f"render {shot.slug}: {'; '.join(self.scenes[shot.slug])}")
            else:
                lines.append(f"keep   {shot.slug}")
        if self.layout.picture.joinable:
            lines.append(f"join   lecture: {'; '.join(self.join)}" if self.join else "keep   lecture")
        return lines

    def stale_runs(self, shot: Shot) -> list[str]:
        """Return the runs and sweeps a scene waits for."""
        return [run for run in needs_of_shot(self.layout, shot).cached if run in self.runs]

    def expected_seconds(self, slug: str) -> float:
        """Return a scene's running time in seconds, as last drawn or as scenes usually run."""
        return known_duration(self.layout, slug) or USUAL_DURATION


def why_train(run: str) -> list[str]:
    """Say why a run or sweep has to be trained; a cache file that is there but damaged is refused instead.

    Raises
    ------
    LectureError
        If the run is unknown or its cache file is not what the manifest describes.
    """
    path = run_file(run)
    if not path.exists():
        return [f"{path.name} is missing for today's recipe"]
    # SciPy comes with it: half of what a call without cached runs would take.
    from training.run.trajectory import load
    from training.sweep.sweep import LECTURE_SWEEPS, load_sweep

    if run in LECTURE_SWEEPS:
        load_sweep(run)
    else:
        load(run)
    return []


def make_plan(layout: Layout, shots: ShotList, chosen: tuple[Shot, ...], *, force: bool = False) -> Plan:
    """Compare what is published with what its inputs give.

    Parameters
    ----------
    layout : Layout
        Project root and picture format.
    shots : ShotList
        The lecture.
    chosen : tuple of Shot
        Scenes to publish and join.
    force : bool
        Draw every chosen scene again.

    Raises
    ------
    LectureError
        If a scene file, its declarations or a cached run cannot be used.
    """
    look_afresh()
    plan = Plan(layout, shots, chosen)
    for shot in chosen:
        for run in needs_of_shot(layout, shot).cached:
            if run not in plan.runs and (why := why_train(run)):
                plan.runs[run] = why
    for shot in chosen:
        reasons = ["asked for by --force"] if force else out_of_date(layout, shots, shot)
        waits = [f"run {run} is trained first" for run in plan.stale_runs(shot)]
        if reasons or waits:
            plan.scenes[shot.slug] = reasons or waits
    if layout.picture.joinable:
        if plan.scenes:
            plan.join.append("its scenes change")
        else:
            plan.join.extend(join_out_of_date(layout, shots, chosen))
    return plan


def published(layout: Layout, chosen: tuple[Shot, ...]) -> list[Path]:
    """Return the files that belong to the scenes asked for and exist, the lecture's first."""
    names = ["lecture.vtt", "lecture.srt", "poster.png"]
    lecture = [layout.lecture, *(layout.folder / name for name in names)] if layout.picture.joinable else []
    scenes = [layout.film(shot.slug) for shot in chosen if read_receipt(layout, shot.slug)]
    return [path for path in [*lecture, *scenes] if path.exists()]

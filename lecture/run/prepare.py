"""What comes before scenes are drawn: what they say is gathered, the voice installed where it is needed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import invalidate_caches

from rich.console import Console

from lecture.freshness.narration import Narration, gathered, narration_file
from lecture.freshness.production import Production, Scene, looked_up
from lecture.request.media_folder import claim, media_name
from lecture.request.picture import picture
from lecture.request.request import Request
from lecture.run.carry_out import Machine, gather
from lecture.run.needs import ensure_installed
from lecture.run.plan import Plan, counted, runs_to_train
from lecture.run.run_folder import remove_leftovers
from training import paths
from training.errors import LectureError
from voice.settings import VoiceSettings, voice_settings

#: The way out for who wants a film now, as the end of a refusal.
SILENTLY = 'or write name = "silent" under [voice] in the lecture file'


def gather_first(plan: Plan, machine: Machine, console: Console) -> tuple[Production, int]:
    """Find out what the scenes of a plan say, where that is not known; train what they wait for.

    Returns
    -------
    Production
        Looked up anew where anything was done.
    int
        0, or 1 when a scene failed.

    Raises
    ------
    LectureError
        If training cannot be installed, or Snakemake itself fails.
    """
    if not plan.gather:
        return plan.production, 0
    scenes = "1 scene" if len(plan.gather) == 1 else f"{len(plan.gather)} scenes"
    console.print(f"gathering what {scenes} will say", highlight=False)
    code = gather(plan, machine, console)
    return looked_up(plan.production.request), code


@dataclass(frozen=True)
class Gathered:
    """What the scenes of a lecture say.

    Attributes
    ----------
    production : Production
        The scenes asked for.
    scenes : tuple of (Scene, Narration)
        Those of them that say sentences, in the lecture's order.
    """

    production: Production
    scenes: tuple[tuple[Scene, Narration], ...]


def gather_scenes(names: Sequence[str], console: Console) -> Gathered | None:
    """Find out what scenes of the lecture say, whether or not their films are there.

    Parameters
    ----------
    names : sequence of str
        Slugs; none for all.
    console : Console
        Where progress is shown.

    Returns
    -------
    Gathered or None
        None when a scene failed; it was named then.

    Raises
    ------
    LectureError
        If the lecture file or a scene's source cannot be used.
    """
    media = media_name(paths.ROOT, paths.LECTURE_TOML)
    # What is said is the same in every picture format: the smallest is played fastest.
    asked = Request(paths.ROOT, paths.LECTURE_TOML, media, picture("l"), tuple(names))
    production = looked_up(asked)
    claim(paths.ROOT, media, paths.LECTURE_TOML)
    remove_leftovers(production.layout)
    narrated = [scene for scene in production.scenes if scene.narrated]
    unknown = [scene for scene in narrated if gathered(scene) is None]
    runs = runs_to_train({run.name: run for scene in unknown for run in scene.runs})
    if runs:
        ensure_installed("train")
    plan = Plan(production, runs, {}, [], gather=tuple(scene.slug for scene in unknown))
    production, code = gather_first(plan, Machine(os.cpu_count() or 1), console)
    found = tuple((scene, gathered(scene)) for scene in production.scenes if scene.narrated)
    for scene, narration in found:
        if narration is not None:
            # `python -m voice words` reads the latest of each scene; a committed one is no such file yet.
            production.layout.narration.mkdir(parents=True, exist_ok=True)
            narration.write(narration_file(scene), durable=False)
    known = tuple((scene, narration) for scene, narration in found if narration is not None)
    return None if code or len(known) < len(found) else Gathered(production, known)


def ensure_voice(plan: Plan, console: Console) -> None:
    """Install the voice, unless it is there or every sentence has its take.

    Raises
    ------
    LectureError
        If it is not installed afterwards; the way out is named.
    """
    if not plan.speak:
        return
    from voice.language.pronunciation import refuse_strange
    from voice.voices.registry import installed, needs

    settings = voice_settings()
    purpose = needs(settings)
    if purpose is None:
        refuse_absent(settings)
        return
    refuse_strange(settings.pronounce)
    if installed(settings):
        return
    lacking = sum(map(len, plan.speak.values()))
    console.print(f"{counted(lacking)} no take: installing the voice {settings.name}", highlight=False)
    try:
        ensure_installed(purpose)
    except LectureError as error:
        raise LectureError(f"{error.message}; {SILENTLY}") from error
    invalidate_caches()
    if not installed(settings):
        raise LectureError(
            f"the voice {settings.name} is not installed here; run: lecture/setup.sh {purpose}, {SILENTLY}"
        )


def refuse_absent(settings: VoiceSettings) -> None:
    """Refuse a voice that is somebody else's program or package and is not there, or cannot be made.

    Raises
    ------
    LectureError
        With what the voice says of it; the way out is named.
    """
    from voice.voices.registry import voice_of

    try:
        voice_of(settings)
    except LectureError as error:
        way_out = (
            SILENTLY if settings.service is None else SILENTLY.replace("under", "in place of service under")
        )
        raise LectureError(f"{error.message}; {way_out}") from error

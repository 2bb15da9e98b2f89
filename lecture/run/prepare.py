"""What comes before scenes are drawn: what they say is gathered, the voice installed where it is needed."""

from __future__ import annotations

from importlib import invalidate_caches

from rich.console import Console

from lecture.freshness.production import Production, looked_up
from lecture.run.carry_out import Machine, gather
from lecture.run.needs import ensure_installed
from lecture.run.plan import Plan
from training.errors import LectureError

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


def ensure_voice(plan: Plan, console: Console) -> None:
    """Install the voice, unless it is there or every sentence has its take.

    Raises
    ------
    LectureError
        If it is not installed afterwards; the way out is named.
    """
    if not plan.speak:
        return
    from voice.settings import voice_settings
    from voice.voices.registry import installed, needs

    settings = voice_settings()
    purpose = needs(settings)
    if purpose is None or installed(settings):
        return
    lacking = sum(map(len, plan.speak.values()))
    sentences = "1 sentence has" if lacking == 1 else f"{lacking} sentences have"
    console.print(f"{sentences} no take: installing the voice {settings.name}", highlight=False)
    try:
        ensure_installed(purpose)
    except LectureError as error:
        raise LectureError(f"{error.message}; {SILENTLY}") from error
    invalidate_caches()
    if not installed(settings):
        raise LectureError(
            f"the voice {settings.name} is not installed here; run: lecture/setup.sh {purpose}, {SILENTLY}"
        )

"""Animations in time with the words that are said meanwhile, frame by frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any, TypeAlias

from manim import Animation, Mobject
from manim.animation.animation import prepare_animation
from manim.mobject.mobject import _AnimationBuilder

from voice.language.sentences import sentences

#: What `Scene.play` takes: an animation, or ``mobject.animate`` with its methods.
Act: TypeAlias = Animation | _AnimationBuilder
#: Seconds by which a time is moved off the border between two frames: manim rounds a movement up and
#: stillness down.
_NUDGE = 1e-9
#: Share of a frame that rounding errors may add up to.
_SLACK = 1e-3


def frames_until(seconds: float, rate: float) -> int:
    """Return the least number of frames that lasts as long as some seconds; 0 when none are left."""
    return max(ceil(seconds * rate - _SLACK), 0)


def nearest_frames(seconds: float, rate: float) -> int:
    """Return the number of frames nearest to some seconds; 0 when none are left."""
    return max(round(seconds * rate), 0)


def moving(frames: int, rate: float) -> float:
    """Return the run time of a movement that is drawn in a number of frames."""
    return frames / rate - _NUDGE


def resting(frames: int, rate: float) -> float:
    """Return the duration of stillness that is drawn in a number of frames."""
    return frames / rate + _NUDGE


def groups(text: str, animations: Sequence[Act | Iterable[Act]]) -> list[list[Act]]:
    """Return the animations that are played together: those of a span, or all where none is marked.

    Raises
    ------
    ValueError
        When spans and animations are not of one number, or the text cannot be said.
    """
    spans = [span.text for sentence in sentences(text) for span in sentence.spans]
    each = [list(one) if isinstance(one, tuple | list) else [one] for one in animations]
    if not spans:
        together = [act for group in each for act in group]
        return [together] if together else []
    if len(spans) != len(each):
        marked = ", ".join(f"[{span}]" for span in spans)
        raise ValueError(
            f"{len(spans)} spans ({marked}) and {len(each)} animations, expected one animation, or one tuple "
            "of animations, for each span"
        )
    return each


def paced(
    group: Iterable[Act], options: Mapping[str, Any], words: float, room: float | None, rate: float
) -> list[Animation]:
    """Return animations to be played together while words are said; longer ones stay longer, if they may.

    Parameters
    ----------
    group
        At least one; each has its own run time, or the one in ``options``.
    options
        Attributes of all of them, as `Scene.play` takes them.
    words
        Seconds the words take: all together last as long at least.
    room
        Seconds until the next words: they last no longer; None where nothing follows.
    rate
        Frames a second.
    """
    acts = [_built(act) for act in group]
    for act in acts:
        for name, value in options.items():
            setattr(act, name, value)
    longest = max(float(act.run_time) for act in acts)
    frames = frames_until(max(longest, words), rate)
    if room is not None:
        frames = min(frames, nearest_frames(room, rate))
    seconds = moving(max(frames, 1), rate)
    for act in acts:
        act.run_time = seconds if longest == 0 else act.run_time * seconds / longest
    return acts


def _built(act: Act) -> Animation:
    """Build an animation of methods anew: its mobject may have moved since its target was made."""
    if isinstance(act, _AnimationBuilder) and act.overridden_animation is None:
        target: Mobject = act.mobject.generate_target()
        for called in act.methods:
            called.method.__func__(target, *called.args, **called.kwargs)
    return prepare_animation(act)

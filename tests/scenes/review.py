"""What a reviewer would mark on a still of any beat: small, cut, covered or pale text; a cluttered strip."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from manim import CairoRenderer, Mobject, Scene, Typst, VMobject, config

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.stage.clock import FilmClock
from scenes.kit.stage.ruler import EpochRuler
from scenes.kit.stage.stage import LectureScene
from tests.scenes.harness import Still, linear

LEAST_CAPITAL_PX = 24.0
PX_PER_UNIT = 1080 / theme.STAGE_HEIGHT
CAPITAL_PER_SIZE = 43.6 / 48
"""Height in px of a capital H at 1080p per unit of font size; measured by a test below."""
SEEN = 0.05
LEAST_CONTRAST = 4.5
WAITING = 0.4
"""Opacity up to which a text waits beside what is spoken of, and is not to be read now."""


@dataclass
class Findings:
    """Everything wrong in one scene, each with its beat."""

    lines: list[str] = field(default_factory=list)

    def note(self, beat: str, what: str) -> None:
        line = f"{beat}: {what}"
        if line not in self.lines:
            self.lines.append(line)


def opacity(mobject: Mobject) -> float:
    """Of the most opaque part."""
    return max(
        (
            float(max(part.get_fill_rgbas()[:, 3].max(), part.get_stroke_rgbas()[:, 3].max()))
            for part in mobject.family_members_with_points()
            if isinstance(part, VMobject)  # A ValueTracker carries its number in its points.
        ),
        default=0.0,
    )


def texts_of(mobject: Mobject) -> list[VMobject]:
    """Typeset texts and counters in a family that can be seen."""
    if isinstance(mobject, Typst | Counter):
        shown = len(mobject.family_members_with_points()) > 0 and opacity(mobject) > SEEN
        return [mobject] if shown else []
    return [text for child in mobject.submobjects for text in texts_of(child)]


def name_of(text: VMobject) -> str:
    return repr(text.typst_code) if isinstance(text, Typst) else f"counter {text.text!r}"


def capital_px(text: VMobject) -> float:
    """Height of a capital at 1080p as the text stands now."""
    if isinstance(text, Typst):
        return text.font_size * CAPITAL_PER_SIZE
    assert isinstance(text, Counter)
    as_made = Counter(text.value, text.decimals, suffix=text.suffix, size=text.size)
    return text.size * tall(text) / tall(as_made) * CAPITAL_PER_SIZE


def tall(text: Mobject) -> float:
    """Height of what is painted, in manim units."""
    _, _, bottom, top = box(text)
    return top - bottom


def box(text: Mobject) -> tuple[float, float, float, float]:
    """Left, right, bottom, top of what is painted."""
    points = np.concatenate([m.points for m in text.family_members_with_points() if len(m.points) > 4])
    return points[:, 0].min(), points[:, 0].max(), points[:, 1].min(), points[:, 1].max()


def check_size(scene: LectureScene, texts: list[VMobject], beat: str, found: Findings) -> None:
    for text in texts:
        if capital_px(text) < LEAST_CAPITAL_PX - 0.05:
            found.note(beat, f"{name_of(text)} has capitals of {capital_px(text):.1f} px")


def check_margin(scene: LectureScene, texts: list[VMobject], beat: str, found: Findings) -> None:
    slack = 0.02
    for text in texts:
        left, right, bottom, top = box(text)
        if (
            left < theme.LEFT_EDGE - slack
            or right > theme.RIGHT_EDGE + slack
            or top > theme.TOP_EDGE + slack
            or bottom < -theme.STAGE_HEIGHT / 2 + 0.05
        ):
            found.note(beat, f"{name_of(text)} leaves the safe area: {np.round(box(text), 2)}")


def check_overlap(scene: LectureScene, texts: list[VMobject], beat: str, found: Findings) -> None:
    slack = 0.015
    for (one, a), (other, b) in combinations([(text, box(text)) for text in texts], 2):
        apart = a[1] <= b[0] + slack or b[1] <= a[0] + slack or a[3] <= b[2] + slack or b[3] <= a[2] + slack
        if not apart:
            found.note(beat, f"{name_of(one)} lies over {name_of(other)}")


def check_strip(scene: LectureScene, texts: list[VMobject], beat: str, found: Findings) -> None:
    held = [part.ruler if isinstance(part, FilmClock) else part for part in vars(scene).values()]
    rulers = [part for part in held if isinstance(part, EpochRuler)]
    allowed = {id(part) for ruler in rulers for part in ruler.get_family()}
    for mobject in (part for top in scene.mobjects for part in top.family_members_with_points()):
        if id(mobject) in allowed or opacity(mobject) <= SEEN:
            continue
        if mobject.points[:, 1].min() < theme.STRIP_TOP - 0.02:
            found.note(
                beat, f"{type(mobject).__name__} reaches y {mobject.points[:, 1].min():.2f} in the strip"
            )


def check_contrast(scene: LectureScene, texts: list[VMobject], beat: str, found: Findings) -> None:
    """Text against the picture painted without any text, in the region of the text's own box."""
    glyphs = {id(part) for text in texts for part in text.family_members_with_points()}
    painted = [
        part for top in scene.mobjects for part in top.family_members_with_points() if id(part) not in glyphs
    ]
    scene.camera.reset()
    if painted:
        scene.camera.capture_mobjects(painted, include_submobjects=False)
    picture = scene.camera.pixel_array[:, :, :3] / 255
    light = np.where(picture <= 0.04045, picture / 12.92, ((picture + 0.055) / 1.055) ** 2.4) @ [
        0.2126,
        0.7152,
        0.0722,
    ]
    scale = config.pixel_height / theme.STAGE_HEIGHT
    for text in texts:
        left, right, bottom, top = box(text)
        rows = slice(
            max(int((theme.STAGE_HEIGHT / 2 - top) * scale), 0),
            int((theme.STAGE_HEIGHT / 2 - bottom) * scale) + 1,
        )
        columns = slice(
            max(int((left + theme.STAGE_WIDTH / 2) * scale), 0),
            int((right + theme.STAGE_WIDTH / 2) * scale) + 1,
        )
        behind = light[rows, columns]
        if not behind.size:
            continue
        part = max(text.family_members_with_points(), key=lambda m: m.get_fill_rgbas()[:, 3].max())
        alpha = float(part.get_fill_rgbas()[0, 3])
        if alpha <= WAITING:
            continue
        ink = float(linear(part.get_fill_color().to_hex()) @ [0.2126, 0.7152, 0.0722])
        # A thin line crossing a corner of the box is no harm: judge by the 90th percentile.
        ground = float(np.percentile(behind, 90))
        ink = alpha * ink + (1 - alpha) * ground
        ratio = (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
        if ratio < LEAST_CONTRAST:
            found.note(beat, f"{name_of(text)} has contrast {ratio:.1f} : 1")


CHECKS = (check_size, check_margin, check_overlap, check_strip, check_contrast)


def inspect(found: Findings) -> Still:
    def on_still(scene: LectureScene, beat: str, narration: str) -> None:
        texts = [text for top in scene.mobjects for text in texts_of(top)]
        for check in CHECKS:
            check(scene, texts, beat, found)

    return on_still


def caption_findings(scene: LectureScene) -> list[str]:
    cues = scene.timed_cues()
    wrong = []
    for cue, following in zip(cues, [*cues[1:], None], strict=True):
        lines, lasts = cue.text.split("\n"), cue.end - cue.start
        if len(lines) > 2 or max(map(len, lines)) > 42:
            wrong.append(f"{cue.text!r} is too large")
        if len(cue.text) > 20 * lasts + 0.01 or lasts < 1 - 1e-6:
            wrong.append(f"{cue.text!r} is shown for {lasts:.2f} s only")
        if following and cue.end > following.start + 1e-9:
            wrong.append(f"{cue.text!r} overlaps the next")
        if cue.end > scene.time + 1e-9:
            wrong.append(f"{cue.text!r} ends after the scene")
    return wrong


def looks(part: VMobject) -> tuple[np.ndarray, ...]:
    """What of a mobject is painted: its points, colours and stroke width; copies."""
    return (
        part.points.copy(),
        part.get_fill_rgbas().copy(),
        part.get_stroke_rgbas().copy(),
        np.array(part.get_stroke_width()),
    )


@contextmanager
def watched_background(complaints: list[str]) -> Iterator[None]:
    """Note what each play paints once as background; a line for all of it that changes under way.

    Played with animations skipped, a scene is looked at under way and at the end of each play, so that
    there and back is noticed too.
    """
    save, update = CairoRenderer.save_static_frame_data, Scene.update_to_time
    kept: list[tuple[VMobject, tuple[np.ndarray, ...]]] = []

    def save_and_keep(self: Any, scene: LectureScene, static_mobjects: Any) -> Any:
        family = (part for top in static_mobjects for part in top.get_family() if isinstance(part, VMobject))
        kept[:] = [(part, looks(part)) for part in family]
        return save(self, scene, static_mobjects)

    def update_and_compare(scene: LectureScene, t: float) -> None:
        for moment in (0.37 * t, t):
            update(scene, moment)
            beat = scene.beats[-1][0] if scene.beats else "before the first beat"
            changed = {
                type(part).__name__: None
                for part, before in kept
                if not all(map(np.array_equal, before, looks(part)))
            }
            lines = (f"{beat}: {name} is painted as background, but changes" for name in changed)
            complaints.extend(line for line in lines if line not in complaints)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CairoRenderer, "save_static_frame_data", save_and_keep)
        patch.setattr(Scene, "update_to_time", update_and_compare)
        yield

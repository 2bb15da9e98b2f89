"""What a reviewer would mark on a still of any beat: small, cut, covered or pale text; a cluttered strip."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pytest
from harness import linear, scene_class, shot_list
from manim import Mobject, Typst, VMobject, config

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.stage.clock import FilmClock
from scenes.kit.stage.ruler import EpochRuler
from scenes.kit.stage.stage import LectureScene

LEAST_CAPITAL_PX = 24.0
PX_PER_UNIT = 1080 / theme.STAGE_HEIGHT
CAPITAL_PER_SIZE = 43.6 / 48
"""Height in px of a capital H at 1080p per unit of font size; measured by a test below."""
SEEN = 0.05
LEAST_CONTRAST = 4.5


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
    anchor = text._anchor.points
    grown = np.linalg.norm(anchor[3] - anchor[0]) / 0.01
    return text.size * grown * CAPITAL_PER_SIZE


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
    for one, other in combinations(texts, 2):
        a, b = box(one), box(other)
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
        ink = float(linear(part.get_fill_color().to_hex()) @ [0.2126, 0.7152, 0.0722])
        # A thin line crossing a corner of the box is no harm: judge by the 90th percentile.
        ground = float(np.percentile(behind, 90))
        ink = alpha * ink + (1 - alpha) * ground
        ratio = (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
        if ratio < LEAST_CONTRAST:
            found.note(beat, f"{name_of(text)} has contrast {ratio:.1f} : 1")


CHECKS = (check_size, check_margin, check_overlap, check_strip, check_contrast)


def inspect(found: Findings):
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


@pytest.mark.parametrize(("module", "name"), shot_list(), ids=lambda value: value.split(".")[-1])
def test_every_still_of_the_lecture_would_pass_a_review(module, name, play_scene, frozen, lengths) -> None:
    found = Findings()
    scene = play_scene(scene_class(module, name), on_still=inspect(found))
    assert found.lines == []
    assert frozen == []
    assert caption_findings(scene) == []
    assert scene.narrations, "a scene explains itself"
    assert 30 <= scene.time <= 90, f"{name} lasts {scene.time:.0f} s"
    lengths[name] = scene.time


def test_the_lecture_lasts_eight_to_twelve_minutes(lengths) -> None:
    if len(lengths) < len(shot_list()):
        pytest.skip("only some scenes were played; run the whole file")
    assert 8 * 60 <= sum(lengths.values()) <= 12 * 60, lengths


@pytest.fixture(scope="module")
def lengths() -> dict[str, float]:
    """Seconds of each scene played so far."""
    return {}


def test_a_capital_is_as_high_as_the_table_says() -> None:
    from scenes.kit.drawing.text import words

    for size in (28, 48):
        assert words("H", size).height * PX_PER_UNIT == pytest.approx(size * CAPITAL_PER_SIZE, rel=0.01)
    assert theme.LABEL_SIZE * CAPITAL_PER_SIZE >= LEAST_CAPITAL_PX


class Clumsy(LectureScene):
    """The control: each of its faults must be found."""

    def construct(self) -> None:
        from manim import DOWN, RIGHT, Square

        from scenes.kit.drawing.text import words

        self.next_section("Faults")
        self.add(words("tiny", 12).shift(2 * RIGHT))
        self.add(words("one over"), words("another"))
        self.add(words("beyond the margin").shift(6 * RIGHT))
        self.add(words("sunken").shift(3.5 * DOWN))
        paper = Square(3, fill_color=theme.POSITIVE, fill_opacity=1).shift(4 * RIGHT + 1.5 * DOWN)
        self.add(paper, words("pale", colour=theme.INK).move_to(paper))
        self.wait(1)


def test_the_review_finds_every_fault_of_a_clumsy_scene(play_scene) -> None:
    found = Findings()
    play_scene(Clumsy, on_still=inspect(found))
    report = "\n".join(found.lines)
    for fault in ("capitals of 10", "lies over", "leaves the safe area", "in the strip", "contrast"):
        assert fault in report, fault


class Stuck(LectureScene):
    """The control: three things under the first moving mobject change, which nobody would see."""

    def construct(self) -> None:
        from manim import Circle, Square, Triangle, ValueTracker

        self.next_section("Stuck")
        moved, faded, swollen, over = Square(), Circle(), Triangle(), Square()
        share = ValueTracker(0.0)
        self.add(moved, faded, swollen, over)
        over.add_updater(lambda _: moved.set_x(share.get_value()))
        over.add_updater(lambda _: faded.set_stroke(opacity=1 - share.get_value()))
        over.add_updater(
            lambda _: swollen.set_stroke(width=4 + share.get_value() * (1 - share.get_value()))  # and back
        )
        self.play(share.animate.set_value(1.0))


def test_a_background_that_changes_is_noticed(play_scene, frozen) -> None:
    play_scene(Stuck)
    assert [line.split()[1] for line in frozen] == ["Square", "Circle", "Triangle"]

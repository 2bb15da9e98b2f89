"""What a listener would mark: speech over speech, captions off their words, pictures off theirs.

Times are computed anew from the letters, as the fake narrator says them; the pauses are written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from manim import Wait

from scenes.kit.stage.captions import Cue
from scenes.kit.stage.stage import LectureScene
from tests.scenes.fake_narrator import seconds_of, word_times

#: Seconds of silence after a sentence, and after one that asks.
PAUSE, QUESTION = 0.35, 2.0
#: Seconds by which a caption comes before its first word.
LEAD = 0.04
#: Seconds by which a movement may be off the word it illustrates, in a block.
OFF_WORD = 0.3
#: Rounding.
SLACK = 1e-6


@dataclass
class Line:
    """A call of ``say``: its text with brackets, how many animations, when they began and ended (seconds).

    Of a block of ``voiceover`` there are no animations; it is noted apart.
    """

    text: str
    animations: int
    played: list[tuple[float, float]] = field(default_factory=list)


@contextmanager
def watched_lines(lines: list[Line], blocks: list[Line] | None = None) -> Iterator[None]:
    """Note every call of ``say``, every other block of ``voiceover``, and what is played meanwhile."""
    say, voiceover, play = LectureScene.say, LectureScene.voiceover, LectureScene.play
    current: list[Line] = []

    @contextmanager
    def noted_voiceover(self: LectureScene, text: str, **more: Any) -> Iterator[Any]:
        alone = not current
        if alone:
            current.append(Line(text, 0))
            if blocks is not None:
                blocks.append(current[0])
        with voiceover(self, text, **more) as said:
            yield said
        if alone:
            current.clear()

    def noted_say(self: LectureScene, text: str, *animations: Any, **more: Any) -> None:
        lines.append(Line(text, len(animations)))
        current.append(lines[-1])
        say(self, text, *animations, **more)
        current.pop()

    def noted_play(self: LectureScene, *animations: Any, **more: Any) -> None:
        begin = float(self.time)
        play(self, *animations, **more)
        if current and not isinstance(animations[0], Wait):
            current[-1].played.append((begin, float(self.time)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LectureScene, "say", noted_say)
        patch.setattr(LectureScene, "voiceover", noted_voiceover)
        patch.setattr(LectureScene, "play", noted_play)
        yield


def speech_findings(spoken: Sequence[Mapping[str, Any]], scene_end: float) -> list[str]:
    """Return every sentence that is not over, its pause included, when the next begins or the scene ends."""
    wrong = []
    starts = [*(line["start"] for line in spoken[1:]), scene_end]
    for line, following in zip(spoken, starts, strict=True):
        text, said = line["sentence"], seconds_of(line["sentence"])
        if abs(line["seconds"] - said) > SLACK:
            wrong.append(f"{text!r} is noted with {line['seconds']:.2f} s, is said in {said:.2f} s")
        pause = QUESTION if text.endswith("?") else PAUSE
        if following < line["start"] + said + pause - SLACK:
            wrong.append(f"{text!r} runs into what follows at {following:.2f} s")
    return wrong


def caption_timing_findings(
    spoken: Sequence[Mapping[str, Any]], cues: Sequence[Cue], rate: float
) -> list[str]:
    """Return every caption that does not come with its first word, or loses one, or stands off the frames."""
    begins = [
        (word, line["start"] + begin)
        for line in spoken
        for word, (begin, _) in zip(line["sentence"].split(), word_times(line["sentence"]), strict=True)
    ]
    shown = [word for cue in cues for word in cue.text.split()]
    if shown != [word for word, _ in begins]:
        return ["captions and speech have other words"]
    wrong, passed, readable = [], 0, 0.0
    for cue in cues:
        word = begins[passed][1]
        passed += len(cue.text.split())
        late = cue.start - (word - LEAD)
        held_back = cue.start <= readable + 1 / rate + SLACK  # what stood before had to be read
        if late > SLACK and not held_back:
            wrong.append(f"{cue.text!r} comes {late:.3f} s late")
        if late < -1 / rate - SLACK:
            wrong.append(f"{cue.text!r} comes {-late:.3f} s early")
        if abs(cue.start * rate - round(cue.start * rate)) > 1e-6 * rate:
            wrong.append(f"{cue.text!r} comes between two frames")
        if "[" in cue.text or "]" in cue.text:
            wrong.append(f"{cue.text!r} shows brackets")
        readable = cue.start + max(len(cue.text) / 20, 1.0)
    return wrong


def line_findings(lines: Sequence[Line], spoken: Sequence[Mapping[str, Any]], rate: float) -> list[str]:
    """Return every marked span whose animation does not begin with it, is over before it or outlasts it."""
    wrong: list[str] = []
    frame = 1 / rate
    for line in lines:
        times = span_times(line.text, spoken)
        if not times or len(times) != line.animations or len(line.played) != line.animations:
            if times or len(line.played) > 1:
                wrong.append(f"{line.text!r}: {len(line.played)} plays for {len(times)} spans")
            continue
        for (begin, end), (began, ended) in zip(times, line.played, strict=True):
            if abs(began - begin) > frame:
                wrong.append(f"{line.text!r}: begins {began - begin:+.2f} s after its word")
            if ended < end - frame:
                wrong.append(f"{line.text!r}: is over {end - ended:.2f} s before its words")
        for (_, ended), (following, _) in zip(line.played, times[1:], strict=False):
            if ended > following + frame:
                wrong.append(f"{line.text!r}: runs {ended - following:.2f} s into the next span")
    return wrong


def block_findings(blocks: Sequence[Line], spoken: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return every marked span of a block with no movement that begins within `OFF_WORD` of it."""
    wrong = []
    for block in blocks:
        spans = re.findall(r"\[([^]]+)\]", block.text)
        for span, (begin, _) in zip(spans, span_times(block.text, spoken), strict=True):
            off = min((abs(began - begin) for began, _ in block.played), default=float("inf"))
            if off > OFF_WORD + SLACK:
                wrong.append(f"[{span}] in {block.text!r}: the nearest movement begins {off:.2f} s off")
    return wrong


def span_times(text: str, spoken: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    """Return when each bracketed span of a text is said, from the words before it in its sentence."""
    clean = re.sub(r"[][]", "", text)
    told = [line for line in spoken if line["sentence"] in clean]
    times = []
    for span in re.finditer(r"\[([^]]+)\]", text):
        place = len(re.sub(r"[][]", "", text[: span.start()]))
        for line in told:
            first = clean.index(line["sentence"])
            if first <= place < first + len(line["sentence"]):
                before = len(clean[first:place].split())
                words = word_times(line["sentence"])[before : before + len(span[1].split())]
                times.append((line["start"] + words[0][0], line["start"] + words[-1][1]))
                break
    return times

"""A lecture for browsers: two short scenes, one of them speaking; each frame shows its number in binary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from lecture.delivery.contents import Contents
from tests.lecture.spoken_project import BEEPS, SERVICE
from tests.lecture.tiny_project import Project, create

RATE = 15
#: Digits of a frame's number, the highest first; the last square is always white, the one before it black.
BITS = 8
#: A scene of sections by their frames: squares that tell the frame, a caption a section, or sentences.
COUNTING = """
import json
import os
from pathlib import Path

from manim import BLACK, WHITE, LEFT, RIGHT, Scene, Square, VGroup
from voice.narrator import Narrator


class Counting(Scene):
    before = 0
    lengths = ()
    says = ()

    def construct(self):
        narrator, name, rate = Narrator(), type(self).__name__, 15
        squares = VGroup(*(Square(0.9, stroke_width=0, fill_opacity=1) for _ in range(BITS + 2)))
        squares.arrange(RIGHT, buff=0.2)
        squares[-2].set_fill(BLACK)
        squares[-1].set_fill(WHITE)

        def tell(group, dt=0):
            number = self.before + round(self.renderer.time * rate)
            for bit in range(BITS):
                group[bit].set_fill(WHITE if number >> (BITS - 1 - bit) & 1 else BLACK)

        squares.add_updater(tell)
        self.add(squares)
        sections, captions, spoken = [], [], []
        for k, frames in enumerate(self.lengths):
            start, section = self.time, f"{name} {k + 1}"
            sections.append({"name": section, "start": start})
            text = self.says[k] if k < len(self.says) else f"Number {k + 1} of {name}."
            captions.append({"text": text, "start": start, "end": start + frames / rate - 0.05})
            if k < len(self.says):
                heard = narrator.heard(name, text)
                seconds, source = (heard.seconds, heard.source) if heard else (0.5, "")
                said = {"sentence": text, "section": section, "start": start}
                spoken.append({**said, "seconds": seconds, "source": source})
                writer = self.renderer.file_writer
                if heard and hasattr(writer, "lay"):
                    writer.lay(narrator.samples(source), start)
            self.wait(frames / rate)
        told = {"title": "", "sections": sections, "captions": captions, "spoken": spoken}
        Path(os.environ["LECTURE_CUES"]).write_text(json.dumps(told))
""".replace("BITS", str(BITS))
#: A sentence a section: 0.05 s a letter.
SAID = (
    "one two six",
    "red sky now",
    "ten big men",
    "you can fly",
    "all can see",
    "the sun set",
    "who ran off",
    "an end came",
)
#: Frames of the sections of each scene; those of `Spoken` first have room for its sentences.
SCENES = {"First": (6,) * 8, "Spoken": (9,) * len(SAID) + (6,) * 8}
ENDS = np.cumsum([length for lengths in SCENES.values() for length in lengths])
#: The frames at which sections begin, and the one after the last.
STARTS = (0, *map(int, ENDS))


@dataclass(frozen=True)
class Film:
    """A published lecture.

    Attributes
    ----------
    folder : Path
        With its film and pages.
    contents : Contents
        What its pages are told.
    """

    folder: Path
    contents: Contents

    @property
    def video(self) -> Path:
        return self.folder / "lecture.mp4"


def counted_film(shared: Path) -> Film:
    """Return the film of a folder that several processes share; the first of them makes it."""
    project = Project(shared / "counted" / "project")
    with FileLock(shared / "counted.lock"):
        if not (shared / "counted" / "made").exists():
            make(project.root)
            (shared / "counted" / "made").touch()
    page = (project.folder() / "lecture.html").read_text(encoding="utf-8")
    block = page.partition('id="data-contents">')[2].partition("</script>")[0]
    return Film(project.folder(), Contents.from_json(json.loads(block)))


def make(root: Path) -> None:
    """Make the lecture as anybody would: by the whole pipeline."""
    project = create(root)
    project.write("fakes/__init__.py", "")
    project.write("fakes/voice.py", SERVICE)
    project.write("scenes/counting.py", COUNTING)
    before = 0
    for name, lengths in SCENES.items():
        says = SAID if name == "Spoken" else ()
        project.write(
            f"scenes/{name.lower()}.py",
            "from scenes.counting import Counting\n\n\n"
            f"class {name}(Counting):\n    before = {before}\n"
            f"    lengths = {lengths!r}\n    says = {says!r}\n",
        )
        before += sum(lengths)
    shots = ((f"scenes/{name.lower()}.py", name) for name in SCENES)
    project.list_shots(*shots, title="Counted frames", more=f"[voice]\n{BEEPS}")
    project.made()


def number_in(picture: NDArray[np.uint8]) -> int:
    """Return the number that a picture of shape (height, width, channels) shows, -1 for none."""
    height, width = picture.shape[:2]
    # Squares of 0.9 stand 1.1 apart, in a picture 8 units high.
    places = [round(width / 2 + 1.1 * (k - (BITS + 1) / 2) * height / 8) for k in range(BITS + 2)]
    bright = [int(picture[height // 2, place, 0]) for place in places]
    if bright[-1] < 200 or bright[-2] > 50:
        return -1
    return sum((value > 128) << (BITS - 1 - k) for k, value in enumerate(bright[:BITS]))


def section_at(frame: int) -> int:
    """Return which section a frame is of, from 0."""
    return int(np.searchsorted(ENDS, frame, side="right"))


def frame_at(second: float) -> int:
    """Return the frame that a second of the film begins with."""
    return int(Fraction(second).limit_denominator(10_000) * RATE)

"""Contact sheets: one PNG a scene with a still per narration, its beat and caption beneath."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.console import Console

from lecture.request.layout import Layout
from lecture.request.media_folder import claim, media_name
from lecture.request.picture import picture
from lecture.request.shots import Shot, read_shot_list
from lecture.scene.job import DrawingJob, drawing_environment
from lecture.scene.stills import StillNote
from lecture.system.files import publish
from lecture.system.processes import STARTED_BY
from training import paths
from training.errors import LectureError

#: Stills in a row.
COLUMNS = 3
#: Pixels of a still on the sheet.
STILL_WIDTH, STILL_HEIGHT = 640, 360
#: Pixels above a caption: the line with time and beat.
LABEL_HEIGHT = 32
#: Pixels between stills, and around them.
GAP = 16
#: Pixels from a caption's line to the next.
LINE_SPACING = 4
#: RGB of the sheet, of captions and of time and beat: the film's own colours, a shade lighter.
PAPER, INK, MUTED = (22, 27, 34), (240, 242, 245), (167, 176, 188)

#: A picture and what stands beneath it.
Still = tuple[Image.Image, StillNote]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def make_storyboard(names: Sequence[str]) -> int:
    """Make the contact sheets of a lecture's scenes and name them.

    Parameters
    ----------
    names : sequence of str
        Slugs; none for all.

    Returns
    -------
    int
        0 when every sheet was made, 1 when a scene failed.
    """
    shots = read_shot_list(paths.LECTURE_TOML).named(names)
    media = media_name(paths.ROOT, paths.LECTURE_TOML)
    claim(paths.ROOT, media, paths.LECTURE_TOML)
    layout = Layout(paths.ROOT, picture("m"), media)
    layout.storyboard.mkdir(parents=True, exist_ok=True)
    console = Console()
    failed = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        outcomes = pool.map(lambda shot: attempt(layout, shot), shots)
        for shot, outcome in zip(shots, outcomes, strict=True):
            if isinstance(outcome, LectureError):
                failed += 1
                said = f"{shot.slug}: {outcome.message}"
                console.print(said, style="red", markup=False, highlight=False, soft_wrap=True)
            else:
                made = str(outcome.relative_to(paths.ROOT))
                console.print(made, markup=False, highlight=False, soft_wrap=True)
    return 1 if failed else 0


def attempt(layout: Layout, shot: Shot) -> Path | LectureError:
    """Return the sheet of a scene, or its failure, so that the other scenes go on."""
    try:
        return make_sheet(layout, shot)
    except LectureError as error:
        return error


def make_sheet(layout: Layout, shot: Shot) -> Path:
    """Play a scene with its animations skipped to their ends, and lay out the stills it leaves.

    Returns
    -------
    Path
        The sheet, published in one step.

    Raises
    ------
    LectureError
        If the scene fails; with the sentence it ended with.
    """
    with tempfile.TemporaryDirectory(prefix=f".{shot.slug}.", dir=layout.storyboard) as work:
        stills = stills_of(layout, shot, Path(work))
        captioned = [still for still in stills if still[1].caption]
        finished = Path(work) / "sheet.png"
        contact_sheet(captioned or stills, shot.slug).save(finished)
        target = layout.storyboard / f"{shot.slug}.png"
        publish(finished, target)
        return target


def stills_of(layout: Layout, shot: Shot, work: Path) -> list[Still]:
    """Return the stills of a scene, with their notes, in order.

    Raises
    ------
    LectureError
        If the scene fails.
    """
    job = DrawingJob(layout.root, layout.scene_path(shot), shot.name, work, layout.picture)
    job.write(job.path)
    folder = work / "stills"
    environment = drawing_environment(work, shot.activation, "some") | {"LECTURE_STILLS": str(folder)}
    environment[STARTED_BY] = str(os.getpid())
    # In this process's own group, so that Ctrl-C reaches the scenes too.
    done = subprocess.run(
        [sys.executable, "-m", "lecture.scene.stills", str(job.path), str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=layout.root,
        env=environment,
        check=False,
    )
    if done.returncode:
        said = last_sentence(done.stdout.decode(errors="replace"))
        raise LectureError(f"the scene failed ({said}); run: ./render.sh -ql {shot.slug}")
    notes = [StillNote.read(path) for path in sorted(folder.glob("*.json"))]
    pictures = [Image.open(path) for path in sorted(folder.glob("*.png"))]
    return list(zip(pictures, notes, strict=True))


def last_sentence(text: str) -> str:
    """Return what a process said last: of a traceback the error with its whole message."""
    lines = text.strip().splitlines()
    frames = [number for number, line in enumerate(lines) if line.startswith("  ")]
    if lines and "Traceback (most recent call last):" in lines and frames:
        return " ".join(lines[frames[-1] + 1 :]) or lines[-1].strip()
    return lines[-1].strip() if lines else "it said nothing"


def contact_sheet(stills: Sequence[Still], name: str) -> Image.Image:
    """Lay stills out in rows, each as high as its longest caption needs.

    Parameters
    ----------
    stills : list of (image, note)
        RGB pictures in the order of the scene.
    name : str
        Written at the top.

    Returns
    -------
    Image
        RGB.
    """
    heading, small = ImageFont.load_default(34), ImageFont.load_default(21)
    columns = min(COLUMNS, max(1, len(stills)))
    rows = [stills[first : first + columns] for first in range(0, len(stills), columns)]
    heights = [max(cell_height(note.caption, small) for _, note in row) for row in rows]
    size = columns * (STILL_WIDTH + GAP) + GAP, sum(heights) + len(rows) * GAP + 60 + GAP
    sheet = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.text((GAP, 12), name, INK, heading)
    top = 60 + GAP
    for row, height in zip(rows, heights, strict=True):
        for column, (still, note) in enumerate(row):
            left = GAP + column * (STILL_WIDTH + GAP)
            sheet.paste(still.convert("RGB").resize((STILL_WIDTH, STILL_HEIGHT)), (left, top))
            write_note(pen, (left, top + STILL_HEIGHT), note, small)
        top += height + GAP
    return sheet


def write_note(pen: ImageDraw.ImageDraw, corner: tuple[int, int], note: StillNote, font: Font) -> None:
    """Write time, beat and caption beneath a still whose lower left corner is given in pixels."""
    left, top = corner
    minutes, seconds = divmod(note.time, 60)
    pen.text((left, top + 6), f"{int(minutes)}:{seconds:04.1f}  {note.beat}", MUTED, font)
    caption = fold(note.caption, font, STILL_WIDTH)
    pen.multiline_text((left, top + LABEL_HEIGHT), caption, INK, font, spacing=LINE_SPACING)


def cell_height(caption: str, font: Font) -> int:
    """Return the pixels a still takes with its label and its whole caption."""
    pen = ImageDraw.Draw(Image.new("RGB", (1, 1)))
    folded = fold(caption, font, STILL_WIDTH)
    bottom = pen.multiline_textbbox((0, LABEL_HEIGHT), folded, font, spacing=LINE_SPACING)[3]
    return STILL_HEIGHT + max(LABEL_HEIGHT, int(bottom) + 1)


def fold(text: str, font: Font, width: int) -> str:
    """Return text in lines no wider than ``width`` pixels, where no word is wider."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)

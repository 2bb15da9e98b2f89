"""Contact sheets: one PNG a scene with a still per narration, its beat and caption beneath."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from rich.console import Console

from lecture.request.shots import Shot, read_shot_list
from training import paths
from training.errors import LectureError

COLUMNS = 3
STILL_WIDTH, STILL_HEIGHT = 640, 360
CAPTION_HEIGHT = 132
GAP = 16
PAPER, INK, MUTED = (22, 27, 34), (240, 242, 245), (167, 176, 188)


def main(words: list[str]) -> int:
    """Run ``./render.sh storyboard [--lecture FILE] [SCENE ...]``.

    Parameters
    ----------
    words : list of str
        Arguments after the word storyboard.

    Returns
    -------
    int
        0 when every sheet was made, 1 when a scene failed.
    """
    parser = argparse.ArgumentParser(prog="./render.sh storyboard", description=__doc__)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help="scenes of the shot list (default: all)")
    parser.add_argument("--lecture", metavar="FILE", help="another lecture file (default: lecture.toml)")
    given = parser.parse_args(words)
    source = Path(given.lecture).absolute() if given.lecture else paths.LECTURE_TOML
    os.environ["LECTURE_TOML"] = str(source)
    shots = read_shot_list(source).named(given.scenes)
    folder = paths.ROOT / "media" / "storyboard"
    folder.mkdir(parents=True, exist_ok=True)
    console = Console()
    failed = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for shot, outcome in zip(shots, pool.map(lambda shot: attempt(shot, folder), shots), strict=True):
            if isinstance(outcome, LectureError):
                failed += 1
                console.print(f"{shot.slug}: {outcome.message}", style="red", markup=False, soft_wrap=True)
            else:
                console.print(str(outcome.relative_to(paths.ROOT)), markup=False, highlight=False)
    return 1 if failed else 0


def attempt(shot: Shot, folder: Path) -> Path | LectureError:
    """Make one sheet; a failure is returned so that the other scenes go on."""
    try:
        return make_sheet(shot, folder)
    except LectureError as error:
        return error


def make_sheet(shot: Shot, folder: Path) -> Path:
    """Play a scene with its animations skipped to their ends, and lay out the stills it leaves.

    Parameters
    ----------
    shot : Shot
        The scene.
    folder : Path
        Where ``<slug>.png`` is published, in one step.

    Raises
    ------
    LectureError
        If the scene fails; with the last line it printed.
    """
    with tempfile.TemporaryDirectory(prefix=f".{shot.slug}.", dir=folder) as work:
        stills = Path(work) / "stills"
        command = [sys.executable, "-m", "manim", "-qm", "-s", "--media_dir", str(Path(work) / "media")]
        environment = {**os.environ, "LECTURE_STILLS": str(stills)}
        if shot.activation:
            environment["LECTURE_ACTIVATION"] = shot.activation
        # In this process's own group, so that Ctrl-C reaches the scenes too.
        process = subprocess.run(
            [*command, shot.file, shot.name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=paths.ROOT,
            env=environment,
            check=False,
        )
        if process.returncode:
            last = (process.stdout.decode(errors="replace").strip() or "it said nothing").splitlines()[-1]
            raise LectureError(f"scene {shot.slug} failed ({last.strip()}); run: ./render.sh -ql {shot.slug}")
        notes = [json.loads(path.read_text("utf-8")) for path in sorted(stills.glob("*.json"))]
        pictures = [Image.open(path) for path in sorted(stills.glob("*.png"))]
        shown = [pair for pair in zip(pictures, notes, strict=True) if pair[1]["caption"]]
        sheet = contact_sheet(shown or list(zip(pictures, notes, strict=True)), shot.slug)
        finished = Path(work) / "sheet.png"
        sheet.save(finished)
        target = folder / f"{shot.slug}.png"
        shutil.move(finished, target)
        return target


def contact_sheet(stills: Sequence[tuple[Image.Image, dict[str, Any]]], name: str) -> Image.Image:
    """Lay stills out in rows.

    Parameters
    ----------
    stills : list of (image, note)
        Notes have ``beat``, ``caption`` and ``time`` (seconds).
    name : str
        Written at the top.

    Returns
    -------
    Image
        RGB.
    """
    heading, small = ImageFont.load_default(34), ImageFont.load_default(21)
    cell_width, cell_height = STILL_WIDTH + GAP, STILL_HEIGHT + CAPTION_HEIGHT + GAP
    columns = min(COLUMNS, max(1, len(stills)))
    rows = -(-len(stills) // columns)
    sheet = Image.new("RGB", (columns * cell_width + GAP, rows * cell_height + GAP + 60), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.text((GAP, 12), name, INK, heading)
    for index, (picture, note) in enumerate(stills):
        left = GAP + index % columns * cell_width
        top = 60 + GAP + index // columns * cell_height
        sheet.paste(picture.convert("RGB").resize((STILL_WIDTH, STILL_HEIGHT)), (left, top))
        minutes, seconds = divmod(note["time"], 60)
        pen.text(
            (left, top + STILL_HEIGHT + 6), f"{int(minutes)}:{seconds:04.1f}  {note['beat']}", MUTED, small
        )
        wrapped = fold(note["caption"], small, STILL_WIDTH)
        pen.multiline_text((left, top + STILL_HEIGHT + 32), wrapped, INK, small, spacing=4)
    return sheet


def fold(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    """Break text into lines no wider than ``width`` pixels."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)

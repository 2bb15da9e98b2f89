"""The published scenes joined to one lecture, with captions, chapters and poster beside it."""

from __future__ import annotations

import os
import sys
from fractions import Fraction
from pathlib import Path

from film.subtitles import srt, vtt
from lecture.freshness.receipts import Receipt, read_receipt
from lecture.freshness.sources import source_files
from lecture.joined.lecture_receipt import LectureReceipt, read_lecture_receipt
from lecture.joined.mux import join
from lecture.joined.timeline import timeline
from lecture.request.layout import Layout
from lecture.request.request import Request
from lecture.request.shots import Shot, ShotList, read_shot_list
from lecture.request.steps import Status, run_step
from lecture.system.cues import Section
from lecture.system.files import (
    digest_of,
    digest_of_value,
    digest_or_absent,
    held,
    publish,
    remove,
    remove_temporaries,
)
from lecture.system.films import frame_at, pictures_of
from training.errors import LectureError
from training.recipe.lecture_file import hint
from voice.narrator import Narrator


def companions(layout: Layout) -> list[Path]:
    """Return every file the join publishes, the film last."""
    return [layout.folder / name for name in ("lecture.vtt", "lecture.srt", "poster.png")] + [layout.lecture]


def poster_of(shots: ShotList, chosen: tuple[Shot, ...]) -> str:
    """Return the scene the poster is taken from: the shot list's, or the first of those joined."""
    slugs = [shot.slug for shot in chosen]
    return shots.poster if shots.poster in slugs else slugs[0]


def poster_second(poster: Receipt, section: str | None) -> float:
    """Return when the poster is seen: in the middle of a section of its scene, or of the scene.

    Raises
    ------
    LectureError
        If the scene has no such section.
    """
    if section is None:
        return poster.duration / 2
    found = poster.cues.sections
    ends = [*(following.start for following in found[1:]), poster.duration]
    middles = {each.name: (each.start + end) / 2 for each, end in zip(found, ends, strict=False)}
    if section not in middles:
        raise LectureError(
            f"poster_section {section!r} is no section of {poster.scene}; {hint(section, list(middles))}"
        )
    return middles[section]


def section_of(shots: ShotList, chosen: tuple[Shot, ...]) -> str | None:
    """Return the section the poster is taken from, None where another scene has to give it."""
    return shots.poster_section if poster_of(shots, chosen) == shots.poster else None


def join_key(layout: Layout, shots: ShotList, chosen: tuple[Shot, ...], receipts: list[Receipt]) -> str:
    """Return the digest of everything the joined lecture depends on."""
    code = source_files(layout.root, layout.root / "lecture" / "joined" / "join_scenes.py")
    return digest_of_value(
        {
            "scenes": [[receipt.scene, receipt.sha256, receipt.cues.to_json()] for receipt in receipts],
            "title": shots.title,
            "poster": [poster_of(shots, chosen), section_of(shots, chosen)],
            "picture": layout.picture.to_json(),
            "code": [digest_of(path) for path in code],
        }
    )


def receipts_of(layout: Layout, chosen: tuple[Shot, ...]) -> list[Receipt]:
    """Return the receipts of scenes, each checked against its file.

    Raises
    ------
    LectureError
        If a scene is not published, or is not the file its receipt describes.
    """
    receipts = []
    for shot in chosen:
        receipt = read_receipt(layout, shot.slug)
        if receipt is None or digest_or_absent(layout.film(shot.slug)) != receipt.sha256:
            raise LectureError(f"scene {shot.slug} is not rendered; run: ./render.sh {shot.slug}", 1)
        receipts.append(receipt)
    return receipts


def join_out_of_date(layout: Layout, shots: ShotList, chosen: tuple[Shot, ...]) -> list[str]:
    """Say why the lecture has to be joined; nothing when it is what its scenes give."""
    kept = read_lecture_receipt(layout)
    if kept is None:
        return ["never joined"]
    for path in companions(layout):
        if digest_or_absent(path) != kept.files.get(path.name):
            return [f"{path.name} is not the file its receipt describes"]
    receipts = [read_receipt(layout, shot.slug) for shot in chosen]
    known = [receipt for receipt in receipts if receipt is not None]
    if len(known) < len(receipts) or kept.key != join_key(layout, shots, chosen, known):
        return ["its scenes, its title or its poster changed"]
    return []


def join_lecture(
    layout: Layout, shots: ShotList, chosen: tuple[Shot, ...], *, force: bool = False
) -> LectureReceipt:
    """Publish the joined lecture, unless it is already what its scenes give.

    Parameters
    ----------
    layout : Layout
        Project root and picture format.
    shots : ShotList
        The lecture.
    chosen : tuple of Shot
        Scenes to join, in order.
    force : bool
        Join although nothing changed.

    Returns
    -------
    LectureReceipt
        Of what is published.

    Raises
    ------
    LectureError
        If a scene is missing, the scenes do not fit together, or the result does not decode.
    """
    with held(layout.work / "locks" / f"lecture.{layout.picture.container}.lock"):
        remove_temporaries(layout.work, "join-")
        remove_temporaries(layout.folder, f".{layout.lecture_receipt.name}.")
        kept = None if force or join_out_of_date(layout, shots, chosen) else read_lecture_receipt(layout)
        if kept is not None:
            return kept
        fresh = layout.work / f"join-{os.getpid()}"
        remove(fresh)
        fresh.mkdir(parents=True)
        try:
            return publish_joined(layout, shots, chosen, fresh)
        finally:
            remove(fresh)


def publish_joined(layout: Layout, shots: ShotList, chosen: tuple[Shot, ...], fresh: Path) -> LectureReceipt:
    """Build every file of the lecture in a folder of its own, check and publish them; return the receipt."""
    receipts = receipts_of(layout, chosen)
    clock = timeline(receipts)
    film = fresh / layout.lecture.name
    scenes = [layout.film(shot.slug) for shot in chosen]
    spoken = [receipt.cues.spoken for receipt in receipts]
    join(scenes, clock, shots.title, film, spoken, Narrator().samples if any(spoken) else None)
    frames = sum(receipt.frames for receipt in receipts)
    refuse_other_pictures(film, scenes, frames, layout.picture.frame_rate)
    (fresh / "lecture.vtt").write_text(vtt(clock.captions), encoding="utf-8")
    (fresh / "lecture.srt").write_text(srt(clock.captions), encoding="utf-8")
    poster = next(receipt for receipt in receipts if receipt.scene == poster_of(shots, chosen))
    seen = poster_second(poster, section_of(shots, chosen))
    frame_at(layout.film(poster.scene), seen).save(fresh / "poster.png")
    if receipts_of(layout, chosen) != receipts:
        raise LectureError("a scene changed while the lecture was joined; run the same command again", 1)
    made = LectureReceipt(
        key=join_key(layout, shots, chosen, receipts),
        title=shots.title,
        duration=float(clock.duration),
        frames=frames,
        scenes=tuple(receipt.scene for receipt in receipts),
        chapters=tuple(Section(span.text, float(span.start)) for span in clock.chapters),
        sections=tuple(Section(span.text, float(span.start)) for span in clock.sections),
        files={path.name: digest_of(fresh / path.name) for path in companions(layout)},
    )
    for path in companions(layout):
        publish(fresh / path.name, path)
    made.write(layout.lecture_receipt)
    return made


def refuse_other_pictures(film: Path, scenes: list[Path], frames: int, frame_rate: int) -> None:
    """Refuse a joined film unless it holds the very pictures of its scenes, one each frame.

    Every frame of a scene was decoded before it was published; decoding them all again could find no more.

    Raises
    ------
    LectureError
        If a picture is missing, altered, or off the frame grid by more than a container's rounding.
    """
    joined = pictures_of(film)
    if joined.sha256 != pictures_of(*scenes).sha256 or len(joined.times) != frames:
        raise LectureError(
            f"joined are {len(joined.times)} pictures that are not its scenes' {frames}; "
            "run ./render.sh --force",
            1,
        )
    late = max(abs(time - Fraction(k, frame_rate)) for k, time in enumerate(joined.times))
    if late > Fraction(1, 1000):
        raise LectureError(f"a joined frame is {float(late):.3f} s off its time; run ./render.sh --force", 1)


def join_requested(request: Request, told: Status) -> None:
    """Join the scenes a request asks for; how far that is, is told by its end alone."""
    shots = read_shot_list(request.lecture)
    join_lecture(request.layout, shots, shots.named(request.chosen), force=request.force)


def main(words: list[str]) -> int:
    """Join the scenes of the request file that is the only word; return the exit code."""
    return run_step("lecture", Path(words[0]), join_requested)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

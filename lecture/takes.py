"""The command `./render.sh takes`: what is heard of every sentence, which recordings are heard nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lecture.freshness.heard import with_sources
from lecture.freshness.narration import commit, gathered
from lecture.freshness.production import Production, Scene
from lecture.freshness.receipts import read_receipt
from lecture.request.shots import read_shot_list
from lecture.run.prepare import gather_scenes
from training import paths
from training.errors import LectureError
from voice.narrator import Narrator
from voice.settings import voice_settings
from voice.shelf.recordings import Recordings, Row

#: States of a recording that nobody hears as it is.
LOOSE = ("must be recorded again", "unusable", "orphan")


def show_takes(names: Sequence[str], *, strict: bool) -> int:
    """Print how every sentence of some scenes stands.

    Parameters
    ----------
    names : sequence of str
        Slugs; none for all.
    strict : bool
        Whether a recording that is heard nowhere is an error.

    Returns
    -------
    int
        0, or 1 when a scene failed.

    Raises
    ------
    LectureError
        If there is such a recording and that is an error.
    """
    console = Console()
    shots = read_shot_list(paths.LECTURE_TOML)
    chosen = dict.fromkeys(shot.name for shot in shots.named(names))
    # Scenes of one class share a folder: what one of them does not say another may.
    found = gather_scenes([shot.slug for shot in shots.shots if shot.name in chosen], console)
    if found is None:
        return 1
    said: dict[str, list[str]] = {name: [] for name in chosen}
    for scene, narration in found.scenes:
        said[scene.shot.name] += [spoken.sentence for spoken in narration.spoken]
    rows = rows_of(said, elsewhere=not names)
    show(rows, console)
    if voice_settings().silent:
        console.print("nobody speaks: the voice of this lecture is silent", highlight=False)
    if strict:
        refuse_loose(rows)
    return 0


def keep_takes(names: Sequence[str]) -> int:
    """Make the takes of the default lecture the committed ones, and no others; say how many there are.

    Returns
    -------
    int
        0, or 1 when a scene failed.

    Raises
    ------
    LectureError
        If another lecture is asked for or not all of it, nobody speaks, or a sentence has no take yet.
    """
    default = paths.ROOT / "lecture.toml"
    if names or default != paths.LECTURE_TOML:
        raise LectureError(
            "--keep keeps the takes of the whole of lecture.toml; leave out what else is named"
        )
    narrator = Narrator()
    if narrator.settings.silent:
        raise LectureError("nobody speaks ([voice] name in lecture.toml), so there is no take to keep")
    found = gather_scenes((), Console())
    if found is None:
        return 1
    sentences = {said.sentence for _, narration in found.scenes for said in narration.spoken}
    if lacking := [sentence for sentence in sentences if narrator.take(sentence) is None]:
        raise LectureError(f"{len(lacking)} sentences have no take yet; make them first: ./render.sh -ql")
    gone = narrator.shelf.commit([narrator.key(sentence) for sentence in sentences])
    commit(
        paths.ROOT,
        [
            (scene, replace(told, spoken=tuple(now for _, now in with_sources(scene, told.spoken))))
            for scene, told in found.scenes
        ],
    )
    print(f"kept {len(sentences)} takes in voice/takes; {len(gone)} are gone from there")
    return 0


def rows_of(said: Mapping[str, Sequence[str]], *, elsewhere: bool) -> list[Row]:
    """Return how sentences stand, and the recordings that are none of them.

    Parameters
    ----------
    said : mapping
        All sentences of scenes, by their class's name.
    elsewhere : bool
        Whether recordings in folders of other scenes are told as well.

    Raises
    ------
    LectureError
        If a folder of recordings cannot be read, or a take is damaged.
    """
    recordings, narrator = Recordings(), Narrator()
    rows: list[Row] = []
    for name, sentences in said.items():
        rows += recordings.state_of(name, sentences, lambda sentence: narrator.take(sentence) is not None)
    return rows + [row for row in recordings.strays(said) if elsewhere and row.scene not in said]


def show(rows: Sequence[Row], console: Console) -> None:
    """Print rows as a table in a terminal or as plain lines in a pipe; then how many are of each state."""
    if console.is_terminal:
        table = Table("scene", "state", "recording", "sentence", box=None, pad_edge=False)
        for row in rows:
            table.add_row(*(escape(cell) for cell in cells(row)))
        console.print(table)
    else:
        for row in rows:
            console.print("  ".join(cells(row)), markup=False, highlight=False, soft_wrap=True)
    counted = Counter(row.state for row in rows)
    told = ", ".join(f"{state}: {number}" for state, number in counted.items()) or "nothing is said"
    console.print(told, markup=False, highlight=False, soft_wrap=True)


def cells(row: Row) -> tuple[str, str, str, str]:
    """Return scene, state, name of the recording, and the sentence with what else one should know."""
    return row.scene, row.state, row.id, row.sentence + (f" ({row.note})" if row.note else "")


def refuse_loose(rows: Sequence[Row]) -> None:
    """Refuse recordings that nobody hears as they are.

    Raises
    ------
    LectureError
        If there is one; the first is named.
    """
    loose = [row for row in rows if row.state in LOOSE]
    if loose:
        first = loose[0]
        more = f", and {len(loose) - 1} more" if len(loose) > 1 else ""
        raise LectureError(
            f"takes/{first.scene}/{first.id}: {first.state} ({first.note}){more}; record or remove what "
            "./render.sh takes lists"
        )


def refuse_loose_of(production: Production) -> None:
    """Refuse recordings of a lecture's scenes that nobody hears as they are.

    Parameters
    ----------
    production : Production
        Its scenes gathered, or published as they are now.

    Raises
    ------
    LectureError
        If there is one; the first is named.
    """
    if voice_settings().silent:
        return
    said: dict[str, list[str]] = {}
    for scene in production.scenes:
        said.setdefault(scene.shot.name, []).extend(sentences_of(scene))
    known = {scene.slug for scene in production.scenes}
    # Of a scene that is not asked for it is not known what it says.
    unknown = {shot.name for shot in production.shots.shots if shot.slug not in known}
    whole = production.shots.source == paths.ROOT / "lecture.toml" and not unknown
    rows = rows_of(said, elsewhere=whole)
    refuse_loose([row for row in rows if row.state != "orphan" or row.scene not in unknown])


def sentences_of(scene: Scene) -> list[str]:
    """Return what a scene says: as gathered, or as its published film does."""
    narration = gathered(scene) if scene.narrated else None
    if narration is not None:
        return [said.sentence for said in narration.spoken]
    receipt = read_receipt(scene.layout, scene.slug)
    return [said.sentence for said in receipt.cues.spoken] if receipt else []

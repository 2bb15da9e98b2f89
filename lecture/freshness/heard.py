"""What is heard of a scene's sentences: whether that changed, and whether it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lecture.freshness.production import Scene
from lecture.system.cues import Spoken

#: Characters of a sentence that a reason repeats.
REPEATED = 48


def voice_changes(scene: Scene, spoken: Iterable[Spoken]) -> list[str]:
    """Say in words what is heard otherwise than when a scene was drawn; nothing when all is the same.

    Parameters
    ----------
    scene : Scene
        The scene as it stands now.
    spoken : iterable of Spoken
        Its sentences as drawn, each with what was heard of it.

    Raises
    ------
    LectureError
        If lecture.toml names no voice there is, or a recording cannot be read.
    """
    changed = [drawn for drawn, now in with_sources(scene, spoken) if drawn.source != now.source]
    if not changed:
        return []
    more = f" and of {len(changed) - 1} more" if len(changed) > 1 else ""
    return [f"the voice of a sentence changed: {beginning(changed[0].sentence)}{more}"]


def with_sources(scene: Scene, spoken: Iterable[Spoken]) -> Iterator[tuple[Spoken, Spoken]]:
    """Yield sentences, each with itself as it would be heard now."""
    spoken = tuple(spoken)
    if not spoken:
        return
    # A lecture of plain manim scenes has no voice to ask.
    from voice.narrator import Narrator

    narrator = Narrator()
    for said in spoken:
        yield said, replace(said, source=narrator.source(scene.shot.name, said.sentence))


def missing(scene: Scene, spoken: Iterable[Spoken]) -> tuple[str, ...]:
    """Return the sentences of a scene that are to be heard and have no take, each once.

    Raises
    ------
    LectureError
        If lecture.toml names no voice there is, or a take or a recording is damaged.
    """
    from voice.narrator import Narrator

    narrator, name = Narrator(), scene.shot.name
    if narrator.settings.silent:
        return ()
    sentences = dict.fromkeys(said.sentence for said in spoken)
    return tuple(sentence for sentence in sentences if narrator.heard(name, sentence) is None)


def seconds_heard(scene: Scene, said: Spoken) -> float:
    """Return how long a sentence takes: as it is heard now, or as gathered while nothing is.

    Raises
    ------
    LectureError
        If lecture.toml names no voice there is, or a take or a recording is damaged.
    """
    from voice.narrator import Narrator

    heard = Narrator().heard(scene.shot.name, said.sentence)
    return said.seconds if heard is None else heard.seconds


def beginning(sentence: str) -> str:
    """Return a sentence in quotes, its end left out where it is long."""
    return f'"{sentence}"' if len(sentence) <= REPEATED else f'"{sentence[:REPEATED].rstrip()} ..."'

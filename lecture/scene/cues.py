"""When a scene's sections and captions come, in seconds from its start."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from lecture.system.cues import Caption, Cues
from lecture.system.files import read_json
from training.storage.messages import field_types


def cues_of(scene: Any) -> Cues:
    """Return a finished scene's title, sections and captions.

    A scene that writes its own cues to the file named by LECTURE_CUES has the last word, whatever else it
    writes there; of any other manim scene its ``title``, its sections and its subcaptions are taken.

    Parameters
    ----------
    scene : manim.Scene
        Drawn through a `MeteredWriter`.

    Raises
    ------
    LectureError
        If the file of a scene's own cues lacks one of the fields of `Cues`, or has it in another form.
    """
    told = os.environ.get("LECTURE_CUES")
    if told and Path(told).is_file():
        return own_cues(Path(told))
    title = getattr(type(scene), "title", "")
    captions = (
        Caption(line.content, line.start.total_seconds(), line.end.total_seconds())
        for line in scene.renderer.file_writer.subcaptions
    )
    writer = scene.renderer.file_writer
    return Cues(title if isinstance(title, str) else "", tuple(writer.began), tuple(captions))


def own_cues(path: Path) -> Cues:
    """Return the cues in a file that a scene has written itself; what else stands there is left aside."""
    told = read_json(path)
    if isinstance(told, dict):
        known = {name: value for name, value in told.items() if name in field_types(Cues)}
        told = {"spoken": [], "epochs": [], **known}
    return Cues.from_json(told, path.name)

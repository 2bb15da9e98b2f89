"""When a scene's sections and captions come, in seconds from its start."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def cues_of(scene: Any) -> dict[str, Any]:
    """Return a finished scene's title, sections and captions as plain values.

    A scene that writes its own cues to the file named by LECTURE_CUES has the last word; of any other manim
    scene its ``title``, its sections and its subcaptions are taken.

    Parameters
    ----------
    scene : manim.Scene
        Drawn through a `MeteredWriter`.
    """
    told = os.environ.get("LECTURE_CUES")
    if told and Path(told).is_file():
        return dict(json.loads(Path(told).read_text(encoding="utf-8")))
    title = getattr(type(scene), "title", "")
    captions = [
        {"text": line.content, "start": line.start.total_seconds(), "end": line.end.total_seconds()}
        for line in scene.renderer.file_writer.subcaptions
    ]
    return {
        "title": title if isinstance(title, str) else "",
        "sections": scene.renderer.file_writer.began,
        "captions": captions,
    }

"""When a scene's sections and captions come, in seconds from its start."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


class SceneCues:
    """Notes the times of a scene while it plays.

    A scene that writes its own cues to the file named by LECTURE_CUES has the last word; for any
    other manim scene its sections and subcaptions are taken.

    Parameters
    ----------
    scene : manim.Scene
        A scene that has not begun.
    """

    def __init__(self, scene: Any) -> None:
        self.scene = scene
        self.sections: list[dict[str, Any]] = []
        next_section = scene.renderer.file_writer.next_section

        def noted(name: str, *arguments: Any, **named: Any) -> None:
            self.sections.append({"name": name, "start": float(scene.renderer.time)})
            next_section(name, *arguments, **named)

        scene.renderer.file_writer.next_section = noted

    def as_json(self) -> dict[str, Any]:
        """Return sections and captions as plain values."""
        told = os.environ.get("LECTURE_CUES")
        if told and Path(told).is_file():
            return dict(json.loads(Path(told).read_text(encoding="utf-8")))
        captions = [
            {"text": line.content, "start": line.start.total_seconds(), "end": line.end.total_seconds()}
            for line in self.scene.renderer.file_writer.subcaptions
        ]
        return {"sections": self.sections, "captions": captions}

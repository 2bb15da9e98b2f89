"""The frame through which the stage is seen: its shape, stills of it, what it is drawn for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from manim import Scene, config

from scenes.kit import theme


def fit_stage_to_frame(scene: Scene) -> None:
    """Show the whole 16:9 stage in a frame of any shape, bars of background around it."""
    aspect = config.pixel_width / config.pixel_height
    height = max(theme.STAGE_HEIGHT, theme.STAGE_WIDTH / aspect)
    scene.camera.frame_height = height
    scene.camera.frame_width = height * aspect


def save_still(scene: Any, folder: Path, beat: str, text: str) -> None:
    """Save the stage as it stands now, with its beat and caption in a JSON beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    number = len(list(folder.glob("*.png"))) + 1
    scene.renderer.static_image = None
    scene.renderer.update_frame(scene)
    name = folder / f"{number:03}"
    scene.camera.get_image().convert("RGB").save(name.with_suffix(".png"))
    note = {"beat": beat, "caption": text, "time": float(np.round(scene.time, 3))}
    name.with_suffix(".json").write_text(json.dumps(note, ensure_ascii=False))


def is_filmed(scene: Any) -> bool:
    """Whether what plays next is drawn into a film that can have sound."""
    writer, begin = scene.renderer.file_writer, config.from_animation_number
    output = writer.output_spec
    skipped = scene.skip_animations or writer.sections[-1].skip_animations or scene.renderer.num_plays < begin
    return bool(output.is_video and not output.is_gif and not skipped)


def moves_by_itself(scene: Scene) -> bool:
    """Whether something changes with time alone, so that manim draws every frame of a wait."""
    family = scene.get_mobject_family_members()
    if scene.always_update_mobjects or scene.updaters:
        return True
    return any(mobject.has_time_based_updater() for mobject in family)

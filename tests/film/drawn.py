"""Small scenes drawn in this process, through our writer or through manim's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
from manim import CairoRenderer, Scene, tempconfig
from numpy.typing import NDArray

from film.renderer import FilmRenderer

SETTINGS = {
    "pixel_width": 320,
    "pixel_height": 180,
    "frame_rate": 15,
    "disable_caching": True,
    "progress_bar": "none",
    "verbosity": "ERROR",
}
OURS, MANIMS = FilmRenderer, CairoRenderer


def draw(scene: type[Scene], folder: Path, renderer: type[CairoRenderer] = OURS, **settings: Any) -> Path:
    """Draw a scene into a folder of its own; return the file it became."""
    with tempconfig(SETTINGS | {"media_dir": str(folder)} | settings):
        drawn = scene(renderer=renderer())
        drawn.render()
        return Path(drawn.renderer.file_writer.final_file_path)


def frames_of(film: Path, pixel_format: str = "rgba", codec: str | None = None) -> NDArray[np.uint8]:
    """Decode a film as its tags say: shape (frames, height, width, 4); `codec` in place of FFmpeg's own."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        decoder = av.CodecContext.create(codec, "r") if codec else stream.codec_context
        frames = [frame for packet in container.demux(stream) for frame in decoder.decode(packet)]
        return np.stack([frame.to_ndarray(format=pixel_format) for frame in frames])


def tags_of(film: Path) -> tuple[int, int, int, int]:
    """Return primaries, transfer, matrix and range a film says it has."""
    with av.open(str(film)) as container:
        context = container.streams.video[0].codec_context
        return (context.color_primaries, context.color_trc, context.colorspace, context.color_range)

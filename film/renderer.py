"""manim's Cairo renderer, writing through `FilmWriter` and lending each frame in place of copying it."""

from __future__ import annotations

from typing import Any

from manim import CairoRenderer

from film.colours import Pixels, premultiplied
from film.writer import FilmWriter


class FilmRenderer(CairoRenderer):
    """Draws as manim's renderer does.

    manim copies every frame for its encoder's thread; `FilmWriter` is done with the camera's pixels at once.

    Parameters
    ----------
    camera_class : callable
        Gives the camera.
    skip_animations : bool
        Play without pictures.
    """

    def __init__(self, camera_class: Any = None, skip_animations: bool = False) -> None:
        super().__init__(FilmWriter, camera_class, skip_animations)
        self._background: Pixels | None = None

    def update_frame(self, scene: Any, *arguments: Any, **named: Any) -> None:
        """Draw a frame; where the background is transparent, nothing of its colour shows through."""
        if self.camera.background is not self._background:
            self._background = self.camera.background = premultiplied(self.camera.background)
        super().update_frame(scene, *arguments, **named)

    def render(self, scene: Any, time: float, moving_mobjects: Any = None) -> None:
        """Draw one frame and hand it to the writer."""
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self.camera.pixel_array)

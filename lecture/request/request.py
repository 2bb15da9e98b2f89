"""What one call asks for, as every process it starts is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lecture.request.layout import Layout
from lecture.request.picture import Picture
from training.storage.messages import Message


@dataclass(frozen=True)
class Request(Message):
    """What one call asks for.

    Attributes
    ----------
    root : Path
        Project root.
    lecture : Path
        The lecture file.
    media : str
        Name of the lecture's folder under media/.
    picture : Picture
        Format of every scene.
    chosen : tuple of str
        Slugs of the scenes to publish and join, in the lecture's order.
    force : bool
        Make everything although nothing changed.
    """

    root: Path
    lecture: Path
    media: str
    picture: Picture
    chosen: tuple[str, ...]
    force: bool = False

    @property
    def layout(self) -> Layout:
        """Where its files lie."""
        return Layout(self.root, self.picture, self.media)

"""How the lecture is spoken: the table [voice] of lecture.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from training.recipe.lecture_file import lecture_file

#: The voice of a lecture that names none.
DEFAULT = "af_heart"
#: The voice that says nothing: scenes are paced by reading time.
SILENT = "silent"


@dataclass(frozen=True)
class VoiceSettings:
    """Which voice speaks, and how.

    Attributes
    ----------
    name : str
        A row of `voice.voices.registry`, or the path of a style table from the project root.
    service : str, optional
        ``package.module:Class`` of a speech service of manim-voiceover, in place of a voice of our own.
    options : mapping
        What the service is made with.
    speed : float
        1 as the voice speaks by itself, 2 twice as fast.
    pronounce : mapping
        Phonemes by word, in lower case.
    """

    name: str = DEFAULT
    service: str | None = None
    options: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    speed: float = 1.0
    pronounce: Mapping[str, str] = field(default_factory=dict)

    @property
    def silent(self) -> bool:
        """Whether nobody speaks."""
        return self.service is None and self.name == SILENT


def voice_settings() -> VoiceSettings:
    """Return what lecture.toml says under [voice]; without the table, the default voice.

    Raises
    ------
    LectureError
        When the file cannot be read or has a value that its key cannot have.
    """
    table = dict(lecture_file().get("voice", {}))
    table.pop("pause", None)
    table["pronounce"] = {word.lower(): said for word, said in table.get("pronounce", {}).items()}
    table["speed"] = float(table.get("speed", 1))
    return VoiceSettings(**table)

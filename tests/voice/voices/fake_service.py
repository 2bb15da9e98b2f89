"""Speech services for tests, of manim-voiceover's contract: made with options, asked for text, write a file."""

from __future__ import annotations

import json
import wave
from pathlib import Path
from typing import Any

import numpy as np

from tests.voice.fake_voice import CHARACTER, RATE, FakeVoice

#: Units of a service's times in a second.
TICKS = 10_000_000


class Base:
    """What services share: where they write, what they were made with.

    Parameters
    ----------
    global_speed : float
        Kept; that package applies it outside of what a voice calls.
    cache_dir : str, optional
        Where sound files go.
    transcription_model : str, optional
        Kept.
    """

    def __init__(
        self,
        global_speed: float = 1.0,
        cache_dir: str | None = None,
        transcription_model: str | None = "base",
        **kwargs: object,
    ) -> None:
        self.cache_dir = cache_dir
        self.transcription_model = transcription_model
        self.additional_kwargs = kwargs

    def written(self, text: str, cache_dir: str | None, *, channels: int = 1) -> dict[str, Any]:
        """Say a text with tones, into a WAV file; return what every service returns."""
        speech = FakeVoice(lead=0.2, trail=0.3).speak(text, {})
        folder = Path(str(self.cache_dir if cache_dir is None else cache_dir))
        name = f"{len(list(folder.iterdir()))}.wav"
        with wave.open(str(folder / name), "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(np.repeat(np.int16(speech.samples * 32767), channels).tobytes())
        return {"input_text": text, "original_audio": name}


class WithBoundaries(Base):
    """As Azure's service: each word's place and time, and each sign's."""

    def generate_from_text(
        self, text: str, cache_dir: str | None = None, path: str | None = None, **kwargs: object
    ) -> dict[str, Any]:
        """Return the sound's file and the words' boundaries, through JSON as from a cache."""
        found = self.written(text, cache_dir, channels=2)
        boundaries, place, time = [], 0, 0.2
        for word in text.split():
            for part, kind in ((word.rstrip(".,"), "Word"), (word[len(word.rstrip(".,")) :], "Punctuation")):
                if part:
                    boundaries.append({
                        "audio_offset": round(time * TICKS), "text_offset": place, "word_length": len(part),
                        "text": part, "boundary_type": kind, "duration_milliseconds": 0,
                    })  # fmt: skip
                place += len(part)
                time += len(part) * CHARACTER
            place += 1
            time += CHARACTER
        return dict(json.loads(json.dumps({**found, "word_boundaries": boundaries})))


class Transcribed(WithBoundaries):
    """As a transcription: words with a space before, places that do not hold, one word heard otherwise."""

    def generate_from_text(
        self, text: str, cache_dir: str | None = None, path: str | None = None, **kwargs: object
    ) -> dict[str, Any]:
        """Return boundaries as another recogniser has them."""
        found = super().generate_from_text(text, cache_dir)
        words = [one for one in found["word_boundaries"] if one["boundary_type"] == "Word"]
        for number, one in enumerate(words):
            one["text"] = " " + ("mumble" if number == 1 else one["text"].lower())
            one["text_offset"] += 3 * number
        return {**found, "word_boundaries": words}


class Without(Base):
    """As Google's service: no boundaries at all."""

    def generate_from_text(
        self, text: str, cache_dir: str | None = None, path: str | None = None, **kwargs: object
    ) -> dict[str, Any]:
        """Return the sound's file."""
        return self.written(text, cache_dir)


class Strict:
    """Is made with nothing but a voice's name, and fails."""

    def __init__(self, voice: str) -> None:
        if voice != "mine":
            raise ValueError(f"no voice {voice}\nand a second line")

    def generate_from_text(self, text: str, cache_dir: str | None = None) -> dict[str, Any]:
        """Leave, as a service does whose key is missing."""
        raise SystemExit


class Garbled(Base):
    """Writes a page of an error in place of a sound."""

    def generate_from_text(self, text: str, cache_dir: str | None = None) -> dict[str, Any]:
        """Return a file that is no sound."""
        Path(str(cache_dir), "error.mp3").write_text("<html>429</html>")
        return {"original_audio": "error.mp3"}


class NoService:
    """Has no such method."""

"""Speech services of manim-voiceover as voices: whatever a lecturer has installed and has an account for.

A service is a class that is made with options and `cache_dir`, and whose ``generate_from_text(text,
cache_dir=..., path=None)`` writes a sound file there and returns a dictionary: its name as `original_audio`
and, from some services, `word_boundaries`. That package is none of ours; no module of it is named here.
"""

from __future__ import annotations

import inspect
import re
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import av
import numpy as np

from training.errors import LectureError
from voice.sound.samples import Mono
from voice.voices.protocol import Speech
from voice.voices.sharing import shared_out

#: How a service is written: package.module:Class.
WRITTEN = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")
#: Units of a service's times in a second: 100 ns each.
TICKS = 10_000_000
#: Kinds of boundaries that are not the start of a word.
NO_WORD = frozenset({"punctuation", "sentence", "bookmark"})
#: How a refusal ends when a service's file is no sound.
AGAIN = "run the same command again, or name another format in [voice.options] of lecture.toml"
#: How a refusal ends that a lecturer meets while choosing.
EXAMPLE = 'write service = "manim_voiceover.services.gtts:GTTSService" under [voice] of lecture.toml'


class Service:
    """A voice of the protocol that asks a speech service.

    Parameters
    ----------
    name : str
        ``package.module:Class``.
    options : mapping
        What the class is made with.
    speed : float
        How many times as fast as the service speaks, at the same pitch.

    Raises
    ------
    LectureError
        If there is no such class, or it cannot be made with these options.
    """

    def __init__(self, name: str, options: Mapping[str, Any], speed: float = 1.0) -> None:
        self._name, self._speed = name, speed
        made = service_class(name)
        self._folder = tempfile.TemporaryDirectory(prefix="lecture-service-")
        # A transcription model is megabytes, and a question on the terminal; it is made when options ask.
        usual = _taken(made, {"cache_dir": self._folder.name, "transcription_model": None})
        try:
            self._service = made(**{**usual, **options})
        except (Exception, SystemExit) as error:
            raise LectureError(
                f"{name} cannot be made: {_told(error)}; correct [voice.options] of lecture.toml, or set the "
                "service up as its page says"
            ) from error

    def speak(self, text: str, pronounced: Mapping[str, str]) -> Speech:
        """Return a sentence spoken; phonemes are Kokoro's, so the service says words as it knows them.

        Raises
        ------
        LectureError
            If the service fails, or what it gives is no sound.
        """
        try:
            data = self._service.generate_from_text(text, cache_dir=self._folder.name)
        except (Exception, SystemExit) as error:
            raise LectureError(
                f"{self._name} could not say {text[:40]!r}: {_told(error)}; check the network and the "
                "account, then run the same command again",
                1,
            ) from error
        audio = data.get("original_audio") if isinstance(data, Mapping) else None
        if not isinstance(audio, str):
            raise LectureError(
                f"{self._name} gave no original_audio; it is no service of manim-voiceover 0.4", 1
            )
        samples, rate = decoded(Path(self._folder.name) / audio, self._speed)
        known = boundaries(text, data.get("word_boundaries") or (), self._speed)
        return Speech(samples, rate, shared_out(text, samples, rate, known))


def service_class(name: str) -> Any:
    """Return the class a service's name means.

    Raises
    ------
    LectureError
        If the name has another form, or its package, module or class is not there.
    """
    if not WRITTEN.fullmatch(name):
        raise LectureError(f"{name[:80]!r} is no service, package.module:Class is expected; {EXAMPLE}")
    module, _, class_name = name.partition(":")
    try:
        found = getattr(import_module(module), class_name, None)
    except (Exception, SystemExit) as error:
        package = module.partition(".")[0].replace("_", "-")
        raise LectureError(
            f"{module} cannot be imported: {_told(error)}; run: .venv/bin/python -m pip install {package}"
        ) from error
    if found is None or not callable(getattr(found, "generate_from_text", None)):
        what = "has no" if found is None else "has no speech service"
        raise LectureError(f"{module} {what} {class_name}; {EXAMPLE}")
    return found


def boundaries(text: str, given: Sequence[Mapping[str, Any]], speed: float = 1.0) -> list[tuple[int, float]]:
    """Return where in a text a service says it is, and when.

    Parameters
    ----------
    text : str
        What it was given.
    given : sequence of mapping
        With `audio_offset` in ticks and `text`; `text_offset` where it holds. Words that are not in the
        text, in this order, are passed over: a transcription spells some otherwise.
    speed : float
        How many times as fast the sound is played.

    Returns
    -------
    list of tuple
        Characters from the text's start, seconds from the sound's.
    """
    found, reached = [], 0
    for boundary in given:
        word, ticks = str(boundary.get("text") or "").strip(), boundary.get("audio_offset")
        if not word or ticks is None or str(boundary.get("boundary_type", "")).lower() in NO_WORD:
            continue
        told = boundary.get("text_offset")
        holds = isinstance(told, int) and told >= reached and text.startswith(word, told)
        place = told if holds else text.lower().find(word.lower(), reached)
        if place is None or place < 0:
            continue
        found.append((int(place), float(ticks) / TICKS / speed))
        reached = int(place) + len(word)
    return found


def decoded(path: Path, speed: float = 1.0) -> tuple[Mono, int]:
    """Return a sound file as one channel at its own rate.

    Parameters
    ----------
    path : Path
        Any file that has sound.
    speed : float
        How many times as fast, at the same pitch.

    Raises
    ------
    LectureError
        If it is missing or has no sound.
    """
    try:
        with av.open(str(path)) as file:
            if not file.streams.audio:
                raise LectureError(f"the service's {path.name} has no sound; {AGAIN}", 1)
            stream = file.streams.audio[0]
            rate = int(stream.rate)
            graph = av.filter.Graph()
            ends = (
                graph.add_abuffer(template=stream),
                *((graph.add("atempo", str(speed)),) if speed != 1 else ()),
                graph.add("aformat", f"sample_fmts=fltp:sample_rates={rate}"),
                graph.add("abuffersink"),
            )
            graph.link_nodes(*ends).configure()
            pieces: list[Mono] = []
            for frame in [*file.decode(stream), None]:
                graph.push(frame)
                pieces += _pulled(graph)
    except (av.FFmpegError, OSError) as error:
        raise LectureError(
            f"the service's {path.name} cannot be read: {_told(error)}; run it again", 1
        ) from None
    return np.concatenate([np.zeros(0, np.float32), *pieces]), rate


def _pulled(graph: Any) -> list[Mono]:
    """Return what has come out of a filter graph."""
    pieces = []
    while True:
        try:
            # FFmpeg's own way to one channel makes two equal ones louder.
            pieces.append(graph.pull().to_ndarray().mean(axis=0))
        except (av.BlockingIOError, av.EOFError):
            return pieces


def _taken(made: Any, keywords: Mapping[str, Any]) -> dict[str, Any]:
    """Return those keywords that a class can be made with."""
    parameters = inspect.signature(made).parameters
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        return dict(keywords)
    return {name: value for name, value in keywords.items() if name in parameters}


def _told(error: BaseException) -> str:
    """Return what an error says, in one short line; its kind where it says nothing."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:200]

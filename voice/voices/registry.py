"""The voices there are, by name; what each needs, and what of it shapes the sound."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from training import paths
from training.errors import LectureError
from training.naming import nearest
from voice.language.lexicon import PACKAGE, VERSION
from voice.language.lexicon import is_british as is_british_name
from voice.settings import DEFAULT, SILENT, VoiceSettings
from voice.voices.protocol import Voice

#: The set-up purpose of voices that run Kokoro's model.
PURPOSE = "voice"
#: The default's style table, committed; NOTICE says where it comes from.
AF_HEART = Path(__file__).resolve().parent / "styles" / "af_heart.bin"
#: Its digest.
AF_HEART_SHA256 = "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"


@dataclass(frozen=True)
class Row:
    """One voice.

    Attributes
    ----------
    made : callable
        Makes it, which may load a model.
    identity : callable
        What of it shapes the sound, as JSON values; found without loading anything.
    needs : str, optional
        The set-up purpose it needs.
    there : callable
        Whether what it needs is there.
    british : bool
        Whether it takes British pronunciations.
    """

    made: Callable[[VoiceSettings], Voice]
    identity: Callable[[VoiceSettings], dict[str, Any]]
    needs: str | None = None
    there: Callable[[VoiceSettings], bool] = lambda settings: True
    british: bool = False


def identity(settings: VoiceSettings) -> str:
    """Return everything of a voice that shapes its sound, apart from text and pronunciations.

    Neither model nor lexicon is loaded, nor need they be installed.

    Returns
    -------
    str
        JSON, its keys sorted; equal for equal voices on every machine.

    Raises
    ------
    LectureError
        If there is no such voice, or its style table is none.
    """
    return json.dumps(_row(settings).identity(settings), sort_keys=True, ensure_ascii=False)


def voice_of(settings: VoiceSettings) -> Voice:
    """Return the voice, ready to speak; this loads its model, if it has one.

    Raises
    ------
    LectureError
        If there is no such voice, something it needs is not installed or is damaged, or nobody is to speak.
    """
    return _row(settings).made(settings)


def needs(settings: VoiceSettings) -> str | None:
    """Return the set-up purpose a voice needs: requirements-PURPOSE.lock; None for none.

    Raises
    ------
    LectureError
        If there is no such voice.
    """
    return _row(settings).needs


def installed(settings: VoiceSettings) -> bool:
    """Return whether what a voice needs is there, without loading any of it.

    Raises
    ------
    LectureError
        If there is no such voice.
    """
    return _row(settings).there(settings)


def is_british(settings: VoiceSettings) -> bool:
    """Return whether a voice takes British pronunciations.

    Raises
    ------
    LectureError
        If there is no such voice.
    """
    return _row(settings).british


def _row(settings: VoiceSettings) -> Row:
    """Return the row of a voice that is registered, or one for a service or a style table."""
    if settings.service is not None:
        return SERVICE
    if settings.name in VOICES:
        return VOICES[settings.name]
    # No file's name has a NUL.
    path = paths.ROOT / settings.name.replace("\0", "")
    if path.suffix != AF_HEART.suffix and not path.is_file():
        close = nearest(settings.name, VOICES)
        hint = f"did you mean {close}? " if close else ""
        raise LectureError(
            f"[voice] name = {settings.name[:60]!r} of lecture.toml is no voice: {hint}valid: "
            f"{', '.join(VOICES)}, or the path of a style table (NAME.bin) from the project's folder"
        )
    return _speaker(path)


def _speaker(path: Path, sha256: str | None = None) -> Row:
    """Return the row of Kokoro with a style table, held to a digest where one is given."""
    british = is_british_name(path.name)

    def made(settings: VoiceSettings) -> Voice:
        from voice.language.lexicon import read_lexicon
        from voice.language.pronunciation import phonemes
        from voice.voices.kokoro import Kokoro, read_style
        from voice.voices.model import Model

        style = read_style(path, sha256)
        pronounce = partial(phonemes, lexicon=read_lexicon(british=british))
        return Kokoro(Model(), style, pronounce, settings.speed)

    def shaped(settings: VoiceSettings) -> dict[str, Any]:
        from voice.voices.kokoro import TIMING_VERSION
        from voice.voices.model import SHA256

        return {
            "model": SHA256, "style": sha256 or _digest(path), "lexicon": VERSION, "british": british,
            "timing": TIMING_VERSION, "speed": float(settings.speed),
        }  # fmt: skip

    return Row(made, shaped, PURPOSE, _kokoro_there, british)


def _kokoro_there(settings: VoiceSettings) -> bool:
    from voice.voices.model import ENGINE, PACKAGES

    return all(find_spec(package) is not None for package in (ENGINE, *PACKAGES, PACKAGE))


def _digest(path: Path) -> str:
    """Return the digest of a style table, which is read once as long as it stays the same file."""
    try:
        stamp = path.stat()
    except OSError:
        return _digest_of(path, 0, 0)
    return _digest_of(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache
def _digest_of(path: Path, changed: int, size: int) -> str:
    from voice.voices.kokoro import read_style

    return hashlib.sha256(read_style(path).tobytes()).hexdigest()


def _espeak(settings: VoiceSettings) -> Voice:
    from voice.voices.espeak import Espeak, absent

    if not _espeak_there(settings):
        raise absent()
    return Espeak(settings.speed)


def _espeak_identity(settings: VoiceSettings) -> dict[str, Any]:
    from voice.voices.espeak import LANGUAGE, PROGRAM

    return {"program": PROGRAM, "language": LANGUAGE, "speed": float(settings.speed)}


def _espeak_there(settings: VoiceSettings) -> bool:
    from voice.voices.espeak import PROGRAM

    return shutil.which(PROGRAM) is not None


def _nobody(settings: VoiceSettings) -> Voice:
    raise LectureError(
        f'nobody speaks: [voice] name = "{SILENT}" in lecture.toml; name {DEFAULT} or {ESPEAK}'
    )


def _service(settings: VoiceSettings) -> Voice:
    from voice.voices.service import Service

    return Service(str(settings.service), settings.options, settings.speed)


def _service_identity(settings: VoiceSettings) -> dict[str, Any]:
    return {
        "service": settings.service, "options": dict(settings.options), "speed": float(settings.speed)
    }  # fmt: skip


def _service_there(settings: VoiceSettings) -> bool:
    package = str(settings.service).partition(":")[0].partition(".")[0]
    return package.isidentifier() and find_spec(package) is not None


#: The voice of drafts.
ESPEAK = "espeak"
#: Every voice that lecture.toml may name without a path.
VOICES: dict[str, Row] = {
    DEFAULT: _speaker(AF_HEART, AF_HEART_SHA256),
    ESPEAK: Row(_espeak, _espeak_identity, there=_espeak_there),
    SILENT: Row(_nobody, lambda settings: {"silent": True}),
}
#: Any service of manim-voiceover.
SERVICE = Row(_service, _service_identity, there=_service_there)

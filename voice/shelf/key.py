"""The key of a take: a digest of everything that shapes its sound."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from voice.settings import VoiceSettings
from voice.sound.level import LEVEL
from voice.sound.trimming import TRIM_VERSION
from voice.voices.registry import identity

#: Hexadecimal digits of a key: no two of a million takes share one by chance.
DIGITS = 24


def take_key(settings: VoiceSettings, spoken_text: str, used: Mapping[str, str]) -> str:
    """Return the key of a take; neither a model nor a lexicon is needed for it.

    Parameters
    ----------
    settings : VoiceSettings
        Who speaks, and how fast.
    spoken_text : str
        As spelled out for the voice.
    used : mapping
        The pronunciations of the lecture that occur in the text.

    Raises
    ------
    LectureError
        If there is no such voice.
    """
    return key_of(
        {
            "voice": identity(settings),
            "text": spoken_text,
            "pronounced": dict(used),
            "speed": float(settings.speed),
            "trim": TRIM_VERSION,
            "level": LEVEL,
        }
    )


def key_of(value: object) -> str:
    """Return the digest of a JSON value as keys have it, the same for equal values."""
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]

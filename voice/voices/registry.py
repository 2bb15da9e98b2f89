"""The voices there are."""

from __future__ import annotations

from voice.settings import VoiceSettings


def installed(settings: VoiceSettings) -> bool:
    """Return whether a sentence can be spoken here and now."""
    return settings.silent

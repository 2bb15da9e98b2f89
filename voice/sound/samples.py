"""Samples as this room passes them around."""

from __future__ import annotations

from film.sound import RATE, Mono

__all__ = ["RATE", "Mono"]

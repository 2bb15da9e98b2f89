"""Samples: trimmed, levelled, coded."""

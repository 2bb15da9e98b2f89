"""Shapes, text, numbers and coordinate frames."""

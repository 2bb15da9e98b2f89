"""Where the data and what is said about it stand in the chapter that states the problem."""

from __future__ import annotations

from scenes.kit.drawing.viewport import square_viewport

LARGE = square_viewport((-3.35, 0.35), 4.9, -1.0, 1.0)
"""The input square while one picture of it has the left half of the stage."""
RIGHT_X = 3.55
"""Stage x of the middle of the right half, beside the large square, Manim units."""

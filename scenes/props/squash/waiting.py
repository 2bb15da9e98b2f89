"""What waits beside the one thing that is named: its lines dim, its texts leave, until it comes back."""

from __future__ import annotations

from manim import Animation, ApplyFunction, Restore, Typst, VMobject

from scenes.kit import theme


def animate_waiting(shape: VMobject) -> Animation:
    """Return the animation by which a picture steps back; :func:`animate_return` undoes it.

    Texts leave altogether: dimmed ones could not be read.
    """
    shape.save_state()
    return ApplyFunction(_waiting, shape)


def animate_return(shape: VMobject) -> Animation:
    """Return the animation by which a picture that waits comes back."""
    return Restore(shape)


def _waiting(shape: VMobject) -> VMobject:
    if isinstance(shape, Typst):
        return shape.set_opacity(0)
    shape.set_stroke(opacity=theme.DIMMED * shape.get_stroke_opacity(), family=False)
    shape.set_fill(opacity=theme.DIMMED * shape.get_fill_opacity(), family=False)
    for child in shape.submobjects:
        _waiting(child)
    return shape

"""The end of a scene: what the next one begins with stays, all else fades."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from manim import FadeOut, Mobject, Scene, VMobject

from scenes.kit import theme


def leave(scene: Scene, kept: Sequence[Mobject]) -> None:
    """Fade everything on the stage but what is kept, piece by piece where it is drawn.

    Parameters
    ----------
    scene
        Whose last act this is: nothing moves by itself afterwards.
    kept
        On the stage, at any depth.

    Raises
    ------
    ValueError
        When a kept one is not on the stage.
    """
    drawn = scene.get_mobject_family_members()
    for mobject in kept:
        if mobject not in drawn:
            raise ValueError(f"{type(mobject).__name__} is not on the stage; add it before handing it over")
    staying = {id(part) for mobject in kept for part in mobject.get_family()}
    for top in scene.mobjects:
        top.suspend_updating()
    pieces = [piece for top in scene.mobjects for piece in _apart(top, staying)]
    if fading := [piece for piece in pieces if piece.family_members_with_points()]:
        scene.play(*(FadeOut(piece) for piece in fading), run_time=theme.QUICK)
    scene.clear()
    scene.add(*sorted(kept, key=drawn.index))


def _apart(mobject: Mobject, staying: Iterable[int]) -> list[VMobject]:
    """Return the largest parts of a family that hold nothing of what stays."""
    if id(mobject) in staying:
        return []
    if any(id(part) in staying for part in mobject.get_family()):
        return [piece for child in mobject.submobjects for piece in _apart(child, staying)]
    return [mobject] if isinstance(mobject, VMobject) else []

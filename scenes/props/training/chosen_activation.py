"""Which activation a scene for any activation shows."""

from __future__ import annotations

import os

from training.errors import LectureError
from training.network.activations import activation_named
from training.recipe.lecture_file import lecture_file


def chosen_activation(scene: str) -> str:
    """Return the activation a scene is to show.

    The environment variable ``LECTURE_ACTIVATION`` names it, else the first row of lecture.toml for this
    scene that has an ``activation``.

    Parameters
    ----------
    scene
        Class name of the scene.

    Raises
    ------
    LectureError
        When neither names one, or the registry does not know it.
    """
    name = os.environ.get("LECTURE_ACTIVATION") or activation_in_shot_list(scene)
    if not name:
        raise LectureError(
            f"{scene} has no activation; expected one in LECTURE_ACTIVATION or lecture.toml; "
            f"type for instance: LECTURE_ACTIVATION=gelu manim -ql scenes/training_film.py {scene}"
        )
    return activation_named(name).name


def activation_in_shot_list(scene: str) -> str:
    """Return the activation of lecture.toml's first row that gives this scene one; empty when there is none.

    Raises
    ------
    LectureError
        When the file cannot be used.
    """
    rows = lecture_file().get("scene", [])
    named = [row["activation"] for row in rows if row.get("name") == scene and "activation" in row]
    return named[0] if named else ""

"""Every scene of a project drawn by plain manim in one process: what films are compared with."""

from __future__ import annotations

import sys
from pathlib import Path

from manim import config, tempconfig
from manim.utils.module_ops import scene_classes_from_file


def main(media: str, caching: bool, names: list[str]) -> None:
    """Draw scenes NAME of scenes/NAME.py at -ql into a media folder, with or without manim's own cache.

    A scene whose play manim's cache cannot hash is left without a film.
    """
    sys.path.insert(0, str(Path.cwd()))
    for name in names:
        path = Path("scenes", f"{name}.py").absolute()
        settings = {"quality": "low_quality", "media_dir": media, "disable_caching": not caching}
        with tempconfig({**settings, "progress_bar": "none", "verbosity": "ERROR"}):
            config.input_file = str(path)
            scene = next(
                found for found in scene_classes_from_file(path, full_list=True) if found.__name__ == name
            )
            try:
                scene().render()
            except TypeError as error:
                # Where manim cannot hash what a scene holds, its cache makes no film of it.
                if not caching or "is not a Python function" not in str(error):
                    raise


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] == "cached", sys.argv[3:])

"""How long a scene will run, told while it is drawn for the first time: the scene played without pictures."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from lecture.system.files import read_json, write_json
from lecture.system.processes import die_with_parent, kill, start

#: Seconds a scene is drawn before it is measured: most of a short one is over by then.
PATIENCE = 3.0


class Measurement:
    """Measures a scene of unknown length in a process of its own, beside the one that draws it.

    Parameters
    ----------
    media : Path
        The drawing's folder, with its job file; the measurement gets a folder in it.
    root : str
        Project root.
    environment : dict
        The drawing process's environment.
    needed : bool
        Whether the length is unknown.
    """

    def __init__(self, media: Path, root: str, environment: dict[str, str], *, needed: bool) -> None:
        files = (media / "job.json", media / "measured")
        self.command = [sys.executable, "-m", "lecture.scene.measuring", *map(str, files)]
        # The scene's own cues belong to the drawing.
        self.environment = {name: value for name, value in environment.items() if name != "LECTURE_CUES"}
        self.media = media
        self.root = root
        self.needed = needed
        self.began = time.monotonic()
        self.process: subprocess.Popen[bytes] | None = None

    def seconds(self) -> float | None:
        """Return the scene's length in seconds, once, when it is known; call now and then."""
        if not self.needed:
            return None
        if self.process is None and time.monotonic() - self.began >= PATIENCE:
            # What fails here fails in the drawing too, whose log says so.
            with (self.media / "measuring.log").open("wb") as log:
                self.process = start(self.command, log, self.root, self.environment, group=False)
        if self.process is None or self.process.poll() is None:
            return None
        self.needed = False
        found = read_json(self.media / "measured" / "length.json")
        return float(found["seconds"]) if found else None

    def __enter__(self) -> Measurement:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None:
            kill(self.process)


def measured(job: dict[str, Any], media: Path) -> float:
    """Play a scene with its animations skipped to their ends; return its length in seconds.

    Parameters
    ----------
    job : dict
        As the drawing process gets it.
    media : Path
        A folder for what manim writes on the way.
    """
    from manim import config, tempconfig

    from lecture.request.picture import Picture
    from lecture.scene.drawing import from_here, scene_class, settings

    quiet = {"format": "none", "verbosity": "ERROR"}
    with tempconfig(settings(Picture(**job["picture"]), media) | quiet):
        config.input_file = from_here(job["file"])
        config.scene_names = [job["scene"]]
        scene = scene_class(Path(job["file"]), job["scene"])(skip_animations=True)
        scene.render()
        return float(scene.renderer.time)


def main() -> int:
    """Measure the scene of the job file named first into the folder named second."""
    die_with_parent(signal.SIGKILL)
    media = Path(sys.argv[2])
    media.mkdir()
    write_json(media / "length.json", {"seconds": measured(read_json(Path(sys.argv[1])), media)})
    return 0


if __name__ == "__main__":
    sys.exit(main())

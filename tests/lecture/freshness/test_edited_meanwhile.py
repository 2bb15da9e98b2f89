"""Sources edited while a scene is drawn, and edited faster than Python's bytecode can tell."""

from __future__ import annotations

import importlib.util
import os
import py_compile
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from tests.lecture.tiny_project import Project, frames

#: A scene that says when it is being drawn, and waits until it is told to go on.
PAUSED = """
import os
import time
from pathlib import Path

from manim import Dot, Scene

from scenes.helper import X


class Two(Scene):
    def construct(self):
        drawn = Path(os.environ["DRAWN"])
        with drawn.open("a") as file:
            file.write(f"{X}\\n")
        while len(drawn.read_text().splitlines()) == 1 and not drawn.with_name("go").exists():
            time.sleep(0.05)
        self.add(Dot(radius=0.5).shift([X, 0, 0]))
        self.wait(0.2)
"""


def drawn_while(project: Project, meanwhile: tuple[str, ...]) -> list[str]:
    """Give the helper some texts while the scene is drawn; return what each drawing saw."""
    drawn = project.root / "media" / "drawn.log"
    drawn.parent.mkdir()
    with (project.root / "said").open("wb") as log:
        environment = project.environment(DRAWN=str(drawn))
        run = subprocess.Popen(
            project.command("Two"), cwd=project.root, env=environment, stdout=log, stderr=log
        )
        until = time.monotonic() + 60
        while not drawn.exists() or not drawn.read_text():
            assert run.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        for text in meanwhile:
            project.write("scenes/helper.py", text)
        drawn.with_name("go").touch()
        assert run.wait(120) == 0, (project.root / "said").read_text()
    return drawn.read_text().split()


@pytest.fixture
def paused(project: Project) -> Project:
    project.write("scenes/two.py", PAUSED)
    project.write("scenes/helper.py", "X = 1.0\n")
    return project


def middle(film: Path) -> float:
    """Where the dot is in the first frame, in pixels from the left."""
    light = frames(film)[0].max(axis=2) > 128
    return float(np.mean(np.nonzero(light)[1]))


def test_an_edit_during_the_drawing_is_drawn_before_anything_is_published(paused: Project) -> None:
    assert drawn_while(paused, ("X = 2.5\n",)) == ["1.0", "2.5"]
    assert middle(paused.film("Two")) == pytest.approx(854 * (0.5 + 2.5 * 9 / 128), abs=2)


def test_an_edit_taken_back_during_the_drawing_is_noticed(paused: Project) -> None:
    assert drawn_while(paused, ("X = 2.5\n", "X = 1.0\n")) == ["1.0", "1.0"]


def test_a_scene_left_alone_is_drawn_once(paused: Project) -> None:
    assert drawn_while(paused, ()) == ["1.0"]


def test_bytecode_of_the_same_second_is_not_believed(project: Project) -> None:
    """Python itself does believe it: same second, same size."""
    body = "from manim import Dot, Scene\nfrom scenes.helper import X\n\n\nclass Two(Scene):\n"
    project.write(
        "scenes/two.py",
        body + "    def construct(self):\n        self.add(Dot().shift([X, 0, 0]))\n        self.wait(0.2)\n",
    )
    helper = project.root / "scenes/helper.py"
    second = int(time.time()) - 100
    project.write("scenes/helper.py", "X = 1.0\n")
    os.utime(helper, (second, second + 0.2))
    compiled = py_compile.compile(str(helper), doraise=True)
    assert compiled == importlib.util.cache_from_source(str(helper))
    os.utime(compiled, (second, second + 0.5))
    project.write("scenes/helper.py", "X = 2.5\n")
    os.utime(helper, (second, second + 0.7))
    say = [*project.command()[:1], "-c", "from scenes.helper import X; print(X)"]
    stale = subprocess.run(
        say, cwd=project.root, env=project.environment(), capture_output=True, text=True, check=True
    )
    assert stale.stdout == "1.0\n", "the control"
    project.made("Two")
    assert middle(project.film("Two")) == pytest.approx(854 * (0.5 + 2.5 * 9 / 128), abs=2)

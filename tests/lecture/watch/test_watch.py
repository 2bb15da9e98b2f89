"""What is saved is drawn, no more; errors are told and forgotten; nothing is left behind."""

from __future__ import annotations

import os
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest

from benchmarks.watching import Watching, clips
from tests.lecture.spoken_project import give_voice, record
from tests.lecture.tiny_project import Project, create, frames

#: A scene of three sections, each in a function of its own; the middle one asks another file.
SCENE = """
from manim import Create, Scene, Square

from scenes.sizes import side


class Steps(Scene):
    def construct(self):
        self.appear()
        self.grow()
        self.rest()

    def appear(self):
        self.next_section("It appears")
        self.add_subcaption("Here it is.", duration=0.3)
        self.square = Square(1)
        self.play(Create(self.square), run_time=0.4)

    def grow(self):
        self.next_section("It grows")
        self.play(self.square.animate.scale(side()), run_time=0.2)

    def rest(self):
        self.next_section("It rests")
        self.wait(0.2)
"""
SIZES = "def side():\n    return 2\n\n\ndef unused():\n    return 1\n"


def watched(project: Project, *words: str) -> Watching:
    command = [word for word in project.command("watch", *words) if word != "-ql"]
    return Watching([*command, "--no-browser", "--port", "0"], project.root, project.environment())


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = create(tmp_path_factory.mktemp("watch") / "project")
    project.write("scenes/steps.py", SCENE)
    project.write("scenes/sizes.py", SIZES)
    project.list_shots(("scenes/steps.py", "Steps"))
    return project


@pytest.fixture(scope="module")
def watching(steps: Project) -> Iterator[Watching]:
    with watched(steps, "Steps") as started:
        yield started


def settled(shown: dict[str, Any]) -> bool:
    """Whether all sections are drawn and surveyed: what runs in which is known then."""
    sections = shown["scenes"][0]["sections"]
    return len(sections) == 3 and shown["surveyed"] == 1 and all(each["clip"] for each in sections)


def failure(shown: dict[str, Any]) -> Any:
    return shown["scenes"][0]["failure"]


def test_a_save_draws_the_sections_whose_code_changed(steps: Project, watching: Watching) -> None:
    steps.write("scenes/steps.py", SCENE)
    first = watching.until(settled)
    before = clips(first, "Steps")
    assert list(before) == ["It appears", "It grows", "It rests"]
    assert first["scenes"][0]["sections"][0]["captions"][0]["text"] == "Here it is."
    steps.write("scenes/sizes.py", SIZES.replace("2", "3"))
    after = clips(watching.until(lambda shown: settled(shown) and clips(shown, "Steps") != before), "Steps")
    assert {name for name in after if after[name] != before[name]} == {"It grows"}
    # The control: another section's code, and the picture of that one.
    steps.write("scenes/steps.py", SCENE.replace("Square(1)", "Square(2)"))
    shown = watching.until(lambda shown: settled(shown) and clips(shown, "Steps") != after)
    last = clips(shown, "Steps")
    assert {name for name in last if last[name] != after[name]} == {"It appears"}
    # What comes after it may look otherwise now, and is told so.
    assert [section["old"] for section in shown["scenes"][0]["sections"]] == [False, True, True]
    assert shown["shown"] == ["Steps", "It appears"]
    film = Path(steps.root / "clip.mp4")
    with urllib.request.urlopen(f"{watching.address}clips/{last['It appears']}") as answer:
        film.write_bytes(answer.read())
    assert frames(film).shape == (6, 480, 854, 3)


def test_an_error_is_told_with_its_place_until_it_is_mended(steps: Project, watching: Watching) -> None:
    steps.write("scenes/steps.py", SCENE.replace("scale(side())", "scal(side())"))
    told = failure(watching.until(failure))
    line = next(n for n, text in enumerate(SCENE.splitlines(), 1) if "scale(side())" in text)
    assert (told["file"], told["line"]) == ("scenes/steps.py", line)
    assert "scal" in told["message"]
    steps.write("scenes/steps.py", SCENE.replace("def grow(self):", "def grow(self:"))
    told = failure(watching.until(lambda shown: "Syntax" in (failure(shown) or {}).get("message", "")))
    assert (told["file"], told["line"]) == (
        "scenes/steps.py",
        next(n for n, text in enumerate(SCENE.splitlines(), 1) if "def grow" in text),
    )
    # An editor that puts a new file in the place of the old one.
    mended = steps.root / "scenes/.steps.py.swp"
    mended.write_text(SCENE)
    os.replace(mended, steps.root / "scenes/steps.py")
    watching.until(lambda shown: not failure(shown) and settled(shown))


def test_another_look_draws_all_sections(steps: Project, watching: Watching) -> None:
    before = clips(watching.until(settled), "Steps")
    steps.list_shots(("scenes/steps.py", "Steps"), more='[look]\nink = "#FFFFFF"')
    after = clips(watching.until(lambda shown: settled(shown) and clips(shown, "Steps") != before), "Steps")
    assert not set(after.values()) & set(before.values())


def test_of_all_scenes_the_one_that_is_saved_is_drawn(project: Project) -> None:
    give_voice(project, Says=("One sentence.",), Tells=("Another one.",))
    with watched(project) as started:
        known = started.until(lambda shown: shown["surveyed"] == 2)
        assert [set(clips(known, scene).values()) for scene in ("Says", "Tells")] == [{None}, {None}]
        # A recording is a change too.
        record(project, "Tells", "Another one.", 0.6)
        shown = started.until(lambda shown: any(clips(shown, "Tells").values()))
        assert set(clips(shown, "Says").values()) == {None}
        with av.open(f"{started.address}clips/{clips(shown, 'Tells')['all']}") as film:
            assert film.streams.video[0].frames == 9
        assert shown["scenes"][1]["sections"][0]["sentences"][0]["text"] == "Another one."


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_being_stopped_leaves_no_process_and_no_file(project: Project, number: signal.Signals) -> None:
    with watched(project, "One") as started:
        started.until(lambda shown: bool(shown["working"]))
        assert len(project.processes()) > 1
        assert any("run-" in name for name in project.leftovers())
        assert started.stop(number)[0] == 128 + number
    assert not project.processes()
    assert not project.leftovers()


def test_one_section_is_drawn_alone_and_a_wrong_one_is_refused(project: Project) -> None:
    with watched(project, "One:it rests") as started:
        shown = started.until(lambda shown: shown["surveyed"] == 1)
        assert clips(shown, "One")["a square appears"] is None
        assert clips(shown, "One")["it rests"]
    with watched(project, "One:It rest") as refused:
        said, _ = refused.process.communicate(timeout=60)
        assert refused.process.returncode == 2
        assert said.endswith("One has no section 'It rest'; did you mean it rests?\n")
    assert not project.leftovers()

"""A lecture that says something: what is gathered, spoken, drawn and joined, and what is left alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.lecture.run.faults import Fault, install, run_into
from tests.lecture.spoken_project import BEEPS, give_voice, record, spoken, spoken_scene
from tests.lecture.tiny_project import Project, create
from voice.shelf.wording import identifier

#: Where a process has written the second take it makes beside its name, and has not yet moved it there.
SECOND_TAKE = "lecture.scene.speaking rename media/voice/*.json, time 2"


#: Hides the engine of the default voice from a project's processes.
HIDDEN = """
import importlib.machinery as machinery

find = machinery.PathFinder.find_spec
machinery.PathFinder.find_spec = lambda name, *rest: None if name == "onnxruntime" else find(name, *rest)
"""


@dataclass(frozen=True)
class Resumed:
    """A project whose first run was struck while it spoke, after a second run.

    Attributes
    ----------
    project : Project
        Only to be looked at.
    printed : str
        What the first run said.
    halves : list of str
        Half-written files it left.
    spoken : tuple of list of str
        What was spoken in the first run, and in the second.
    """

    project: Project
    printed: str
    halves: list[str]
    spoken: tuple[list[str], list[str]]


@pytest.fixture(scope="module")
def resumed(tmp_path_factory: pytest.TempPathFactory) -> Resumed:
    """Two scenes that say four sentences, one of them recorded; at first a third that cannot be played."""
    made = create(tmp_path_factory.mktemp("spoken") / "project")
    says = {"One": ("Alpha is said.", "Beta is said."), "Two": ("Gamma is said.", "Recorded it is.")}
    give_voice(made, **says, Three=())
    made.write("scenes/three.py", "1 / 0\n" + spoken_scene("Three"))
    record(made, "Two", "Recorded it is.")
    install(made)
    printed = run_into(made, Fault(SECOND_TAKE))
    halves, first = made.leftovers(), spoken(made)
    (made.root / "sitecustomize.py").unlink()
    give_voice(made, **says)
    made.made()
    return Resumed(made, printed, halves, (first, spoken(made)))


@pytest.fixture
def project(resumed: Resumed, tmp_path: Path) -> Project:
    """A copy of it."""
    shutil.copytree(resumed.project.root, tmp_path / "project")
    return Project(tmp_path / "project")


def run(project: Project, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command that takes no picture format."""
    command = [sys.executable, "-m", "lecture", *words]
    return subprocess.run(
        command, cwd=project.root, env=project.environment(), capture_output=True, text=True, check=False
    )


def why(project: Project, *words: str) -> list[str]:
    """Return what would be done and why, but for the pages: those are made after every join."""
    return [
        line for line in project.made("--why", *words).splitlines() if not line.startswith(("keep", "make"))
    ]


def times(project: Project) -> dict[str, int]:
    """Return when each film was published."""
    films = [project.film("One"), project.film("Two"), project.folder() / "lecture.mp4"]
    return {film.stem: film.stat().st_mtime_ns for film in films}


def settings(project: Project, more: str) -> None:
    shots = (("scenes/one.py", "One"), ("scenes/two.py", "Two"))
    project.list_shots(*shots, more=more)


def test_a_call_that_was_struck_while_it_spoke_is_resumed_with_the_takes_that_lack(resumed: Resumed) -> None:
    assert "One was ended while speaking; run the same command again" in resumed.printed
    assert sorted(resumed.spoken[0]) == ["Alpha is said.", "Beta is said.", "Gamma is said."]
    assert resumed.spoken[1] == ["Beta is said."]
    assert any(name.startswith("voice/.") and name.endswith(".part") for name in resumed.halves), (
        "the control"
    )
    assert resumed.project.leftovers() == []


def test_a_scene_that_cannot_be_gathered_is_named_and_does_not_stop_the_others(resumed: Resumed) -> None:
    assert "Three failed; read media/lecture/480p15/logs/Three.log" in resumed.printed
    assert "ZeroDivisionError" in resumed.printed
    assert resumed.printed.index("ZeroDivisionError") < resumed.printed.index("speaking")


def test_one_edited_sentence_is_one_take_one_scene_and_one_join(project: Project) -> None:
    before = times(project)
    project.write("scenes/one.py", spoken_scene("One", "Alpha is said.", "Delta is said."))
    printed = project.made()
    assert spoken(project) == ["Delta is said."]
    after = times(project)
    assert {name for name in after if after[name] != before[name]} == {"One", "lecture"}
    assert "One  done" in printed
    assert "Two  kept" in printed
    assert [said["sentence"] for said in project.receipt("One")["cues"]["spoken"]] == [
        "Alpha is said.",
        "Delta is said.",
    ]
    assert project.leftovers() == []
    assert project.processes() == []
    # Another call finds nothing to do, nor to say; another size has its narration and its takes already.
    assert "nothing changed" in project.made()
    assert [line.split()[0] for line in why(project, "-qm")] == ["render", "render", "join"]
    assert spoken(project) == []


def test_what_is_heard_otherwise_draws_the_scenes_that_say_it_and_no_others(project: Project) -> None:
    assert why(project) == []
    settings(project, f'[voice]\n{BEEPS}\npronounce = {{beta = "bˈAtə"}}')
    changed = 'render One: the voice of a sentence changed: "Beta is said."'
    joined = "join   lecture: its scenes change"
    assert why(project) == ["speak  One: 1 sentence has no take", changed, joined]
    settings(project, f"[voice]\n{BEEPS}\nspeed = 1.5")
    assert [line.split(":")[0] for line in why(project)[:2]] == ["speak  One", "speak  Two"]
    assert 'of a sentence changed: "Alpha is said." and of 1 more' in why(project)[2]
    settings(project, f"[voice]\n{BEEPS}\npause = {{sentence = 1.0}}")
    assert len([line for line in why(project) if "lecture file's look changed" in line]) == 2
    settings(project, f"[voice]\n{BEEPS}")
    assert why(project) == []


def test_a_recording_that_is_new_changed_or_gone_draws_the_scene_that_says_it(project: Project) -> None:
    receipt = project.receipt("Two")
    file = f"takes/Two/{identifier('Recorded it is.')}.wav"
    assert receipt["cues"]["spoken"][1]["source"].startswith(f"recording {file} ")
    assert receipt["cues"]["spoken"][1]["seconds"] == pytest.approx(0.5, abs=0.05)
    assert not any(
        name.startswith(("takes/", "media/")) for name in (*receipt["inputs"], *receipt["observed"])
    )
    changed = 'render Two: the voice of a sentence changed: "Recorded it is."'
    record(project, "Two", "Recorded it is.", 0.6)
    assert why(project)[0] == changed
    (project.root / file).unlink()
    assert why(project)[:2] == ["speak  Two: 1 sentence has no take", changed]
    record(project, "Two", "Recorded it is.")
    record(project, "One", "Alpha is said.")
    assert why(project)[0] == 'render One: the voice of a sentence changed: "Alpha is said."'


def test_a_silent_lecture_neither_gathers_nor_speaks(project: Project) -> None:
    shutil.rmtree(project.root / "media" / "voice")
    settings(project, '[voice]\nname = "silent"')
    assert [line.split()[0] for line in why(project)] == ["render", "render", "join"]
    # The control: a voice has to know what is said.
    settings(project, '[voice]\nname = "espeak"')
    assert [line.split()[0] for line in why(project)] == ["gather", "gather", "render", "render", "join"]


def test_a_voice_that_cannot_be_installed_is_refused_with_the_way_out(project: Project) -> None:
    before = times(project)
    project.write("sitecustomize.py", HIDDEN)
    # Where every sentence has its take, no voice is needed.
    assert "nothing changed" in project.made()
    settings(project, '[voice.pronounce]\nalpha = "Alpha!"')
    strange = project.run()
    assert (strange.returncode, strange.stdout) == (2, "")
    assert "[voice.pronounce] alpha = 'Alpha!' has !" in strange.stderr
    settings(project, "")
    done = project.run()
    assert done.returncode == 2
    assert "3 sentences have no take: installing the voice af_heart" in done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert 'run: lecture/setup.sh voice, or write name = "silent" under [voice]' in done.stderr
    assert times(project) == before


def test_a_voice_of_others_that_is_not_there_is_refused_before_anything_is_drawn(project: Project) -> None:
    settings(project, '[voice]\nservice = "no_such_package.speech:Service"')
    done = project.run()
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "no_such_package.speech cannot be imported" in done.stderr
    way_out = 'or write name = "silent" in place of service under [voice] in the lecture file'
    assert done.stderr.endswith(f"{way_out}\n")


def test_the_script_and_the_table_of_takes_are_made_of_what_was_gathered(project: Project) -> None:
    assert run(project, "script").stdout.splitlines() == [
        "media/lecture/script.md",
        "media/lecture/script.pdf",
    ]
    script = (project.root / "media/lecture/script.md").read_text()
    shown = [line for line in script.splitlines() if line.endswith("said.") or line.endswith(" is.")]
    assert shown == ["Alpha is said.", "Beta is said.", "Gamma is said.", "Recorded it is."]
    assert f"`{identifier('Recorded it is.')}` 0.5 s" in script
    assert (project.root / "media/lecture/script.pdf").read_bytes().startswith(b"%PDF-")
    assert "recorded: 1" in run(project, "takes", "--strict").stdout
    record(project, "Two", "Nobody says this.")
    loose = run(project, "takes", "--strict")
    assert "Two  orphan" in loose.stdout
    for done in (loose, run(project, "-ql", "--strict")):
        assert done.returncode == 2
        assert "orphan" in done.stderr
    told = project.made()
    assert "takes/Two/nobody-says-this-" in told
    assert "nothing changed" in told

"""The whole pipeline on scenes of half a second: what is made, what is made again, what is refused."""

from __future__ import annotations

import resource
from pathlib import Path

import av
import pytest

from lecture.system.files import digest_of
from tests.lecture.tiny_project import CIRCLE, SQUARE, Project, Published, frames
from training.paths import ROOT


def test_a_lecture_is_its_scenes_end_to_end_with_chapters_captions_and_a_title(first_run: Published) -> None:
    project, printed = first_run.project, first_run.printed
    scenes = [project.film("One"), project.film("Two")]
    lecture = project.folder() / "lecture.mp4"
    joined = frames(lecture)
    parts = [frames(path) for path in scenes]
    assert [len(part) for part in parts] == [9, 9]
    assert (joined == [frame for part in parts for frame in part]).all()
    with av.open(str(lecture)) as film:
        assert film.metadata["title"] == "Tiny"
        chapters = [
            (chapter["metadata"]["title"], float(chapter["start"] * chapter["time_base"]))
            for chapter in film.chapters()
        ]
        assert [name for name, _ in chapters] == ["One", "Two"]
        assert [start for _, start in chapters] == pytest.approx([0.0, 9 / 15], abs=1e-3)
        assert film.duration / av.time_base == pytest.approx(18 / 15, abs=1e-3)
        times = [frame.time for frame in film.decode(video=0)]
        assert times == pytest.approx([number / 15 for number in range(18)], abs=1e-4)
    with av.open(str(lecture)) as film:
        subtitles = film.streams.subtitles[0]
        texts = [
            (float(packet.pts * packet.time_base), bytes(packet)[2:].decode())
            for packet in film.demux(subtitles)
            if packet.pts is not None and len(bytes(packet)) > 2
        ]
        assert [text for _, text in texts] == ["Here is a square.", "A circle."]
        assert [start for start, _ in texts] == pytest.approx([0.0, 9 / 15], abs=2e-3)
    assert "00:00:00.600 --> 00:00:01.200\nA circle." in (project.folder() / "lecture.vtt").read_text()
    assert "00:00:00,600 --> 00:00:01,200" in (project.folder() / "lecture.srt").read_text()
    assert (project.folder() / "poster.png").read_bytes().startswith(b"\x89PNG")
    for name in ("lecture.mp4", "lecture.vtt", "lecture.srt", "poster.png", "One.mp4", "Two.mp4"):
        assert name in printed
    for scene in ("One", "Two"):
        assert project.receipt(scene)["sha256"] == digest_of(project.film(scene))
        assert project.receipt(scene)["frames"] == 9
    assert project.leftovers() == []
    assert project.processes() == []


def test_only_what_changed_is_made_again(project: Project) -> None:
    project.write("scenes/shared.py", "SIDE = 2\n")
    project.write("scenes/two.py", "from scenes.shared import SIDE\n" + CIRCLE)
    project.write("data.txt", "1")
    project.write("scenes/one.py", SQUARE.replace("Create(", "open('data.txt').read() and Create("))
    project.made()

    def why() -> list[str]:
        told = project.made("--why").splitlines()
        return [line for line in told if not line.startswith(("keep", "make"))]

    assert why() == []
    idle = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "nothing changed" in project.made()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Of a core, whatever else the machine does; about 0.6 when nothing has to be done.
    assert used.ru_utime + used.ru_stime - idle.ru_utime - idle.ru_stime < 3.0

    for path in (project.root / "scenes").glob("*.py"):
        path.touch()
    (project.root / "lecture.toml").touch()
    assert why() == []

    project.list_shots(("scenes/one.py", "One"), ("scenes/two.py", "Two"), title="Another title")
    assert why() == ["join   lecture: its scenes, its title or its poster changed"]

    project.write("scenes/shared.py", "SIDE = 3\n")
    assert why()[0] == "render Two: scenes/shared.py changed"
    assert not any("One" in line for line in why())

    project.write("data.txt", "2")
    assert why()[0] == "render One: data.txt changed"

    before = digest_of(project.film("One")), project.film("One").stat().st_mtime_ns
    project.write("data.txt", "1")
    project.made()
    assert (digest_of(project.film("One")), project.film("One").stat().st_mtime_ns) == before
    assert why() == []

    for name in ("manim.cfg", "requirements-render.lock"):
        (project.root / name).write_text((project.root / name).read_text() + "\n# more\n")
        assert [f"render One: {name} changed", f"render Two: {name} changed"] == why()[:2]
        (project.root / name).write_text((project.root / name).read_text().removesuffix("\n# more\n"))
    project.list_shots(
        ("scenes/one.py", "One"),
        ("scenes/two.py", "Two"),
        title="Another title",
        more='[look]\nink = "#112233"',
    )
    assert len([line for line in why() if "look" in line]) == 2


def test_a_copy_of_a_published_project_is_published(published: Project) -> None:
    assert "nothing changed" in published.made()


@pytest.mark.parametrize("damage", ["missing", "truncated", "replaced"])
def test_a_published_file_that_was_damaged_is_made_again(published: Project, damage: str) -> None:
    project = published
    film = project.film("One")
    good = frames(film)
    if damage == "missing":
        film.unlink()
    elif damage == "truncated":
        film.write_bytes(film.read_bytes()[:1000])
    else:
        film.write_bytes((project.folder() / "lecture.mp4").read_bytes())
    assert f"render One: {film.name} is" in project.made("--why")
    project.made()
    assert (frames(film) == good).all()


def test_one_failed_scene_does_not_stop_the_others_and_is_named_with_its_log(published: Project) -> None:
    project = published
    before = digest_of(project.film("One")), digest_of(project.folder() / "lecture.mp4")
    project.write("scenes/one.py", SQUARE.replace("self.wait(0.2)", "raise ValueError('the chalk broke')"))
    project.write("scenes/two.py", CIRCLE.replace("run_time=0.6", "run_time=0.8"))
    done = project.run("--jobs", "1")
    assert done.returncode == 1
    assert "One failed; read media/lecture/480p15/logs/One.log" in done.stdout
    assert "ValueError: the chalk broke" in done.stdout
    assert "ValueError: the chalk broke" in (project.folder() / "logs/One.log").read_text()
    assert project.receipt("Two")["frames"] == 12
    assert (digest_of(project.film("One")), digest_of(project.folder() / "lecture.mp4")) == before
    assert project.leftovers() == []
    project.write("scenes/one.py", SQUARE)
    project.made()


def test_named_scenes_are_rendered_and_joined_alone(project: Project) -> None:
    printed = project.made("Two")
    assert "One" not in printed
    assert not project.film("One").exists()
    assert len(frames(project.folder() / "lecture.mp4")) == 9


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["Onne"], "did you mean One"),
        (["-qz"], "-qz does not exist"),
        (["--format", "avi"], "avi"),
        (["--jobs", "0"], "--jobs 0"),
        (["--jobs", "two"], "--jobs"),
        (["--cluster", "pbs"], "pbs"),
        (["--lecture", "nowhere.toml"], "nowhere.toml does not exist"),
        (["-r", "7"], "W,H"),
        (["--quite"], "--quite"),
    ],
)
def test_bad_input_gets_one_line_and_exit_code_2(project: Project, words: list[str], says: str) -> None:
    done = project.run(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (project.root / "media").exists()


def test_a_scene_that_is_not_in_its_file_is_refused_before_anything_runs(project: Project) -> None:
    project.list_shots(("scenes/one.py", "Onne"))
    done = project.run()
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean One?" in done.stderr
    project.list_shots(("scenes/none.py", "One"))
    done = project.run()
    assert done.returncode == 2
    assert "scenes/none.py does not exist" in done.stderr


def cached(project: Project) -> Path:
    """Put the lecture's own sigmoid run into the project, and a scene that reads it."""
    for name in ("sigmoid.npz", "manifest.json"):
        (project.root / "cache" / name).write_bytes((ROOT / "cache" / name).read_bytes())
    text = CIRCLE.replace("class Two(Scene):", "class Two(Scene):\n    runs = ('sigmoid',)\n")
    load = "        from training.run.trajectory import load\n        assert load('sigmoid').epochs == 150\n"
    project.write("scenes/two.py", text.replace("        self.play", load + "        self.play"))
    project.list_shots(("scenes/two.py", "Two"))
    return project.root / "cache" / "sigmoid.npz"


def test_a_damaged_run_is_refused_in_one_line_and_earlier_outputs_stay(project: Project) -> None:
    run = cached(project)
    project.made()
    before = digest_of(project.folder() / "lecture.mp4")
    run.write_bytes(run.read_bytes()[:-1000])
    done = project.run()
    assert done.returncode == 2
    assert "sigmoid.npz" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert digest_of(project.folder() / "lecture.mp4") == before


def test_a_missing_run_is_trained_before_the_scenes_that_read_it(project: Project) -> None:
    run = cached(project)
    run.unlink()
    (project.root / "cache" / "manifest.json").unlink()
    assert "train  sigmoid: sigmoid.npz is missing" in project.made("--why")
    project.made()
    assert run.exists()
    assert project.receipt("Two")["inputs"]["run sigmoid"] == digest_of(run)


def test_progress_in_a_pipe_is_plain_lines_that_name_scenes_and_frames(first_run: Published) -> None:
    printed = first_run.printed
    assert "\x1b" not in printed
    assert "One  done  9/9 frames" in printed
    assert "2/2 scenes (2 rendered, 0 kept)" in printed


def test_the_longest_scene_goes_first(project: Project) -> None:
    project.write("scenes/two.py", CIRCLE.replace("run_time=0.6", "run_time=2.0"))
    project.made()
    printed = project.made("--force", "--jobs", "1").splitlines()
    begun = [line.split()[0] for line in printed if "done" in line]
    assert begun == ["Two", "One"]


def test_help_explains_itself_with_a_bare_python(project: Project) -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "import sys; sys.path.insert(0, '.'); sys.argv = ['x', '--help']\n"
         "from lecture.cli import main; sys.exit(main())"],
        cwd=project.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for word in ("doctor", "--why", "--jobs", "--format", "-r W,H", "exit code"):
        assert word in done.stdout


def test_receipts_tell_what_a_scene_cost(first_run: Published) -> None:
    receipt = first_run.project.receipt("One")
    assert 0 < receipt["cpu_seconds"] < 60
    assert 20 < receipt["peak_megabytes"] < 2000

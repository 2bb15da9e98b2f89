"""Whatever ends a run and whenever, the next one succeeds unaided and nothing published is damaged."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from lecture.system.files import digest_of
from tests.lecture.run.faults import Fault, install, run_into, steps
from tests.lecture.tiny_project import CIRCLE, SQUARE, Project, Published, create, frames

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
#: The command, Snakemake, the scene's process, manim.
VICTIMS = ("-m lecture -ql", "snakemake_process", "lecture.scene.render_scene", "lecture.scene.drawing")
STATES = {"long": (SQUARE, CIRCLE), "short": (SQUARE.replace("0.4)", "0.2)"), CIRCLE)}
SHOTS = (("scenes/one.py", "One"), ("scenes/two.py", "Two"))
WHILE_DRAWN = "lecture.scene.drawing rename media/lecture/480p15/.work/draw-One.mp4-*/progress.json"

#: What a training run does that a kill could spoil; its manifest is written before the run and after it.
TRAINING = (
    "imports tensorflow",
    "rename cache/made.json",
    "rename cache/tanh-*.npz",
    "rename cache/made.json, time 2",
)

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


#: Seconds until all processes of a run must have ended: far more than it takes on an idle machine.
PATIENCE = 30.0


def put(project: Project, state: str) -> None:
    for name, text in zip(("one", "two"), STATES[state], strict=True):
        project.write(f"scenes/{name}.py", text)


def change(project: Project, state: str, number: int) -> None:
    """Give the first scene a square that no run before has drawn."""
    put(project, state)
    edit = f"Square(color=BLUE, side_length={1 + number / 100})"
    project.write("scenes/one.py", STATES[state][0].replace("Square(color=BLUE)", edit))


def pid_of(project: Project, part: str) -> int | None:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            where = os.readlink(process / "cwd")
        except OSError:
            continue
        if part in line and (where == str(project.root) or where.startswith(f"{project.root}/")):
            return int(process.name)
    return None


def quiet_within(project: Project, seconds: float) -> list[str]:
    """Return the processes that still live after some time; it ends early when none does."""
    until = time.monotonic() + seconds
    while project.processes() and time.monotonic() < until:
        time.sleep(0.05)
    return project.processes()


def shown(project: Project) -> dict[str, int]:
    """Return how many frames each published file decodes to; decoding a damaged one raises."""
    films = [project.film("One"), project.film("Two"), project.folder() / "lecture.mp4"]
    return {film.stem: len(frames(film)) for film in films}


#: Frames of each film in each state; a run that was killed leaves either.
WHOLE = {"long": {"One": 9, "Two": 9, "lecture": 18}, "short": {"One": 6, "Two": 9, "lecture": 15}}


def harm(project: Project, where: object) -> list[str]:
    """Return what a kill left wrong: live processes, a published file that is neither old nor new."""
    wrong = [f"{where}: still alive is {line}" for line in quiet_within(project, PATIENCE)]
    for name, count in shown(project).items():
        if count not in (WHOLE["long"][name], WHOLE["short"][name]):
            wrong.append(f"{where}: {name} has {count} frames")
    return wrong


def unmended(project: Project, where: object, state: str) -> list[str]:
    """Run once more; return what is not as it would be without the kill."""
    wrong = []
    done = project.run()
    if done.returncode != 0:
        return [f"{where}: the next run failed: {done.stdout}{done.stderr}"]
    if shown(project) != WHOLE[state]:
        wrong.append(f"{where}: the next run left {shown(project)}")
    for name in ("One", "Two"):
        if project.receipt(name)["sha256"] != digest_of(project.film(name)):
            wrong.append(f"{where}: the receipt of {name} is of another file")
    wrong += [f"{where}: left behind is {name}" for name in project.leftovers()]
    return wrong


@linux
@pytest.mark.slow
def test_a_kill_before_any_step_leaves_nothing_a_next_run_does_not_mend(
    published: Project,
) -> None:
    """Each run mends what the one before left as far as its own, later step, where it is killed in turn."""
    project = published
    install(project)
    put(project, "short")
    # What Snakemake keeps for itself lies in a folder that lives for one run.
    found = [step for step in steps(project) if "snakemake_process" not in step or "/done/" in step]
    # What is done to the pages comes in a test of its own, whose runs need not join.
    found = [step for step in found if ".html" not in step]
    publishing = [step for step in found if " rename " in step and "/.work/" not in step]
    names = ["One.mp4", "One.mp4.json", "lecture.vtt", "lecture.srt", "poster.png", "lecture.mp4"]
    assert [step.rpartition("/")[2] for step in publishing] == [*names, "lecture.mp4.json"]
    assert len(found) > 30, found
    wrong = []
    state = "short"
    for number, step in enumerate(found):
        fault = Fault(step)
        project.list_shots(*SHOTS, title=f"Take {number}")
        if not step.startswith("lecture.joined."):
            state = "long" if state == "short" else "short"
            change(project, state, number)
        run_into(project, fault)
        wrong += harm(project, fault)
        if step in publishing:
            wrong += unmended(project, fault, state)
    wrong += unmended(project, "after the last kill", state)
    assert wrong == []


def restyle(project: Project, number: int) -> str:
    """Let the page have a style that no run before has given it; return what tells it."""
    told = f"--number: {number};"
    project.write("lecture/delivery/web/page/style.css", f":root {{ {told} }}\n")
    return told


@linux
def test_a_kill_before_any_step_of_a_page_leaves_the_old_page_or_the_new_one(published: Project) -> None:
    project, page = published, published.folder() / "lecture.html"
    install(project)
    restyle(project, 0)
    # The deck is published as the page is, by the same lines.
    found = [step for step in steps(project) if ".html" in step]
    assert [step.rpartition("/")[2] for step in found if " rename " in step and "/.work/" not in step] == [
        "lecture.html",
        "lecture.html.json",
    ]
    for number, step in enumerate(found, 1):
        whole = page.read_text()
        told = restyle(project, number)
        run_into(project, Fault(step))
        assert page.read_text() == whole or told in page.read_text(), step
        assert page.read_text().endswith("</html>\n"), step
    assert unmended(project, "after the last kill", "long") == []
    assert told in page.read_text()


@linux
@pytest.mark.slow
def test_any_signal_to_any_process_while_a_scene_is_drawn_leaves_nothing_a_next_run_does_not_mend(
    published: Project,
) -> None:
    project = published
    install(project)
    faults = [Fault(WHILE_DRAWN, number, victim) for victim in VICTIMS for number in SIGNALS]
    wrong = []
    for number, fault in enumerate(faults):
        change(project, "short", number)
        run_into(project, fault)
        wrong += harm(project, fault)
    wrong += unmended(project, "after the last kill", "short")
    assert wrong == []


@linux
@pytest.mark.slow
def test_a_kill_while_a_run_is_trained_leaves_nothing_a_next_run_does_not_mend(project: Project) -> None:
    install(project)
    project.write(
        "scenes/two.py", CIRCLE.replace("class Two(Scene):", "class Two(Scene):\n    runs = ('tanh',)\n")
    )
    project.list_shots(*SHOTS, more="[recipe]\nepochs = 2\npoints = 40\n")
    for step, number in zip(TRAINING, SIGNALS, strict=True):
        fault = Fault(f"lecture.run.train_run {step}", number, VICTIMS[0])
        run_into(project, fault)
        assert quiet_within(project, PATIENCE) == [], fault
    project.made()
    assert shown(project) == WHOLE["long"]
    cached = sorted(path.name for path in (project.root / "cache").iterdir() if not path.name.startswith("."))
    assert [name.split("-")[0] for name in cached] == ["made.json", "tanh"], cached
    assert project.leftovers() == []


@linux
def test_a_fault_that_strikes_nowhere_is_noticed(project: Project) -> None:
    """The control: a kill that never happened would prove nothing."""
    install(project)
    with pytest.raises(AssertionError, match="the run never came there"):
        run_into(project, Fault(WHILE_DRAWN), "--why")


def test_a_kill_check_that_sees_damage_fails(published: Project) -> None:
    """The control: a truncated film, an orphan and a leftover are each noticed."""
    project = published
    film = project.film("One")
    film.write_bytes(film.read_bytes()[: len(film.read_bytes()) // 2])
    with pytest.raises((OSError, ValueError, IndexError)):
        shown(project)
    (project.folder() / ".work" / "draw-One.mp4-1").mkdir()
    assert len(project.leftovers()) == 1
    with subprocess.Popen(["sleep", "60"], cwd=project.root) as orphan:
        try:
            until = time.monotonic() + 5
            while project.processes() != ["sleep 60 "] and time.monotonic() < until:
                time.sleep(0.01)  # Between fork and exec it has no command line yet.
            assert project.processes() == ["sleep 60 "]
        finally:
            orphan.kill()


def test_ctrl_c_says_how_to_resume(project: Project) -> None:
    project.write("scenes/one.py", SQUARE.replace("self.wait(0.2)", "self.wait(600, frozen_frame=False)"))
    run = subprocess.Popen(
        project.command("One"), cwd=project.root, env=project.environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    while pid_of(project, "lecture.scene.drawing") is None:
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=PATIENCE)
    assert run.returncode == 130
    assert said == "stopped; finished scenes are kept, the same command resumes\n"
    assert quiet_within(project, PATIENCE) == []
    assert project.leftovers() == []


def test_three_runs_at_once_all_end_well(project: Project) -> None:
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: project.run(), range(3)))
    assert [run.returncode for run in done] == [0, 0, 0], [run.stdout + run.stderr for run in done]
    assert shown(project) == WHOLE["long"]
    assert project.leftovers() == []
    assert "nothing changed" in project.made()


TEN_TIMES = """
from pathlib import Path
from lecture.request.picture import picture
from lecture.request.request import Request
from lecture.request.steps import Status
from lecture.scene.render_scene import render
lecture = Path("lecture.toml").absolute()
request = Request(Path.cwd(), lecture, "lecture", picture("l"), ("One",), force=True)
for _ in range(10):
    print(render(request, "One", Status()).sha256)
"""


def test_ten_forced_renders_give_the_same_bytes(project: Project) -> None:
    script = SQUARE.replace("Square(color=BLUE)", "Square(color=BLUE).shift([random.random(), 0, 0])")
    project.write("scenes/one.py", "import random\n" + script)
    done = subprocess.run(
        [sys.executable, "-c", TEN_TIMES], cwd=project.root, env=project.environment(),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    digests = done.stdout.split()
    assert len(digests) == 10
    assert len(set(digests)) == 1


FULL_DISK = """
set -e
mount -t tmpfs -o size=$2k none media
cp -a "$1"/. media/
set +e
"$3" -m lecture -ql
code=$?
cp -a media/. after
exit $code
"""


def can_mount() -> bool:
    return shutil.which("unshare") is not None and (
        subprocess.run(
            ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], check=False, capture_output=True
        ).returncode
        == 0
    )


@pytest.mark.skipif(not can_mount(), reason="a small disk needs a mount namespace: run as root or allow them")
@pytest.mark.slow
def test_a_full_disk_at_many_sizes_leaves_earlier_outputs_intact(
    first_run: Published, tmp_path: Path
) -> None:
    """From no room at all to some of what a run needs, in fifteen steps; then with more than enough."""
    first = first_run.project
    before = {path: digest_of(path) for path in (first.film("One"), first.film("Two"), lecture_of(first))}
    base = first.root / "media"
    pages = sum(-(-path.stat().st_size // 4096) for path in base.rglob("*") if path.is_file())

    def attempt(step: int) -> tuple[Project, subprocess.CompletedProcess[str]]:
        project = create(tmp_path / f"disk{step}")
        put(project, "short")
        (project.root / "media").mkdir()
        (project.root / "after").mkdir()
        # The last has room for whatever a run makes.
        room = 4 * (pages + 1 + (2000 if step == 15 else 2 * step))
        done = subprocess.run(
            ["unshare", "-rm", "bash", "-c", FULL_DISK, "x", str(base), str(room), sys.executable],
            cwd=project.root, env=project.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        (project.root / "media").rmdir()
        (project.root / "after").rename(project.root / "media")
        return project, done

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, range(16)))
    failed = 0
    for project, done in outcomes:
        assert "Traceback" not in done.stderr, done.stderr
        shown(project)
        if done.returncode == 0:
            continue
        failed += 1
        assert done.returncode == 1
        now = {path: digest_of(project.root / path.relative_to(first.root)) for path in before}
        # What was finished before the disk was full may stand, with its own receipt.
        finished = {first.film("One"): project.receipt("One")["sha256"]}
        joined = json.loads(lecture_of(project).with_suffix(".mp4.json").read_text())
        finished[lecture_of(first)] = joined["files"]["lecture.mp4"]
        now |= {path: before[path] for path, digest in finished.items() if now[path] == digest}
        assert now == before, done.stdout + done.stderr
        assert project.leftovers() == []
    assert failed >= 8, [done.returncode for _, done in outcomes]
    assert outcomes[-1][1].returncode == 0, "the control: with room enough the same run succeeds"
    mended, _ = outcomes[0]
    mended.made()
    assert shown(mended) == {"One": 6, "Two": 9, "lecture": 15}


def lecture_of(project: Project) -> Path:
    return project.folder() / "lecture.mp4"


def test_frames_are_compared_by_what_they_show(published: Project) -> None:
    """The control of every comparison here: two states do differ."""
    long = frames(published.film("One"))
    put(published, "short")
    published.made("One")
    assert not np.array_equal(long[:6], frames(published.film("One")))

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lecture.system import processes
from training.paths import ROOT


def gone(pid: int, within: float = 5.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


CHILD = (
    "import time\nfrom lecture.system.processes import die_with_parent\n{call}\n"
    "print('up', flush=True)\ntime.sleep(60)"
)
PARENT = (
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', sys.argv[1]], stdout=subprocess.PIPE)\n"
    "child.stdout.readline()\nprint(child.pid, flush=True)\ntime.sleep(60)\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(("call", "dies"), [("die_with_parent()", True), ("pass", False)])
def test_a_child_ends_when_its_parent_is_killed_and_only_because_it_asked(call: str, dies: bool) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, CHILD.format(call=call)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    try:
        assert gone(child, 5.0 if dies else 0.5) is dies
    finally:
        if not dies:
            os.kill(child, signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread looks twice a second")
@pytest.mark.parametrize("told", [True, False])
def test_a_child_whose_parent_died_before_it_could_look_ends_only_because_it_was_told(told: bool) -> None:
    with subprocess.Popen(["true"]) as gone_already:
        gone_already.wait()
    environment = {**os.environ, **({processes.STARTED_BY: str(gone_already.pid)} if told else {})}
    code = CHILD.format(call="die_with_parent()").replace("time.sleep(60)", "")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == ((-signal.SIGTERM, b"") if told else (0, b"up\n"))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_is_started_is_told_by_whom_and_tells_nobody_else(tmp_path: Path) -> None:
    say = "print(os.environ.get(processes.STARTED_BY))\n"
    code = f"import os\nfrom lecture.system import processes\n{say}processes.die_with_parent()\n{say}"
    with (tmp_path / "log").open("wb") as log:
        processes.start([sys.executable, "-c", code], log, str(ROOT), dict(os.environ)).wait()
    assert (tmp_path / "log").read_text().split() == [str(os.getpid()), "None"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_ending_a_group_ends_a_grandchild_that_ignores_being_asked(tmp_path: Path) -> None:
    script = "trap '' TERM; (trap '' TERM; echo $BASHPID > pid; exec sleep 60) & wait"
    with (tmp_path / "log").open("wb") as log:
        process = processes.start(["bash", "-c", script], log, str(tmp_path), dict(os.environ))
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
        time.sleep(0.01)
    grandchild = int((tmp_path / "pid").read_text())
    processes.end(process, grace=0.2)
    assert process.returncode is not None
    assert gone(grandchild)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_unwinds_and_runs_what_cleans_up(number: signal.Signals, tmp_path: Path) -> None:
    code = (
        "import sys, time, pathlib\nfrom lecture.system import processes\n"
        "processes.stop_on_signals()\n"
        "try:\n    print('up', flush=True)\n    time.sleep(60)\n"
        "except processes.StoppedError as stopped:\n    sys.exit(stopped.exit_code)\n"
        "finally:\n    pathlib.Path(sys.argv[1]).touch()\n"
    )
    mark = tmp_path / "cleaned"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(mark)], stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        assert process.wait(5) == 128 + number
    assert mark.exists()

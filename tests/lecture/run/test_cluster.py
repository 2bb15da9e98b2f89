"""The same steps as Slurm jobs, on a real Slurm of one node that lives for this test."""

from __future__ import annotations

import subprocess
import warnings
from pathlib import Path

import pytest

from tests.lecture.tiny_project import CIRCLE, Project, frames

NODE = Path(__file__).with_name("slurm_node.sh")
#: slurm_node.sh's exit code for "not on this machine".
SKIPPED = 77


@pytest.mark.cluster
@pytest.mark.slow
def test_three_scenes_render_and_join_through_slurm(project: Project) -> None:
    project.write("scenes/three.py", CIRCLE.replace("Two", "Three"))
    shots = [("scenes/one.py", "One"), ("scenes/two.py", "Two"), ("scenes/three.py", "Three")]
    project.list_shots(*shots)
    count = "scontrol show job | grep -c JobState=COMPLETED"
    command = " ".join([*project.command("--cluster", "slurm"), "&&", count])
    done = subprocess.run(
        [str(NODE), "bash", "-c", command],
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    if done.returncode == SKIPPED:
        warnings.warn(done.stderr.strip(), stacklevel=1)
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "3", "each scene was a job of its own"
    assert len(frames(project.folder() / "lecture.mp4")) == 27
    assert project.leftovers() == []
    assert not Path("/etc/slurm/slurm.conf").exists()


def test_the_node_script_says_loudly_why_it_does_nothing() -> None:
    command = "id() { echo 1000; }; export -f id; exec bash " + str(NODE) + " true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == SKIPPED
    assert done.stderr.startswith("SLURM SKIPPED: ")

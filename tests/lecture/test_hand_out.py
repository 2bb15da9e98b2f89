"""What ./render.sh slides and ./render.sh handout leave beside the film."""

from __future__ import annotations

import json
import subprocess
import sys

from lecture.system.files import digest_of
from tests.lecture.tiny_project import Project


def handed_out(project: Project, *words: str) -> list[str]:
    """Run a command that stands in place of scenes; return the lines it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "lecture", *words],
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_slides_and_handout_are_published_with_receipts_and_named(published: Project) -> None:
    folder = "media/lecture/480p15"
    made = handed_out(published, "slides", "--pptx", "--pdf", "-ql")
    assert made == [f"{folder}/slides.pptx", f"{folder}/slides.pdf"]
    # Of the largest film there is, where no quality is given.
    assert handed_out(published, "handout") == [f"{folder}/handout.pdf"]
    for name in ("slides.pptx", "slides.pdf", "handout.pdf"):
        receipt = json.loads((published.folder() / f"{name}.json").read_text())
        assert receipt["sha256"] == digest_of(published.folder() / name)
    assert not list(published.folder().rglob("deliver-*"))

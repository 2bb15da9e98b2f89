"""What a plan needs beyond rendering, installed when it is first asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from training import paths
from training.errors import LectureError

#: A module that is there when a purpose's lock file is installed.
WITNESSES = {"train": "tensorflow", "voice": "onnxruntime", "pptx": "pptx"}


def ensure_installed(purpose: str) -> None:
    """Install a lock file into the project's own environment, unless it is there.

    Nothing is installed into an environment that somebody else made; a step refuses by itself there.

    Parameters
    ----------
    purpose : str
        The lock file's: requirements-PURPOSE.lock.

    Raises
    ------
    LectureError
        If it cannot be installed, with the last line that lecture/setup.sh says: installers say much before.
    """
    own = Path(sys.prefix).resolve() == (paths.ROOT / ".venv").resolve()
    if not own or find_spec(WITNESSES[purpose]) is not None:
        return
    done = subprocess.run(
        ["bash", "lecture/setup.sh", purpose], cwd=paths.ROOT, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        command = f"lecture/setup.sh {purpose}"
        *before, line = done.stderr.strip().splitlines() or [f"{command} failed; run it by itself"]
        raise LectureError(f"{line} ({command} says more)" if before else line)

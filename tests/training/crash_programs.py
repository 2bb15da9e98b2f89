"""What the crash tests run in a process of its own: writers that are killed, writers without room.

Started as a program, never imported: it forks, which a process with TensorFlow's threads must not.
"""

import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from training.errors import LectureError
from training.storage.cache import MANIFEST, accepted, locked, publish, sha256
from training.storage.npz import npz_bytes

NAME = "run.npz"
FLOATS = 300_000


def contents(kind: int) -> bytes:
    return npz_bytes({"values": np.full(FLOATS, kind, dtype="<f4")})


def careful(folder: Path, kind: int) -> None:
    with locked(folder):
        publish(folder, NAME, contents(kind))


def naive(folder: Path, kind: int) -> None:
    """The control: straight into place."""
    np.savez(folder / NAME, values=np.full(FLOATS, kind, dtype="<f4"))


def state(folder: Path) -> str:
    """Return which version the folder holds, as the manifest sees it, or what is wrong."""
    data = (folder / NAME).read_bytes()
    try:
        if sha256(data) not in accepted(folder, NAME, "write again"):
            return "not vouched for"
    except LectureError as error:
        return error.message
    versions = {sha256(contents(kind)): f"version {kind}" for kind in (1, 2)}
    return versions.get(sha256(data), "torn")


def naive_state(folder: Path) -> str:
    try:
        with np.load(folder / NAME, allow_pickle=False) as archive:
            return f"version {int(archive['values'].max())}"
    except Exception:  # noqa: BLE001  (whatever a torn file makes numpy raise)
        return "torn"


def killed(folder: Path, write: Callable[[Path, int], None], after: float) -> bool:
    """Fork a writer that alternates two versions, kill it; return whether it was still at work."""
    child = os.fork()
    if child == 0:
        for kind in (2, 1) * 10_000:
            write(folder, kind)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def kills(folder: Path, count: int) -> dict[str, Any]:
    dice = random.Random(4)
    careful_folder, naive_folder = folder / "careful", folder / "naive"
    naive_folder.mkdir(parents=True)
    careful(careful_folder, 1)
    naive(naive_folder, 1)
    found: dict[str, Any] = {"killed": 0, "states": [], "naive": [], "strays": 0, "strays_after": 0}
    for _ in range(count):
        found["killed"] += killed(careful_folder, careful, dice.uniform(0.002, 0.08))
        found["states"].append(state(careful_folder))
        found["strays"] += len(list(careful_folder.glob(".*.part")))
    for _ in range(count):
        killed(naive_folder, naive, dice.uniform(0.002, 0.08))
        found["naive"].append(naive_state(naive_folder))
    careful(careful_folder, 1)
    found["strays_after"] = len(list(careful_folder.glob(".*.part")))
    found["last"] = state(careful_folder)
    return found


def without_room(folder: Path, write: Callable[[Path, int], None], room: int) -> str:
    """Fork a writer whose files may not exceed `room` bytes; return what it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            write(folder, 2)
            said = "written"
        except LectureError as error:
            said = f"refused: {error.message}"
        except OSError as error:
            said = f"failed: {error}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        return pipe.read()


def full_disk(folder: Path, count: int) -> dict[str, Any]:
    size = len(contents(1))
    rooms = [0, 1, 40, 200, *(int(size * part / (count - 4)) for part in range(count - 4)), size - 1]
    careful_folder, naive_folder = folder / "careful", folder / "naive"
    naive_folder.mkdir(parents=True)
    careful(careful_folder, 1)
    found: dict[str, Any] = {"rooms": rooms, "said": [], "states": [], "left": [], "naive": []}
    for room in rooms:
        naive(naive_folder, 1)
        before = (careful_folder / NAME).read_bytes()
        found["said"].append(without_room(careful_folder, careful, room))
        found["states"].append(
            state(careful_folder) if before == (careful_folder / NAME).read_bytes() else "changed"
        )
        found["left"].append(
            sorted({path.name for path in careful_folder.iterdir()} - {NAME, MANIFEST, ".lock"})
        )
        without_room(naive_folder, naive, room)
        found["naive"].append(naive_state(naive_folder))
    found["with room"] = without_room(careful_folder, careful, 1 << 30)
    found["last"] = state(careful_folder)
    return found


if __name__ == "__main__":
    task = {"kills": kills, "full_disk": full_disk}[sys.argv[1]]
    print(json.dumps(task(Path(sys.argv[2]), int(sys.argv[3]))))

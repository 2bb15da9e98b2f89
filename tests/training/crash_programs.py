"""What the crash tests run in a process of its own: writers that are killed, writers without room.

Started as a program, never imported: it forks, which a process with TensorFlow's threads must not.
"""

import itertools
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from training.errors import LectureError
from training.storage.cache import MADE, accepted, locked, publish_vouched, sha256
from training.storage.npz import npz_bytes

NAME = "run.npz"
FLOATS = 300_000


def contents(kind: int) -> bytes:
    return npz_bytes({"values": np.full(FLOATS, kind, dtype="<f4")})


def careful(folder: Path, kind: int) -> None:
    with locked(folder):
        publish_vouched(folder, NAME, contents(kind))


def naive(folder: Path, kind: int) -> None:
    """The control: straight into place."""
    (folder / NAME).write_bytes(contents(kind))


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
    versions = {contents(kind): f"version {kind}" for kind in (1, 2)}
    return versions.get((folder / NAME).read_bytes(), "torn")


def die_at(moment: int) -> None:
    """Let this process kill itself at the so-manieth moment of writing.

    Moments are before, half-way through and after each write, before and after each fsync and each rename.
    """
    passed = itertools.count(1)

    def pass_moment() -> None:
        if next(passed) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(step: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            pass_moment()
            step(*arguments)
            pass_moment()

        return call

    write = Path.write_bytes

    def write_bytes(path: Path, data: bytes) -> int:
        pass_moment()
        write(path, data[: len(data) // 2])
        pass_moment()
        written = write(path, data)
        pass_moment()
        return written

    os.replace, os.fsync = watched(os.replace), watched(os.fsync)
    Path.write_bytes = write_bytes  # type: ignore[method-assign, assignment]


def killed(folder: Path, write: Callable[[Path, int], None], moment: int) -> bool:
    """Fork a writer of version 2 that dies at a moment; return whether it did, rather than finish."""
    child = os.fork()
    if child == 0:
        die_at(moment)
        write(folder, 2)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def kills(folder: Path) -> dict[str, Any]:
    """Kill a writer at each moment of its work in turn; return what was found after each."""
    careful_folder, naive_folder = folder / "careful", folder / "naive"
    naive_folder.mkdir(parents=True)
    found: dict[str, list[Any]] = {"states": [], "strays": [], "strays_after": [], "naive": []}
    for moment in itertools.count(1):
        careful(careful_folder, 1)
        found["strays_after"].append(len(list(careful_folder.glob(".*.part"))))
        if not killed(careful_folder, careful, moment):
            break
        found["states"].append(state(careful_folder))
        found["strays"].append(len(list(careful_folder.glob(".*.part"))))
    for moment in itertools.count(1):
        naive(naive_folder, 1)
        if not killed(naive_folder, naive, moment):
            break
        found["naive"].append(naive_state(naive_folder))
    return {**found, "last": state(careful_folder)}


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


def full_disk(folder: Path, count: int = 20) -> dict[str, Any]:
    """Write with less and less room; return what was said and left behind each time."""
    size = len(contents(1))
    rooms = [0, 1, 40, 200, *(int(size * step / (count - 4)) for step in range(count - 4)), size - 1]
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
        found["left"].append(sorted({path.name for path in careful_folder.iterdir()} - {NAME, MADE, ".lock"}))
        without_room(naive_folder, naive, room)
        found["naive"].append(naive_state(naive_folder))
    found["with room"] = without_room(careful_folder, careful, 1 << 30)
    found["last"] = state(careful_folder)
    return found


if __name__ == "__main__":
    task = {"kills": kills, "full_disk": full_disk}[sys.argv[1]]
    print(json.dumps(task(Path(sys.argv[2]))))

"""What surrounds gathering: which files count as read, which narrations and half files stay."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from lecture.freshness.observed import ReadFiles
from lecture.request.layout import Layout
from lecture.request.picture import picture
from lecture.run.run_folder import remove_half_spoken, run_folder
from lecture.scene.gathering import KEPT, forget_old

READING = """
import sys
from pathlib import Path
from lecture.freshness.observed import ReadFiles
root = Path(sys.argv[1]).resolve()
reading = ReadFiles(root, (root / "takes" / "One", root / "run.npz"))
reading.watch()
for name in ("takes/One/deep/a.wav", "takes/Other/b.wav", "run.npz", "takes.txt"):
    (root / name).read_bytes()
print(*sorted(reading.digests))
"""


def test_files_in_a_folder_that_is_accounted_for_are_not_seen_and_others_are(tmp_path: Path) -> None:
    for name in ("takes/One/deep/a.wav", "takes/Other/b.wav", "run.npz", "takes.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    # An audit hook stays for good: it goes into a process of its own.
    done = subprocess.run(
        [sys.executable, "-c", READING, str(tmp_path)], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.stdout.split() == ["takes.txt", "takes/Other/b.wav"]
    assert ReadFiles(tmp_path).digests == {}


def test_the_latest_narrations_of_a_scene_are_kept_and_another_scenes_left_alone(tmp_path: Path) -> None:
    def file(slug: str, number: int) -> Path:
        path = tmp_path / f"{slug}-{number:016x}.json"
        path.touch()
        os.utime(path, (number, number))
        return path

    ours = [file("One", number) for number in range(KEPT + 3)]
    theirs = [file("One-relu", number) for number in range(KEPT + 3)]
    forget_old(tmp_path, "One")
    assert [path for path in ours if path.exists()] == ours[3:]
    assert all(path.exists() for path in theirs)


def test_a_half_file_goes_with_its_writer_unless_a_call_still_runs(tmp_path: Path) -> None:
    layout = Layout(tmp_path, picture("l"))
    (layout.voice / "locks").mkdir(parents=True)
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    orphan = layout.voice / f".key.opus.{int(ended.stdout)}.part"
    ours = layout.voice / f".key.json.{os.getpid()}.part"
    free, taken = (layout.voice / "locks" / f"{name}.holder" for name in ("free", "taken"))
    halves = (orphan, ours, free, taken)
    for path in halves:
        path.touch()
    with FileLock(taken.with_suffix(".lock")):
        with run_folder(Layout(tmp_path, picture("h"), "talk")):
            remove_half_spoken(layout)
            assert all(path.exists() for path in halves)
        remove_half_spoken(layout)
    assert [path for path in halves if path.exists()] == [ours, taken]

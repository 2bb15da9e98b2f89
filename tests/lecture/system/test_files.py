from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lecture.freshness.observed import ReadFiles
from lecture.system.files import read_json, remove_temporaries, write_json, write_text
from training.paths import ROOT


def test_a_failed_write_leaves_the_old_file_and_no_temporary(tmp_path: Path) -> None:
    target = tmp_path / "receipt.json"
    write_json(target, {"a": 1})
    with pytest.raises(UnicodeEncodeError):
        write_text(target, "half \udcff")
    assert read_json(target) == {"a": 1}
    assert os.listdir(tmp_path) == ["receipt.json"]


def test_half_a_json_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text('{"a":')
    assert read_json(tmp_path / "r.json") is None


def test_only_temporaries_with_the_prefix_are_removed(tmp_path: Path) -> None:
    (tmp_path / "draw-A.mp4-1").mkdir()
    (tmp_path / "draw-A.mp4-1" / "x").touch()
    (tmp_path / "draw-AB.mp4-1").mkdir()
    remove_temporaries(tmp_path, "draw-A.mp4-")
    assert os.listdir(tmp_path) == ["draw-AB.mp4-1"]


def test_data_files_a_process_reads_are_seen_with_what_they_held(tmp_path: Path) -> None:
    code = (
        "import json, sys, numpy, pathlib\nfrom lecture.freshness.observed import ReadFiles\n"
        "seen = ReadFiles(pathlib.Path('.')); seen.watch()\n"
        "open('plain.txt').read(); pathlib.Path('sub/deep.json').read_text(); numpy.load('a.npy')\n"
        "open('written.txt', 'w').write('x'); open('media/made.txt').read(); open('lecture.toml').read()\n"
        "import helper\n"
        "print(json.dumps(seen.with_modules({'known.py': ''})))\n"
    )
    for name in ("plain.txt", "sub/deep.json", "media/made.txt", "lecture.toml", "helper.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1")
    import numpy as np

    np.save(tmp_path / "a.npy", np.zeros(2))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    import json

    assert set(json.loads(done.stdout)) == {"plain.txt", "sub/deep.json", "a.npy", "helper.py"}
    assert ReadFiles(tmp_path).digests == {}

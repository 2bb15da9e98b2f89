"""No damaged or crafted file gets through: refused in one line, nothing executed, nothing swallowed."""

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from tests.training import crafted
from training import paths
from training.errors import LectureError
from training.storage.cache import sha256
from training.storage.store import cache_path, checked, load_checked, read_file, run_form

RANDOM_EDITS = 3_000
# Opens each crafted file through the command line, with the manifest vouching for it, in a process whose
# memory may not grow by 100 MB.
PROGRAM = """
import contextlib, io, json, resource, sys
from pathlib import Path
from training import paths
from training.command import main
import training.run.milestones, training.storage.store
folders, settings = json.loads(sys.argv[1]), sys.argv[2:]
pages = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (pages + 100_000_000, resource.RLIM_INFINITY))
found = {}
for name, folder in folders.items():
    paths.CACHE = Path(folder)
    errors, output = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(output):
        code = main(["sigmoid", "--check", *settings])
    found[name] = [code, errors.getvalue(), output.getvalue(), "tensorflow" in sys.modules]
print(json.dumps(found))
"""
SETTINGS = ["--set", "points=4", "--set", "epochs=2", "--set", "batch_size=4"]


def naive(data):
    """The lax loader: what numpy makes of the bytes, None when it refuses."""
    try:
        with np.load(BytesIO(data), allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except Exception:  # noqa: BLE001  (a dozen kinds, which is the point)
        return None


def same(one, other):
    return one.keys() == other.keys() and all(
        np.array_equal(one[key], other[key]) and np.shape(one[key]) == np.shape(other[key]) for key in one
    )


def mutations(data):
    """Yield every bit flipped, every truncation by 7 bytes, and random edits of a fixed seed."""
    for bit in range(8 * len(data)):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << (bit % 8)
        yield bytes(changed)
    for length in range(0, len(data), 7):
        yield data[:length]
    random = np.random.default_rng(20)
    for _ in range(RANDOM_EDITS):
        changed = bytearray(data)
        start, length = int(random.integers(0, len(data))), int(random.integers(1, 64))
        kind = random.integers(3)
        noise = random.bytes(length)
        if kind == 0:
            changed[start : start + length] = noise[: len(changed[start : start + length])]
        elif kind == 1:
            del changed[start : start + length]
        else:
            changed[start:start] = noise
        if bytes(changed) != data:
            yield bytes(changed)


def verdict(data, form, digests):
    """Return (arrays, provenance) when the bytes are accepted, the LectureError when not."""
    try:
        return checked(Path("cache/run.npz"), data, form, digests)
    except LectureError as error:
        return error


def test_no_mutated_file_is_accepted(small_recipe, small_arrays, small_bytes):
    form, vouched = run_form(small_recipe), [sha256(small_bytes)]
    tried = accepted_unchanged = naive_differs = 0
    for number, changed in enumerate(mutations(small_bytes)):
        tried += 1
        assert isinstance(verdict(changed, form, vouched), LectureError)
        without = verdict(changed, form, None)
        if isinstance(without, LectureError):
            assert without.exit_code == 2
            assert "\n" not in without.message
        else:
            accepted_unchanged += 1
            assert same(without[0], small_arrays)
            assert without[1]["recipe"] == small_recipe.as_dict()
        if number % 10 == 0:
            lax = naive(changed)
            naive_differs += lax is not None and not same(
                {key: value for key, value in lax.items() if key != "provenance"}, small_arrays
            )
    assert tried >= 15_000
    assert naive_differs > 0, "the control: numpy's own loader lets changed data through"
    assert accepted_unchanged < tried / 4


@pytest.fixture
def folders(tmp_path, small_recipe, small_bytes, monkeypatch):
    """One cache folder per crafted file, each with a manifest that vouches for the file."""
    found = {}
    (tmp_path / "aside").mkdir()
    makers = {
        **dict.fromkeys(crafted.crafted(small_bytes, tmp_path / crafted.MARK)),
        **crafted.things_on_disk(tmp_path / "aside"),
    }
    contents = crafted.crafted(small_bytes, tmp_path / crafted.MARK)
    for number, (name, maker) in enumerate(makers.items()):
        folder = tmp_path / f"{number:02d}"
        folder.mkdir()
        monkeypatch.setattr(paths, "CACHE", folder)
        path = cache_path(small_recipe)
        data = contents.get(name, small_bytes)
        if maker is None:
            path.write_bytes(data)
        else:
            maker(path, data)
        listed = {"schema": 1, "files": {path.name: [sha256(data)]}}
        # Half of them as a committed file, half as one made on demand.
        manifest = ("manifest.json", "made.json")[number % 2]
        (folder / manifest).write_text(json.dumps(listed))
        found[name] = folder
    return found


def test_crafted_files_are_refused_in_one_line_and_little_memory(tmp_path, folders):
    assert len(folders) >= 45
    arguments = json.dumps({name: str(folder) for name, folder in folders.items()})
    command = [sys.executable, "-c", PROGRAM, arguments, *SETTINGS]
    done = subprocess.run(command, capture_output=True, text=True, cwd=paths.ROOT, timeout=300)
    assert done.returncode == 0, done.stderr
    for name, (code, errors, output, tensorflow) in json.loads(done.stdout).items():
        assert code == 2, name
        assert errors.count("\n") == 1, (name, errors)
        assert "Traceback" not in errors, name
        assert len(errors) < 600, name
        assert "python -m training" in errors, (name, errors)
        assert not output, name
        assert not tensorflow, f"{name} was refused before anything was trained"
    assert not (tmp_path / crafted.MARK).exists()


def test_the_sound_file_is_accepted_by_the_same_way(
    tmp_path, small_recipe, small_bytes, small_arrays, monkeypatch
):
    """The control: without it, a loader that refuses everything would pass."""
    monkeypatch.setattr(paths, "CACHE", tmp_path)
    path = cache_path(small_recipe)
    path.write_bytes(small_bytes)
    (tmp_path / "manifest.json").write_text(
        json.dumps({"schema": 1, "files": {path.name: [sha256(small_bytes)]}})
    )
    assert same(load_checked(path, run_form(small_recipe))[0], small_arrays)


def test_the_lax_loader_falls_for_some_of_the_crafted_files(tmp_path, small_bytes):
    files = crafted.crafted(small_bytes, tmp_path / crafted.MARK)
    fell = [name for name, data in files.items() if name != "deflate bomb" and naive(data) is not None]
    assert len(fell) >= 15
    assert "not a number" in fell


def test_a_deflated_file_is_as_good_as_a_stored_one(tmp_path, small_recipe, small_arrays, small_bytes):
    path = tmp_path / "run.npz"
    path.write_bytes(crafted.zipped(list(crafted.members(small_bytes).items()), zipfile.ZIP_DEFLATED))
    assert same(read_file(path, run_form(small_recipe), None)[0], small_arrays)


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{", b"[]", b'{"schema": 2, "files": {}}', b'{"schema": 1, "files": {"a": 3}}', b"\xff\xfe",
     b"[" * 9000, b'{"schema": 1, "files": []}'],
)  # fmt: skip
@pytest.mark.parametrize("name", ["manifest", "made"])
def test_a_damaged_manifest_is_refused_in_one_line(empty_cache, small_recipe, small_bytes, name, manifest):
    path = cache_path(small_recipe)
    path.write_bytes(small_bytes)
    (empty_cache / f"{name}.json").write_bytes(manifest)
    with pytest.raises(LectureError, match=rf"{name}\.json is damaged") as refusal:
        load_checked(path, run_form(small_recipe))
    assert "\n" not in refusal.value.message


def test_a_file_the_manifest_does_not_list_is_refused(empty_cache, small_recipe, small_bytes):
    path = cache_path(small_recipe)
    path.write_bytes(small_bytes)
    with pytest.raises(LectureError, match="not listed in"):
        load_checked(path, run_form(small_recipe))
    for name in ("manifest.json", "made.json"):
        (empty_cache / name).write_text(json.dumps({"schema": 1, "files": {"tanh.npz": [], path.name: []}}))
        with pytest.raises(LectureError, match="not listed in"):
            load_checked(path, run_form(small_recipe))


def test_what_was_made_on_demand_is_vouched_for_by_this_machine_alone(
    empty_cache, small_recipe, small_bytes, small_arrays
):
    path = cache_path(small_recipe)
    path.write_bytes(small_bytes)
    sound = {"schema": 1, "files": {path.name: [sha256(small_bytes)]}}
    (empty_cache / "made.json").write_text(json.dumps(sound))
    assert same(load_checked(path, run_form(small_recipe))[0], small_arrays)
    path.write_bytes(small_bytes + b"\0")
    with pytest.raises(LectureError, match="sha256"):
        load_checked(path, run_form(small_recipe))


def test_this_machine_cannot_vouch_for_a_file_that_the_committed_manifest_lists(
    empty_cache, small_recipe, small_bytes
):
    path = cache_path(small_recipe)
    path.write_bytes(small_bytes)
    for name, digest in (("manifest.json", "0" * 64), ("made.json", sha256(small_bytes))):
        listed = {"schema": 1, "files": {path.name: [digest]}}
        (empty_cache / name).write_text(json.dumps(listed))
    with pytest.raises(LectureError, match="sha256 is not the one in the manifest"):
        load_checked(path, run_form(small_recipe))


def test_another_number_of_epochs_is_named(tmp_path, small_recipe, small_bytes):
    path = tmp_path / "sigmoid.npz"
    path.write_bytes(small_bytes)
    asked = small_recipe.changed({"epochs": 3})
    with pytest.raises(
        LectureError, match="has epochs = 2, the recipe asks for 3; run: python -m training sigmoid"
    ):
        read_file(path, run_form(asked), None)

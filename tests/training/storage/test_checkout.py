"""Making a run on demand leaves a checkout as git knows it."""

import json
import shutil
import subprocess

import pytest

from training import paths
from training.storage.cache import MADE, MANIFEST, accepted, locked, publish_vouched, sha256

CACHE = paths.ROOT / "cache"
COMMITTED = sorted(json.loads((CACHE / MANIFEST).read_text(encoding="utf-8"))["files"])
ON_DEMAND = ("gelu.npz", "relu-0123456789ab.npz", "sweep-0123456789ab.npz")


@pytest.fixture
def checkout(tmp_path):
    """A repository with the cache folder as committed, its runs cut to a few bytes."""
    if shutil.which("git") is None:
        pytest.skip("there is no git to ask")
    folder = tmp_path / "cache"
    folder.mkdir()
    for name in (".gitignore", "README.md"):
        shutil.copy(CACHE / name, folder)
    for name in COMMITTED:
        (folder / name).write_bytes(name.encode())
    digests = {name: [sha256(name.encode())] for name in COMMITTED}
    (folder / MANIFEST).write_text(json.dumps({"schema": 1, "files": digests}))
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "all")
    assert git(tmp_path, "ls-files", "cache/*.npz").split() == [f"cache/{name}" for name in COMMITTED]
    return tmp_path


def git(folder, *arguments):
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout  # fmt: skip


def make(checkout, name, data):
    with locked(checkout / "cache"):
        publish_vouched(checkout / "cache", name, data)
        assert git(checkout, "status", "--porcelain").count(".lock") == 0
    assert accepted(checkout / "cache", name, "") == [sha256(data)]


def test_what_is_made_on_demand_leaves_the_checkout_clean(checkout):
    for name in ON_DEMAND:
        make(checkout, name, b"made here")
    make(checkout, COMMITTED[0], COMMITTED[0].encode())
    for stray in ("sweep-parts/0123456789ab/relu-0-31.npz", ".gelu.npz.77.part"):
        (checkout / "cache" / stray).parent.mkdir(parents=True, exist_ok=True)
        (checkout / "cache" / stray).write_bytes(b"")
    assert git(checkout, "status", "--porcelain") == ""
    assert (checkout / "cache" / MADE).exists()


def test_another_version_of_a_committed_run_is_a_change_that_git_shows(checkout):
    """The control: not everything is ignored."""
    make(checkout, "relu.npz", b"trained again with another library")
    changed = git(checkout, "status", "--porcelain").split()
    assert changed == ["M", f"cache/{MANIFEST}", "M", "cache/relu.npz"]
    assert not (checkout / "cache" / MADE).exists()


def test_a_run_is_committed_by_listing_it(checkout):
    """As cache/README.md says: in manifest.json with [], in .gitignore with a !."""
    manifest, ignored = checkout / "cache" / MANIFEST, checkout / "cache" / ".gitignore"
    content = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**content, "files": {**content["files"], "gelu.npz": []}}))
    ignored.write_text(ignored.read_text() + "!/gelu.npz\n")
    make(checkout, "gelu.npz", b"to be committed")
    assert "?? cache/gelu.npz" in git(checkout, "status", "--porcelain").splitlines()
    assert json.loads(manifest.read_text())["files"]["gelu.npz"] == [sha256(b"to be committed")]


def test_the_projects_own_cache_lists_what_is_committed_and_ignores_the_rest():
    kept = {line[2:] for line in (CACHE / ".gitignore").read_text().splitlines() if line.startswith("!/")}
    assert kept == set(COMMITTED)

"""No damaged take gets through: refused in one line that names it, whatever was done to which file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.voice.fake_voice import FakeVoice
from training.errors import LectureError
from voice.shelf.key import key_of
from voice.shelf.shelf import MANIFEST, Shelf, digest_of, opus_samples
from voice.shelf.take import Take

#: Mutants of each kind.
MANY = 500


def mutations(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Yield flipped bits, truncations, pieces cut out, put in and overwritten; every one differs."""
    random = np.random.default_rng(seed)
    for number in range(count):
        changed = bytearray(data)
        start, length = int(random.integers(len(data))), int(random.integers(1, 32))
        if number % 5 < 2:
            changed[start] ^= 1 << int(random.integers(8))
        elif number % 5 == 2:
            del changed[start:]
        elif number % 5 == 3:
            del changed[start : start + length]
        else:
            changed[start:start] = random.bytes(length)
        if bytes(changed) != data:
            yield bytes(changed)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, list[Take]]:
    folder = tmp_path_factory.mktemp("shelf")
    shelf = Shelf(folder / "takes", folder / "made")
    takes = [
        shelf.put(FakeVoice().speak(text, {}), key_of(text), text, "fake") for text in ("One.", "Two more.")
    ]
    shelf.commit([take.key for take in takes])
    return shelf, takes


def test_no_mutated_sound_is_heard(kept: tuple[Shelf, list[Take]]) -> None:
    shelf, (take, longer) = kept
    path = shelf.committed / f"{take.key}.opus"
    data = path.read_bytes()
    tried = 0
    try:
        for changed in mutations(data, MANY, 1):
            path.write_bytes(changed)
            tried += 1
            with pytest.raises(LectureError, match=rf"{take.key}\.opus.*run: git checkout voice/takes"):
                shelf.samples(take)
    finally:
        path.write_bytes(data)
    assert tried > 0.9 * MANY
    other = (shelf.committed / f"{longer.key}.opus").read_bytes()
    assert len(opus_samples(other, take.samples)) == take.samples, (
        "the control: a decoder alone takes any sound"
    )
    assert len(shelf.samples(take)) == take.samples


def test_no_mutated_manifest_is_believed(kept: tuple[Shelf, list[Take]]) -> None:
    """What is read at all is what was written; a flip that leaves JSON's meaning alone changes nothing."""
    shelf, takes = kept
    path = shelf.committed / MANIFEST
    data = path.read_bytes()
    refused = meaning = tried = 0
    try:
        for changed in mutations(data, MANY, 2):
            path.write_bytes(changed)
            tried += 1
            fresh = Shelf(shelf.committed, shelf.made)
            try:
                found = [fresh.find(take.key) for take in takes]
            except LectureError as error:
                refused += ("git checkout voice/takes" in error.message) and error.exit_code == 2
            else:
                meaning += 1
                assert found == takes
    finally:
        path.write_bytes(data)
    assert refused + meaning == tried > 0.9 * MANY
    assert meaning < 0.1 * MANY


def edited(content: dict, key: str, other: str) -> Iterator[tuple[str, dict]]:
    """Yield manifests that are JSON of the right form, and lie."""
    entry = content["takes"][key]
    lies = {
        "another length": {**entry, "samples": entry["samples"] - 100},
        "another text": {**entry, "text": "Three."},
        "a word later": {**entry, "words": [{**word, "start": word["start"] + 1} for word in entry["words"]]},
        "another file": {**entry, "sha256": content["takes"][other]["sha256"]},
        "no digest": {name: value for name, value in entry.items() if name != "digest"},
        "a field more": {**entry, "more": 1},
        "the other's entry": content["takes"][other],
        "nothing": None,
        "a number": 3,
    }
    for name, lie in lies.items():
        yield name, {"takes": {**content["takes"], key: lie}}
    path = {**entry, "key": "../../etc"}
    path["digest"] = digest_of({name: value for name, value in path.items() if name != "digest"})
    yield "a path for a key", {"takes": {"../../etc": path}}
    yield "no takes", {}
    yield "a list", {"takes": [entry]}
    yield "more than takes", {**content, "more": 1}


def test_an_edited_manifest_is_refused_in_one_line(kept: tuple[Shelf, list[Take]]) -> None:
    shelf, (take, other) = kept
    path = shelf.committed / MANIFEST
    data = path.read_bytes()
    tried = []
    try:
        for name, lie in edited(json.loads(data), take.key, other.key):
            path.write_text(json.dumps(lie))
            with pytest.raises(
                LectureError, match=r"manifest\.json is damaged.*git checkout voice/takes"
            ) as no:
                Shelf(shelf.committed, shelf.made).find(take.key)
            assert "\n" not in no.value.message
            tried.append(name)
        for text in (
            b"",
            b"{",
            b"[]",
            b"\xff\xfe",
            b"[" * 9000,
            data.replace(b'"takes"', b'"takes":{},"takes"', 1),
        ):
            path.write_bytes(text)
            with pytest.raises(LectureError, match="is damaged"):
                Shelf(shelf.committed, shelf.made).find(take.key)
        path.write_text(json.dumps(json.loads(data)))
        assert Shelf(shelf.committed, shelf.made).find(take.key) == take, "the control: written otherwise"
    finally:
        path.write_bytes(data)
    assert len(tried) == 13


def test_swapped_and_missing_files_are_named(kept: tuple[Shelf, list[Take]]) -> None:
    shelf, (one, two) = kept
    paths = [shelf.committed / f"{take.key}.opus" for take in (one, two)]
    data = [path.read_bytes() for path in paths]
    try:
        paths[0].write_bytes(data[1])
        with pytest.raises(LectureError, match="is damaged: its sha256"):
            shelf.samples(one)
        assert len(shelf.faults()) == 1
        paths[0].unlink()
        with pytest.raises(LectureError, match=rf"{one.key}\.opus is missing; run: git checkout"):
            shelf.find(one.key)
        paths[0].mkdir()
        with pytest.raises(LectureError, match="not a regular file"):
            shelf.samples(one)
        paths[0].rmdir()
        (shelf.committed / "stray.opus").write_bytes(b"x")
        assert any("stray.opus is not listed" in line for line in shelf.faults())
    finally:
        paths[0].write_bytes(data[0])
        (shelf.committed / "stray.opus").unlink(missing_ok=True)
    assert shelf.faults() == []


def test_a_damaged_take_made_here_counts_as_not_made_and_is_made_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "takes", tmp_path / "made")

    def speak() -> Take:
        return shelf.put(FakeVoice().speak("One.", {}), key_of("One."), "One.", "fake")

    take = speak()
    for ending in ("opus", "json"):
        path = shelf.made / f"{take.key}.{ending}"
        data = path.read_bytes()
        for changed in mutations(data, 60, 3):
            path.write_bytes(changed)
            assert shelf.find(take.key) in ((None,) if ending == "opus" else (None, take))
        path.write_bytes(data[:-9])
        assert shelf.find(take.key) is None
        assert speak() == take
        assert path.read_bytes() == data
    (shelf.made / f"{take.key}.opus").write_bytes(b"x")
    with pytest.raises(LectureError, match=r"is damaged.*remove it, then run: \./render\.sh"):
        shelf.samples(take)

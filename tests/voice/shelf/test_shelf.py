"""Takes are kept once, found without decoding, committed together, and their sound is what was said."""

from __future__ import annotations

import errno
import json
import multiprocessing
from pathlib import Path

import numpy as np
import pytest

from tests.film.loud import loudness
from tests.voice.fake_voice import FakeVoice
from training.errors import LectureError
from voice.settings import VoiceSettings
from voice.shelf import shelf as module
from voice.shelf.key import key_of, take_key
from voice.shelf.shelf import MANIFEST, Shelf
from voice.shelf.take import Take
from voice.sound.samples import RATE

TEXTS = ("First the plane turns.", "Then it flips over.", "Why?")


def shelf_in(folder: Path) -> Shelf:
    return Shelf(folder / "takes", folder / "made")


def put(shelf: Shelf, text: str) -> Take:
    return shelf.put(FakeVoice(0.3, 0.4).speak(text, {}), key_of(text), text, "fake")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path)


def test_a_take_is_trimmed_levelled_and_as_long_as_it_says(shelf: Shelf) -> None:
    take = put(shelf, TEXTS[0])
    samples = shelf.samples(take)
    spoken = len(TEXTS[0]) * 0.06
    assert len(samples) == take.samples
    assert take.seconds == pytest.approx(spoken + 0.08, abs=0.02), "of 0.7 s of silence 20 and 60 ms are kept"
    assert loudness(np.repeat(samples[None], 2, 0)) == pytest.approx(-20, abs=0.4)
    assert samples[0] == samples[-1] == 0
    assert [word.word for word in take.words] == TEXTS[0].split()
    for word in take.words:
        middle = round((word.start + word.end) / 2 * RATE)
        assert np.abs(samples[middle - 480 : middle + 480]).max() > 0.05
    gap = round((take.words[0].end + take.words[1].start) / 2 * RATE)
    assert np.abs(samples[gap - 240 : gap + 240]).max() < 0.02, "the control: between two words"


def test_a_take_is_found_by_another_process_that_reads_the_folder(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.find(key_of(TEXTS[0])) is None
    take = put(shelf, TEXTS[0])
    assert shelf_in(tmp_path).find(take.key) == take
    put(shelf, TEXTS[1])
    shelf.commit([take.key])
    assert shelf_in(tmp_path).find(take.key) == take


def test_finding_a_take_decodes_nothing_and_reads_the_manifest_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [put(shelf, text).key for text in TEXTS]
    shelf.commit(keys)
    read = []
    sound = module.read_manifest
    monkeypatch.setattr(module, "read_manifest", lambda path: (read.append(path), sound(path))[1])
    monkeypatch.setattr(module, "opus_samples", lambda data, length: pytest.fail("decoded"))
    for key in [*keys, *keys]:
        assert shelf.find(key) is not None
    assert len(read) <= 1


def test_a_take_that_is_there_is_not_written_again(shelf: Shelf) -> None:
    take = put(shelf, TEXTS[0])
    path = shelf.made / f"{take.key}.opus"
    written = path.stat().st_mtime_ns
    assert put(shelf, TEXTS[0]) == take
    assert path.stat().st_mtime_ns == written
    assert not list(shelf.made.glob(".*"))


def test_committed_are_the_takes_one_names_and_no_others(shelf: Shelf) -> None:
    first, second, third = (put(shelf, text) for text in TEXTS)
    assert shelf.commit([first.key, second.key]) == []
    assert sorted(path.name for path in shelf.committed.iterdir()) == sorted(
        [MANIFEST, f"{first.key}.opus", f"{second.key}.opus"]
    )
    assert sorted(path.stem for path in shelf.made.glob("*.opus")) == [third.key], "moved, not copied"
    assert np.array_equal(shelf.samples(first), shelf_in(shelf.made.parent).samples(first))
    assert shelf.commit([second.key, third.key]) == [first.key]
    assert sorted(shelf.listed()) == sorted([second.key, third.key])
    assert {path.stem for path in shelf.committed.glob("*.opus")} == {second.key, third.key}
    assert shelf.faults() == []
    assert shelf.find(first.key) is None


def test_a_take_that_is_missing_stops_a_commit_before_anything_changes(shelf: Shelf) -> None:
    first = put(shelf, TEXTS[0])
    shelf.commit([first.key])
    before = (shelf.committed / MANIFEST).read_bytes()
    with pytest.raises(LectureError, match=r"is not made yet; run: \./render\.sh"):
        shelf.commit(["0" * 24])
    assert (shelf.committed / MANIFEST).read_bytes() == before
    assert shelf.find(first.key) == first


def test_the_manifest_lists_takes_by_key_in_order(shelf: Shelf) -> None:
    keys = [put(shelf, text).key for text in TEXTS]
    shelf.commit(keys)
    content = json.loads((shelf.committed / MANIFEST).read_text())
    assert list(content["takes"]) == sorted(keys)
    one = content["takes"][keys[0]]
    assert one["text"] == TEXTS[0]
    assert len(one["sha256"]) == len(one["digest"]) == 64


def test_a_folder_that_cannot_be_written_is_refused_in_one_line(shelf: Shelf) -> None:
    shelf.made.parent.joinpath("made").write_text("a file")
    with pytest.raises(LectureError, match=r"cannot write in .*made") as refusal:
        put(shelf, TEXTS[0])
    assert refusal.value.exit_code == 2


def _put_in_a_process(folder: Path) -> str:
    return put(shelf_in(folder), TEXTS[0]).sha256


def test_processes_that_make_one_take_at_once_leave_one_whole_take(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(4) as pool:
        digests = set(pool.map(_put_in_a_process, [tmp_path] * 8))
    take = shelf_in(tmp_path).find(key_of(TEXTS[0]))
    assert take is not None
    assert digests == {take.sha256}
    assert len(shelf_in(tmp_path).samples(take)) == take.samples


def test_a_key_changes_with_everything_that_shapes_a_take_and_with_nothing_else() -> None:
    plain = VoiceSettings(name="espeak")
    key = take_key(plain, "One.", {"relu": "ɹˈɛlˌu"})
    others = [
        take_key(plain, "Two.", {"relu": "ɹˈɛlˌu"}),
        take_key(plain, "One.", {}),
        take_key(plain, "One.", {"relu": "ɹˈilˌu"}),
        take_key(VoiceSettings(name="espeak", speed=1.1), "One.", {"relu": "ɹˈɛlˌu"}),
        take_key(VoiceSettings(), "One.", {"relu": "ɹˈɛlˌu"}),
    ]
    assert len({key, *others}) == 6
    assert len(key) == 24
    same = VoiceSettings(name="espeak", speed=1, pronounce={"epoch": "ˈɛpˌɑk"})
    assert take_key(same, "One.", {"relu": "ɹˈɛlˌu"}) == key


@pytest.mark.parametrize("step", range(3))
def test_a_full_disk_at_any_step_of_a_commit_loses_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    first, second, third = (put(shelf, text) for text in TEXTS)
    shelf.commit([first.key])
    written: list[Path] = []
    write = module.write_whole

    def until_full(target: Path, data: bytes) -> None:
        if len(written) == step:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(target)
        write(target, data)

    monkeypatch.setattr(module, "write_whole", until_full)
    with pytest.raises(LectureError, match=r"cannot write in .*takes \(the disk is full\)") as refusal:
        shelf.commit([second.key, third.key])
    assert refusal.value.exit_code == 2
    monkeypatch.undo()
    fresh = shelf_in(shelf.made.parent)
    assert list(fresh.listed()) == [first.key]
    for take in (first, second, third):
        assert fresh.find(take.key) == take
        assert len(fresh.samples(take)) == take.samples
    assert fresh.commit([second.key, third.key]) == [first.key]
    assert fresh.faults() == []

"""A lecturer's recording is heard while its words stand; what is no recorded sentence is refused by name."""

from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
import pytest

from tests.film.loud import loudness
from tests.voice.fake_voice import FakeVoice
from training import paths
from training.errors import LectureError
from voice.shelf import recordings as module
from voice.shelf.key import key_of
from voice.shelf.recordings import Recordings
from voice.shelf.shelf import Shelf
from voice.shelf.take import Take
from voice.shelf.wording import difference, identifier
from voice.sound.samples import RATE

SENTENCE = "The network learns 66 epochs, then it separates both curves."
NAME = identifier(SENTENCE)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def own(tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch) -> Recordings:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return Recordings(tmp_path / "takes", Shelf(tmp_path / "committed", tmp_path / "made"), told.append)


def spoken(text: str = SENTENCE, lead: float = 0.5) -> np.ndarray:
    """The fake voice at a tenth of its strength, with silence around it, at 24,000 a second."""
    return 0.2 * FakeVoice(lead, 0.7).speak(text, {}).samples


def written(
    own: Recordings, samples: np.ndarray, name: str = f"{NAME}.wav", text: str | None = SENTENCE, *,
    rate: int = 24_000, channels: int = 1, width: int = 2,
) -> Path:  # fmt: skip
    """Write a recording, and the text beside it; samples are of 24,000 a second."""
    path = own.folder / "Scene" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if text is not None:
        path.with_suffix(".txt").write_text(text, encoding="utf-8")
    frame = av.AudioFrame.from_ndarray(samples[None].astype(np.float32), format="fltp", layout="mono")
    frame.sample_rate = 24_000
    layout = "mono" if channels == 1 else "stereo"
    if path.suffix == ".wav":
        form = {1: "u8", 2: "s16", 4: "s32"}[width]
        resampler = av.AudioResampler(format=form, layout=layout, rate=rate)
        parts = [part.to_ndarray() for piece in (frame, None) for part in resampler.resample(piece)]
        with wave.open(str(path), "wb") as file:
            file.setparams((channels, width, rate, 0, "NONE", ""))
            file.writeframes(np.concatenate(parts, axis=1).tobytes())
        return path
    codec = {".flac": "flac", ".m4a": "aac", ".mp3": "libmp3lame"}[path.suffix.lower()]
    with av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=rate, layout=layout)
        output.start_encoding()
        resampler = av.AudioResampler(
            format=stream.codec_context.format,
            layout=layout,
            rate=rate,
            frame_size=stream.codec_context.frame_size,
        )
        for piece in (frame, None):
            for part in resampler.resample(piece):
                output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return path


def heard(own: Recordings) -> Take | None:
    found = own.find("Scene", SENTENCE)
    return own.take(found, SENTENCE.split()) if found is not None else None


FORMS = [
    ("wav", 24_000, 1, 2), ("wav", 44_100, 2, 2), ("wav", 8_000, 1, 1), ("wav", 48_000, 1, 4),
    ("flac", 44_100, 2, 2), ("m4a", 44_100, 1, 2), ("mp3", 22_050, 2, 2), ("WAV", 24_000, 1, 2),
]  # fmt: skip


@pytest.mark.parametrize(("form", "rate", "channels", "width"), FORMS)
def test_a_recording_of_any_form_is_resampled_trimmed_and_levelled(
    own: Recordings, form: str, rate: int, channels: int, width: int
) -> None:
    path = written(own, spoken(), f"{NAME}.wav", rate=rate, channels=channels, width=width) if form in (
        "wav", "WAV") else written(own, spoken(), f"{NAME}.{form}", rate=rate, channels=channels)  # fmt: skip
    if form == "WAV":
        path.rename(path.with_suffix(".WAV"))
    take = heard(own)
    assert take is not None
    assert take.seconds == pytest.approx(len(SENTENCE) * 0.06 + 0.08, abs=0.06)
    found = own.find("Scene", SENTENCE)
    assert found is not None
    samples = own.samples(found.source)
    assert len(samples) == take.samples
    assert loudness(np.repeat(samples[None], 2, axis=0)) == pytest.approx(-20, abs=0.5)
    assert samples[0] == samples[-1] == 0


def test_a_sentence_without_a_recording_has_none(own: Recordings, told: list[str]) -> None:
    assert own.find("Scene", SENTENCE) is None
    assert own.outdated("Scene", SENTENCE) is None
    written(own, spoken())
    assert own.find("Other", SENTENCE) is None
    assert own.find("Scene", SENTENCE) is not None
    assert told == []


def test_an_id_outlives_figures_and_no_other_change() -> None:
    assert NAME.startswith("the-network-learns-n-epochs-then-")
    assert identifier(SENTENCE.replace("66", "103")) == NAME
    assert identifier(SENTENCE.replace("66", "1,000.5")) == NAME
    assert identifier(SENTENCE.upper()) == NAME
    assert identifier("  " + SENTENCE.replace(" ", "  ")) == NAME
    assert identifier(SENTENCE.replace("both", "the")) != NAME
    assert identifier("Σ – §?").count("-") == 0


def test_a_recording_without_a_text_is_taken_for_its_sentence_as_it_is_now(
    own: Recordings, told: list[str]
) -> None:
    path = written(own, spoken(), text=None)
    assert own.find("Scene", SENTENCE) is not None
    assert path.with_suffix(".txt").read_text(encoding="utf-8").strip() == SENTENCE
    assert told == [f"takes/Scene/{NAME}.wav is taken as recorded for: {SENTENCE}"]
    assert own.find("Scene", SENTENCE.replace("66", "67")) is None, "from then on its words are known"
    assert len(told) == 1


def test_when_a_figure_changed_the_recording_is_not_heard_and_the_difference_is_shown(
    own: Recordings,
) -> None:
    written(own, spoken())
    now = SENTENCE.replace("66", "71")
    assert own.find("Scene", now) is None
    line = own.outdated("Scene", now)
    assert line == f'takes/Scene/{NAME}.wav is not heard, its sentence changed: "66" is now "71"'
    (row,) = own.state_of("Scene", [now], lambda sentence: True)
    assert (row.state, row.note) == ("must be recorded again", '"66" is now "71"')


def test_the_table_tells_how_each_sentence_stands(own: Recordings) -> None:
    changed = "It moves each point of the plane."
    written(own, spoken())
    written(own, spoken(), f"{identifier('Gone for good.')}.wav", "Gone for good.")
    written(
        own,
        spoken(),
        f"{identifier('It moves every point of the plane.')}.flac",
        "It moves every point of the plane.",
    )
    written(own, np.zeros(24_000), f"{identifier('Quiet.')}.wav", "Quiet.")
    sentences = [SENTENCE, changed, "A new one here.", "Quiet.", SENTENCE]
    rows = own.state_of("Scene", sentences, lambda sentence: sentence == changed)
    states = {row.sentence: row.state for row in rows}
    assert states == {
        SENTENCE: "recorded", changed: "synthetic", "A new one here.": "missing", "Quiet.": "unusable",
        "Gone for good.": "orphan", "It moves every point of the plane.": "orphan",
    }  # fmt: skip
    notes = {row.sentence: row.note for row in rows}
    assert "recorded before as it-moves-every-" in notes[changed]
    assert '"every" is now "each"' in notes[changed]
    assert notes["A new one here."] == ""
    assert "is silent" in notes["Quiet."]
    assert len(rows) == 6, "a sentence that is said twice has one recording"
    strays = own.strays({"Scene": sentences})
    assert {row.sentence for row in strays} == {"Gone for good.", "It moves every point of the plane."}
    (own.folder / "Scene" / "one.aiff").write_bytes(b"of another kind")
    (own.folder / "Scene" / "session.aup3").write_bytes(b"no sound")
    (another,) = (row for row in own.strays({"Scene": sentences}) if row.sentence == "one.aiff")
    assert "its name ends in none of .wav, .flac, .m4a, .mp3" in another.note
    assert len(own.strays({})) == 5, "without its scene a whole folder is of no sentence"


BAD = {
    "empty": (b"", "is empty"),
    "not sound": (b"This is a letter, no sound." * 40, "does not decode as sound"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "does not decode as sound|has no sound"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_sound_is_refused_by_name(own: Recordings, kind: str) -> None:
    content, words = BAD[kind]
    path = written(own, spoken())
    path.write_bytes(content)
    with pytest.raises(LectureError, match=rf"takes/Scene/{NAME}\.wav ({words})") as refusal:
        heard(own)
    assert refusal.value.exit_code == 2
    assert path.read_bytes() == content, "nothing of the lecturer's is touched"


def test_silence_and_an_hour_are_no_sentence(own: Recordings, monkeypatch: pytest.MonkeyPatch) -> None:
    written(own, np.zeros(48_000))
    with pytest.raises(LectureError, match=r"is silent for all its 2\.0 s, expected speech"):
        heard(own)
    path = own.folder / "Scene" / f"{NAME}.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(3600 * 8000))
    decoded = []
    sound = module.mono
    monkeypatch.setattr(
        module, "mono", lambda frames: sound(decoded.append(f.samples / f.sample_rate) or f for f in frames)
    )
    with pytest.raises(LectureError, match="is longer than 60 s, expected one sentence"):
        heard(own)
    assert sum(decoded) < 61, "the rest of the hour is not even decoded"


def test_a_truncated_recording_is_refused_or_heard_as_far_as_it_goes(own: Recordings) -> None:
    path = written(own, spoken(), f"{NAME}.flac")
    data = path.read_bytes()
    verdicts = []
    for length in (10, 60, len(data) // 4, len(data) // 2):
        path.write_bytes(data[:length])
        try:
            verdicts.append(heard(own) is not None)
        except LectureError as error:
            verdicts.append("\n" in error.message)
    assert verdicts[:2] == [False, False]
    path.write_bytes(data)
    assert heard(own) is not None


def test_what_cannot_be_read_is_refused_in_one_line(own: Recordings) -> None:
    own.folder.mkdir()
    (own.folder / "Scene").write_text("a file where a folder should be")
    with pytest.raises(
        LectureError, match=r"takes/Scene cannot be read \(Not a directory\), expected a folder"
    ):
        own.find("Scene", SENTENCE)
    (own.folder / "Scene").unlink()
    path = written(own, spoken())
    path.with_suffix(".txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LectureError, match=rf"{NAME}\.txt cannot be read"):
        own.find("Scene", SENTENCE)
    path.with_suffix(".txt").write_text(SENTENCE)
    path.unlink()
    path.mkdir()
    with pytest.raises(LectureError, match="is no file"):
        own.find("Scene", SENTENCE)
    path.rmdir()
    written(own, spoken())
    written(own, spoken(), f"{NAME}.flac")
    with pytest.raises(LectureError, match="are recordings of one sentence; remove one"):
        own.find("Scene", SENTENCE)


def test_a_recording_is_decoded_once_and_anew_when_the_file_changes(
    own: Recordings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(own, spoken())
    decoded = []
    sound = module.decoded
    monkeypatch.setattr(module, "decoded", lambda file: (decoded.append(file), sound(file))[1])
    first, again = heard(own), heard(own)
    assert first == again
    assert len(decoded) == 1
    found = own.find("Scene", SENTENCE)
    assert found is not None
    written(own, spoken("Another voice altogether says more here."))
    with pytest.raises(LectureError, match="changed while it was used"):
        own.samples(found.source)
    assert heard(own) != first
    assert len(decoded) == 2
    path.unlink()
    with pytest.raises(LectureError, match="cannot be read"):
        own.samples(found.source)


def test_a_path_with_spaces_is_found_again(own: Recordings, tmp_path: Path) -> None:
    own.folder = tmp_path / "my own takes"
    written(own, spoken())
    found = own.find("Scene", SENTENCE)
    assert found is not None
    assert found.source.startswith("recording my own takes/Scene/")
    assert len(own.samples(found.source)) > RATE


def test_words_of_a_recording_are_where_they_are_said(own: Recordings) -> None:
    """The recording dwells on one word: times shared by characters are far off, those along a take not."""
    voice = FakeVoice(0.3, 0.3).speak(SENTENCE, {})
    synthetic = own.shelf.put(voice, key_of("take"), SENTENCE, "fake")
    first = round(voice.words[2].start * 24_000)
    last = round(voice.words[2].end * 24_000)
    slow = np.concatenate([voice.samples[:first], *[voice.samples[first:last]] * 3, voice.samples[last:]])
    written(own, 0.3 * slow)
    found = own.find("Scene", SENTENCE)
    assert found is not None
    longer = 2 * (last - first) / 24_000
    exact = [word.start + (longer if number > 2 else 0) for number, word in enumerate(synthetic.words)]
    along = [word.start for word in own.take(found, SENTENCE.split(), synthetic).words]
    assert np.abs(np.array(along) - exact).max() < 0.06
    guessed = [word.start for word in own.take(found, SENTENCE.split()).words]
    assert np.abs(np.array(guessed) - exact).max() > 0.3, "the control"
    assert sorted(guessed) == guessed


def test_a_difference_names_what_is_gone_what_is_new_and_what_stands_for_what() -> None:
    assert difference("a b c", "a b c") == ""
    assert difference("a b c d", "a x c d") == '"b" is now "x"'
    assert difference("a b c", "a c d") == '"b" is gone, "d" is new'

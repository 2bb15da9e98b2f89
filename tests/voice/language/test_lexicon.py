"""Words are said as a dictionary says them, endings as English has them; nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.voice.language.small_lexicon import BRITISH, GOLD, LEXICON, SILVER, kokoro
from training.errors import LectureError
from voice.language.lexicon import is_british, read_lexicon

#: As the CMU dictionary has them, but for the faint vowel (IX) and the tapped t (T*) it does not write.
MADE = {
    "maps": "M AE1 P S",
    "networks": "N EH1 T W ER2 K S",
    "units": "Y UW1 N AH0 T S",
    "lines": "L AY1 N Z",
    "boxes": "B AA1 K S IX Z",
    "pages": "P EY1 JH IX Z",
    "carries": "K EH1 R IY Z",
    "page's": "P EY1 JH IX Z",
    "units'": "Y UW1 N AH0 T S",
    "stopped": "S T AA1 P T",
    "moved": "M UW1 V D",
    "carried": "K EH1 R IY D",
    "folded": "F OW1 L D IX D",
    "weighted": "W EY1 T* IX D",
    "moving": "M UW1 V IH NG",
    "stopping": "S T AA1 P IH NG",
    "weighting": "W EY1 T* IH NG",
    "starting": "S T AA1 R T* IH NG",
    "hinges": "HH IH1 N JH IX Z",
    "graphs": "G R AE1 F S",
}


def said(word: str) -> str | None:
    found = LEXICON.found(word)
    return None if found is None else found.phonemes.replace("ɾ", "T")


@pytest.mark.parametrize(("word", "arpabet"), MADE.items())
def test_a_stem_and_its_ending_sound_as_a_dictionary_has_them(word: str, arpabet: str) -> None:
    assert said(word) == kokoro(arpabet)


@pytest.mark.parametrize(
    "word", ["blorp", "blorps", "ing", "stoppedly", "xs", "s", "'s", "漢", "", "ed", "mapss"]
)
def test_a_word_that_is_not_there_is_not_made_up(word: str) -> None:
    """The control."""
    assert said(word) is None or word == "s"


def test_what_people_checked_goes_before_what_nobody_did() -> None:
    line = LEXICON.found("line")
    assert line is not None
    assert (line.phonemes, line.source) == ("lˈIn", "gold")
    lines = LEXICON.found("lines")
    assert lines is not None
    assert (lines.phonemes, lines.source) == ("lˈInz", "silver")
    maps = LEXICON.found("maps")
    assert maps is not None
    assert maps.source == "rule"


def test_a_capital_tells_a_name_but_not_at_the_start_of_a_sentence() -> None:
    assert said("Polish") == "pˈOlɪʃ"
    assert said("polish") == "pˈɑlɪʃ"
    first = LEXICON.found("Polish", first=True)
    assert first is not None
    assert first.phonemes == "pˈɑlɪʃ"
    assert said("MAP") == said("map")


def test_initials_are_said_by_their_letters_and_accents_are_passed_over() -> None:
    assert said("GPU") == "ʤˌipˌijˈu"
    assert said("GPUs") == "ʤˌipˌijˈuz"
    assert said("naïve") == "nIˈiv"
    assert said("w") == "dˈʌbᵊlju"


def test_british_endings_have_no_tap_and_sound_a_silent_r() -> None:
    found = {word: BRITISH.found(word) for word in ("weighted", "blurring", "pages")}
    assert {word: one and one.phonemes for word, one in found.items()} == {
        "weighted": "wˈAtɪd",
        "blurring": "blˈɜːɹɪŋ",
        "pages": "pˈAʤɪz",
    }


def write(folder: Path, kind: str, gold: object, silver: object) -> None:
    (folder / f"{kind}_gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (folder / f"{kind}_silver.json").write_text(json.dumps(silver), encoding="utf-8")


def test_the_lexicon_is_read_as_data(tmp_path: Path) -> None:
    write(tmp_path, "us", GOLD, SILVER)
    write(tmp_path, "gb", {"map": "mˈap"}, {"maps": "mˈaps"})
    assert read_lexicon(folder=tmp_path) == LEXICON
    british = read_lexicon(british=True, folder=tmp_path)
    assert british.british
    assert british.gold == {"map": "mˈap"}


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}"])
def test_a_damaged_lexicon_is_refused(tmp_path: Path, damage: str) -> None:
    write(tmp_path, "us", GOLD, SILVER)
    (tmp_path / "us_silver.json").write_text(damage)
    with pytest.raises(LectureError, match=r"us_silver\.json of misaki cannot be read"):
        read_lexicon(folder=tmp_path)


def test_a_lexicon_that_is_not_installed_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(LectureError, match=r"misaki is not installed here; run: lecture/setup\.sh voice"):
        read_lexicon()


def test_a_british_voice_is_known_by_its_name() -> None:
    assert [is_british(name) for name in ("bm_george", "styles/bf_emma.bin", "af_heart", "espeak")] == [
        True,
        True,
        False,
        False,
    ]

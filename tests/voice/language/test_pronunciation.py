"""A spoken text becomes phonemes: each word where it stands, none guessed."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voice.language.small_lexicon import BRITISH, GOLD, LEXICON
from training.errors import LectureError
from training.network.activations import ACTIVATIONS
from voice.language.alphabet import PHONEMES
from voice.language.lexicon import VERSION, Lexicon
from voice.language.pronunciation import BRITISH_TABLE, DEFAULT_TABLE, phonemes, pronunciations, used
from voice.language.spelling import spoken_text

SENTENCES = {
    "ReLU is zero.": "ɹˈɛlˌu ɪz zˈɪɹO.",
    "Networks separate blue from green.": "nˈɛtwˌɜɹks sˈɛpəɹˌAt blˈu fɹʌm ɡɹˈin.",
    "Lines that separate blue from green, a V": "lˈInz ðæt sˈɛpəɹˌAt blˈu fɹʌm ɡɹˈin, ɐ vˈi",
    "To separate the lines": "tə sˈɛpəɹˌAt ðə lˈInz",
    "A separate line": "ɐ sˈɛpəɹət lˈIn",
    "The edge, the unit": "ði ˈɛʤ, ðə jˈunət",
    "from one to edges to five": "fɹˌʌm wˈʌn tʊ ˈɛʤᵻz tə fˈIv",
    "A, B or C?": "ˈA, bˈi ɔɹ sˈi?",
    "A and B": "ˈA ænd bˈi",
    "A line of A V plus c": "ɐ lˈIn ʌv ˈA vˈi plˈʌs sˈi",
    "tanh's epoch": "tˈæn ˈAʧᵻz ˈɛpˌɑk",
    "It is in, in it, by": "ˌɪt ɪz ˈɪn, ɪn ɪt, bˈI",
    "The points close to the line": "ðə pˈYnts klˈOs tə ðə lˈIn",
    "Close the page.": "klˈOz ðə pˈAʤ.",
    "The use of it": "ðə jˈus ʌv ɪt",
    "units live in one line": "jˈunəts lˈɪv ɪn wˈʌn lˈIn",
    "one minute": "wˈʌn mˈɪnət",
    "The estimate is read": "ði ˈɛstəmət ɪz ɹˈɛd",
    "It used to bend. It is used to it.": "ˌɪt jˈust tə bˈɛnd. ˌɪt ɪz jˈuzd tʊ ɪt.",
    "two-way, sixty-five": "tˈuwˌA, sˈɪksti fˈIv",
    "“It bends” (and it is green)—": "“ˌɪt bˈɛndz” (ænd ɪt ɪz ɡɹˈin)—",
    "In z": "ɪn zˈi",
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_a_word_is_said_as_its_place_asks(text: str, expected: str) -> None:
    assert " ".join(phonemes(text, {}, LEXICON)) == expected


def test_a_letter_before_a_hyphen_is_no_article_and_re_is_no_note() -> None:
    assert phonemes(spoken_text("a₁ bends"), {}, LEXICON)[0] == "ˈA wˈʌn"
    assert phonemes("A-line, a-one", {}, LEXICON) == ("ˈA lˈIn,", "ˈA wˈʌn")
    assert phonemes("Re-fold it", {}, LEXICON)[0] == "ɹi fˈOld"
    assert phonemes("A one-unit line", {}, LEXICON)[0] == "ɐ", "the control"


def test_a_short_row_of_the_lecture_says_no_other_word() -> None:
    red = Lexicon(False, {**GOLD, "red": "ɹˈɛd"}, {})
    assert phonemes("it red folded", {"re": "ɹˈA", "fold": "fˈuld"}, red)[1:] == ("ɹˈɛd", "fˈuldᵻd")


def test_there_is_one_string_for_each_part() -> None:
    said = phonemes("tanh, sixty-five units.", {}, LEXICON)
    assert said == ("tˈæn ˈAʧ,", "sˈɪksti fˈIv", "jˈunəts.")


def test_unknown_words_are_named_all_at_once_with_the_lines_to_add() -> None:
    with pytest.raises(LectureError) as refused:
        phonemes("The blorp's line, quux-unit, Blorp and 漢字.", {}, LEXICON)
    message = refused.value.message
    assert message.startswith(
        "no lexicon has blorp, quux, 漢字; say how under [voice.pronounce] in lecture.toml:"
    )
    assert 'blorp = "PHONEMES", quux = "PHONEMES", "漢字" = "PHONEMES"' in message
    assert refused.value.exit_code == 2
    known = {"blorp": "blˈɔɹp", "quux": "kwˈʌks", "漢字": "kˈɑn"}
    assert phonemes("The blorp's line, quux-unit, 漢字.", known, LEXICON)[1] == "blˈɔɹps"


def test_the_lecture_goes_before_the_project_and_the_project_before_the_lexicon() -> None:
    assert phonemes("relu line", {"relu": "ɹˈilˌu", "line": "lˈin"}, LEXICON) == ("ɹˈilˌu", "lˈin")
    sources = [
        word.source for word in pronunciations("ReLU tanh lines line the units", {"relu": "ɹˈilˌu"}, LEXICON)
    ]
    assert sources == ["lecture", "table", "silver", "gold", "rule", "rule"]
    assert [word.source for word in pronunciations("blorp", {}, LEXICON)] == [""]


def test_a_british_voice_says_zed() -> None:
    assert phonemes("z is", {}, BRITISH) == ("zˈɛd", "ɪz")
    assert phonemes("z is", {}, LEXICON) == ("zˈi", "ɪz")


@pytest.mark.parametrize("text", ["ReLU's", "relus,", "the ReLU-unit", "“RELU”"])
def test_what_a_text_uses_of_the_tables_is_found_without_a_lexicon(text: str) -> None:
    assert used(text, {}) == {"relu": DEFAULT_TABLE["relu"]}
    assert used(text, {"relu": "ɹˈilˌu", "line": "lˈin"}) == {"relu": "ɹˈilˌu"}
    assert used(text, {}, british=True) == {"relu": BRITISH_TABLE["relu"]}


def test_a_text_without_such_words_uses_none() -> None:
    """The control."""
    assert used("A line bends.", {"relu": "ɹˈilˌu"}) == {}


def test_what_is_used_says_the_same_as_the_whole_table() -> None:
    lecture = {"quux": "kwˈʌks", "blue": "blˈʌ"}
    text = "ReLU and quuxes, blue tanh's z."
    assert phonemes(text, used(text, lecture), LEXICON) == phonemes(text, lecture, LEXICON)


@pytest.mark.parametrize("row", ["rel-u", "ɹˈɛlˌu!", "ReLU", "", "  "])
def test_what_is_no_phoneme_is_refused_with_its_row(row: str) -> None:
    with pytest.raises(LectureError, match=r"\[voice.pronounce\] relu"):
        phonemes("The ReLU", {"relu": row}, LEXICON)


@pytest.mark.parametrize("name", [*ACTIVATIONS, "ReLU", "LeakyReLU", "SiLU", "GELU", "softmax"])
def test_every_activation_can_be_said(name: str) -> None:
    assert all(phonemes(spoken_text(f"{name}, {name}'s"), {}, LEXICON))


def test_both_tables_have_the_same_words_in_kokoros_letters() -> None:
    assert list(BRITISH_TABLE) == list(DEFAULT_TABLE) == sorted(DEFAULT_TABLE)
    for table in (DEFAULT_TABLE, BRITISH_TABLE):
        assert all(word == word.lower() and set(said) <= PHONEMES for word, said in table.items())
    assert DEFAULT_TABLE["relu"] == "ɹˈɛlˌu"
    assert DEFAULT_TABLE["epoch"] == "ˈɛpˌɑk"
    assert DEFAULT_TABLE["tanh"] == "tˈæn ˈAʧ"


def test_what_is_heard_changes_only_with_the_version() -> None:
    """Takes are found by the version: a change of the rules that is heard brings its number along."""
    heard = "\n".join(" ".join(phonemes(text, {}, LEXICON)) for text in SENTENCES)
    digest = hashlib.sha256(heard.encode()).hexdigest()[:12]
    assert {VERSION: digest} == {"misaki 0.9.4, rules 1": "8de0ec3aa583"}


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from([word for word in GOLD if len(word) > 1] + ["a,", "A", "“I", "the", "5%.", "(z)"])
    )
)
def test_every_part_is_heard_in_letters_that_kokoro_reads(words: list[str]) -> None:
    text = spoken_text(" ".join(words))
    said = phonemes(text, {}, LEXICON)
    assert len(said) == len(text.split())
    for part in said:
        assert set(part) <= PHONEMES | set(".,;:!?…—“”()")
        assert part.strip(".,;:!?…—“”()")

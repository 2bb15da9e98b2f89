"""`python -m voice words`: every word with its phonemes, unknown ones refused."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from tests.voice.language.small_lexicon import LEXICON
from training import paths
from voice import command
from voice.command import main

LECTURE = """
[[scene]]
file = "scenes/a.py"
name = "A"

[[scene]]
file = "scenes/b.py"
name = "B"
activation = "tanh"
"""


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The lexicon of these tests, and a folder for what was gathered."""
    monkeypatch.setattr(command, "read_lexicon", lambda british: LEXICON)
    monkeypatch.setattr(command, "GATHERED", tmp_path / "narration")
    (tmp_path / "narration").mkdir()
    (tmp_path / "lecture.toml").write_text(LECTURE)
    monkeypatch.setattr(paths, "LECTURE_TOML", tmp_path / "lecture.toml")
    return tmp_path


def table(out: str) -> list[list[str]]:
    return [line.split() for line in out.splitlines()]


def test_every_word_is_listed_with_its_phonemes_source_and_count(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = small / "text.txt"
    text.write_text("\ufeffThe line [bends]. The edge, 2 lines\r\nReLU\n", encoding="utf-8")
    assert main(["words", str(text)]) == 0
    assert table(capsys.readouterr().out) == [
        ["bends", "bˈɛndz", "rule", "1"],
        ["edge", "ˈɛʤ", "gold", "1"],
        ["line", "lˈIn", "gold", "1"],
        ["lines", "lˈInz", "silver", "1"],
        ["relu", "ɹˈɛlˌu", "table", "1"],
        ["the", "ði", "rule", "1"],
        ["the", "ðə", "rule", "1"],
        ["two", "tˈu", "gold", "1"],
    ]


def test_unknown_words_are_refused_after_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("The blorp. Quux lines"))
    assert main(["words", "-"]) == 2
    told = capsys.readouterr()
    assert [row[0] for row in table(told.out)] == ["lines", "the"]
    assert told.err.count("\n") == 1
    assert "blorp, quux" in told.err


def test_without_a_file_the_gathered_narration_is_listed(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [("A-1", "The blorp."), ("A-2", "The line."), ("B-tanh-3", "The map."), ("Gone-4", "The quux.")]
    for number, (name, sentence) in enumerate(told):
        record = {"scene": name, "spoken": [{"sentence": sentence, "section": "x"}]}
        file = small / "narration" / f"{name[:-1]}{name[-1] * 16}.json"
        file.write_text(json.dumps(record))
        os.utime(file, (number, number))
    assert main(["words"]) == 0
    assert [row[0] for row in table(capsys.readouterr().out)] == ["line", "map", "the"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["words"], "./render.sh script"),
        (["words", "nowhere.txt"], "nowhere.txt cannot be read"),
        (["words", "bracket.txt"], "bracket.txt: a bracket is not closed"),
        (["words", "latin.txt"], "latin.txt is not text in UTF-8"),
        (["words", "empty.txt"], "nothing to say in empty.txt"),
        (["frogs"], "invalid choice"),
        ([], "python -m voice words"),
    ],
)
def test_bad_input_is_refused_in_one_line(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(small)
    Path("bracket.txt").write_text("The [line.")
    Path("latin.txt").write_bytes(b"na\xefve")
    Path("empty.txt").write_text(" \n")
    assert main(words) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("record", ["{}", "[]", '{"spoken": [1]}', "{", '{"spoken": [{"text": "no"}]}'])
def test_a_damaged_record_is_gathered_again(
    small: Path, capsys: pytest.CaptureFixture[str], record: str
) -> None:
    (small / "narration" / f"A-{'a' * 16}.json").write_text(record)
    assert main(["words"]) == 2
    assert "does not say what is spoken; gather it again: ./render.sh script" in capsys.readouterr().err

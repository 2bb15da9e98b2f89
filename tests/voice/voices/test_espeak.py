"""eSpeak NG is asked as a program; where it is missing or fails, one line says what to type."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from tests.voice.fake_voice import RATE, FakeVoice
from training.errors import LectureError
from training.paths import ROOT
from voice.voices.espeak import Espeak

TEXT = "First the plane turns, then it flips over."


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name that says tones, its WAV without lengths as in a pipe."""
    path = tmp_path / "espeak-ng"
    path.write_text(
        f"#!{sys.executable}\n"
        "import struct, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.voice.fake_voice import RATE, FakeVoice\n"
        f"open({str(tmp_path / 'asked')!r}, 'w').write(' '.join(sys.argv[1:]))\n"
        "samples = FakeVoice(0.2, 0.3).speak(sys.stdin.buffer.read().decode(), {}).samples\n"
        "data = (samples * 32767).astype('<i2').tobytes()\n"
        "form = struct.pack('<HHIIHH', 1, 1, RATE, 2 * RATE, 2, 16)\n"
        "head = b'RIFF' + b'\\xff\\xff\\xff\\x7f' + b'WAVEfmt ' + struct.pack('<I', 16) + form\n"
        "head += b'data' + b'\\x00\\xf0\\xff\\x7f'\n"
        "sys.stdout.buffer.write(head + data)\n"
    )
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return path


def test_the_program_speaks_and_its_words_share_what_is_heard(program: Path) -> None:
    exact = FakeVoice(0.2, 0.3).speak(TEXT, {})
    speech = Espeak(1.2).speak(TEXT, {})
    assert speech.rate == RATE
    assert np.abs(speech.samples - exact.samples).max() < 1e-3
    assert [word.word for word in speech.words] == TEXT.split()
    starts = [word.start for word in speech.words]
    assert starts == pytest.approx([word.start for word in exact.words], abs=0.011)
    assert (program.parent / "asked").read_text() == "-v en-us -s 210 --stdin --stdout"


@pytest.mark.parametrize(
    ("script", "line", "code"),
    [
        (
            "echo no such voice >&2; exit 1",
            "espeak-ng failed: no such voice; run: espeak-ng -v en-us hello",
            1,
        ),
        ("exit 3", "espeak-ng failed: .*exit status 3", 1),
        ("echo RIFF", r"espeak-ng gave no sound \(", 1),
        ("exit 0", r"espeak-ng gave no sound \(", 1),
        (
            None,
            r"espeak-ng is not installed here; run: apt-get install espeak-ng \(or name another voice\)",
            2,
        ),
    ],
)
def test_a_program_that_is_missing_or_fails_gets_one_line(
    program: Path, script: str | None, line: str, code: int
) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    if script is None:
        program.unlink()
    with pytest.raises(LectureError, match=line) as refused:
        Espeak().speak(TEXT, {})
    assert refused.value.exit_code == code

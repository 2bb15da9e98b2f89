"""The model is four files that make one of a known digest, or it is refused in one line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from training.errors import LectureError
from voice.voices import model

NAMES = ("part_of_a_model_1", "part_of_a_model_2")


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of two small parts, installed; its packages must not be run."""
    for name, data in zip(NAMES, (b"first", b"second"), strict=True):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise AssertionError('the package was run')\n")
        (tmp_path / name / "part.bin").write_bytes(data)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(model, "PACKAGES", NAMES)
    monkeypatch.setattr(model, "SHA256", hashlib.sha256(b"firstsecond").hexdigest())
    return tmp_path


def test_the_parts_are_joined_in_order_and_their_packages_are_not_run(parts: Path) -> None:
    assert model.joined_parts() == b"firstsecond"


@pytest.mark.parametrize("data", [b"", b"secon", b"secpnd", b"second\n"])
def test_a_damaged_part_is_refused_with_what_makes_it_whole(parts: Path, data: bytes) -> None:
    (parts / NAMES[1] / "part.bin").write_bytes(data)
    with pytest.raises(
        LectureError, match=r"the voice's model is damaged: .* expected .*; run: rm -r .venv; lec"
    ):
        model.Model()


def test_a_missing_part_is_named_with_what_installs_it(parts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (parts / NAMES[0] / "part.bin").unlink()
    with pytest.raises(LectureError, match=r"the voice's model cannot be read: .*part.bin.*; run: "):
        model.Model()
    monkeypatch.setattr(model, "PACKAGES", (NAMES[0], "part_of_a_model_3"))
    with pytest.raises(
        LectureError, match=r"part_of_a_model_3 is not installed here; run: lecture/setup\.sh voice"
    ):
        model.Model()


def test_what_exposes_a_tensor_is_a_model_with_a_graph_with_an_output_of_its_name() -> None:
    """By the encoding's own rules: the field's number, eight times, plus 2; the length; the message."""
    name = b"\x0a\x02ab"
    output = b"\x62\x04" + name
    assert model.exposing("ab") == b"\x3a\x06" + output

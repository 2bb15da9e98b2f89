"""The benchmark measures what it says: the lecture's own options, a similarity that knows a difference."""

from __future__ import annotations

import configparser
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from benchmarks.__main__ import main
from benchmarks.encoding import OPTIONS, Cost, encode_only, encoder, pictures, ssim
from benchmarks.render import Costs, ratios_of, report, table_of
from training.paths import ROOT
from training.recipe.recipe import Recipe


def test_the_floor_is_encoded_with_the_lectures_own_options() -> None:
    configured = configparser.ConfigParser()
    configured.read(ROOT / "manim.cfg")
    assert dict(configured["video_encoder.options"]) == OPTIONS


def test_similarity_is_one_for_equal_pictures_and_falls_with_noise() -> None:
    noise = np.random.default_rng(1)
    image = noise.integers(0, 255, (64, 64)).astype(np.uint8)
    slightly = np.clip(image.astype(int) + noise.integers(-12, 13, image.shape), 0, 255).astype(np.uint8)
    assert ssim(image, image) == pytest.approx(1)
    assert 0.5 < ssim(image, slightly) < 0.999
    assert ssim(image, np.zeros_like(image)) < 0.1


def test_encoding_alone_sees_every_frame(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    container, stream = encoder(film, OPTIONS)
    import av

    for number in range(3):
        image = np.full((1080, 1920, 3), 40 * number, np.uint8)
        frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format="yuv420p")
        frame.pts = number
        container.mux(stream.encode(frame))
    container.mux(stream.encode())
    container.close()
    cost = encode_only(film, tmp_path / "again.mp4")
    assert cost.frames == 3
    assert cost.cpu > 0
    assert len(list(pictures(tmp_path / "again.mp4"))) == 3


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["rendr"],
        ["render", "--rounds", "x"],
        ["render", "--rounds", "0"],
        ["render", "--seconds", "-1"],
        ["training", "--sedes", "3"],
        ["training", "--seeds", "0"],
    ],
    ids=" ".join,
)
def test_bad_input_gets_one_line_and_exit_code_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_missed_target_is_named_and_fails() -> None:
    console = Console(record=True, width=200)
    assert report(console, [("a", 1.0, "<=", 1.0), ("b", 16.0, ">=", 15.0)]) == 0
    assert report(console, [("a", 1.1, "<=", 1.0)]) == 1
    assert "MISSED" in console.export_text()


def test_cost_a_frame_is_in_milliseconds() -> None:
    assert Cost(100, 2.5, 3.0).milliseconds == 25


def test_ratios_and_table_are_those_of_the_costs() -> None:
    alone, floor = Cost(600, 6.0, 6.0, 2.4), Cost(600, 4.8, 4.8, 4.8)
    found = Costs(
        alone, floor, Cost(60, 6.0, 6.0), Cost(60, 12.0, 12.0), [alone, Cost(600, 6.0, 8.0)], 500, 0.99
    )
    values = {name: (round(value, 6), sign, target) for name, value, sign, target in ratios_of(found, 2)}
    assert values == {
        "seconds a second of film takes on 2 cores": (0.4, "<=", 1.0),  # 8 s for twice 10 s of film
        "production / encoding alone, by the clock": (1.25, "<=", 1.5),
        "matplotlib / production, CPU a frame": (20.0, ">=", 15.0),
        "naive manim / production, CPU a frame": (10.0, ">=", 6.0),
        "SSIM against crf 16 medium": (0.99, ">=", 0.98),
    }
    console = Console(record=True, width=200)
    console.print(table_of(found))
    row = next(line for line in console.export_text().splitlines() if "one process" in line)
    assert row.replace("│", " ").split()[-5:] == ["600", "10.0", "6.0", "4.0", "100"]


def test_goals_of_training_are_reached_or_not_by_its_times() -> None:
    pytest.importorskip("tensorflow", reason="the training benchmark imports what it measures")
    from benchmarks.training import Times, goals_of
    from benchmarks.training import table_of as times_table

    good = Times(30.0, 20.0, 0.5, 0.05, {1: 0.05, 1000: 0.005}, 50.0, 9.0)
    for times, reached in ((good, 5), (replace(good, warm=0.1, sweep=61.0), 3)):
        console = Console(record=True, width=200)
        console.print(goals_of(times, 1000))
        assert console.export_text().count(" yes ") == reached
    console = Console(record=True, width=200)
    console.print(times_table(good, Recipe()))
    row = next(line for line in console.export_text().splitlines() if "cold" in line)
    assert row.replace("│", " ").split()[-5:] == ["0.5000", "60.0", "x", "0.10", "x"]

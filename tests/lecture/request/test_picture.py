from __future__ import annotations

import pytest
from manim.constants import QUALITIES as MANIM

from lecture.request.picture import QUALITIES, Picture, picture
from training.errors import LectureError


def test_qualities_are_manims_own() -> None:
    theirs = {
        values["flag"]: (values["pixel_width"], values["pixel_height"], values["frame_rate"])
        for values in MANIM.values()
        if values["flag"] is not None
    }
    assert {flag: (q.width, q.height, q.frame_rate) for flag, q in QUALITIES.items()} == theirs


@pytest.mark.parametrize(
    ("quality", "folder"),
    [("l", "480p15"), ("m", "720p30"), ("h", "1080p60"), ("p", "1440p60"), ("k", "2160p60")],
)
def test_folders_are_named_as_manim_names_them(quality: str, folder: str) -> None:
    assert picture(quality).folder == folder


def test_two_sizes_of_one_height_do_not_share_a_folder() -> None:
    assert picture("l", "1080,1920").folder != picture("l", "720,1920").folder


@pytest.mark.parametrize("size", [(1080, 1920), (1080, 1080), (1920, 1080), (2560, 1080), (854, 480)])
def test_any_shape_shows_the_whole_stage_undistorted(size: tuple[int, int]) -> None:
    shape = Picture(*size, 15)
    width, height = shape.frame_size
    assert width / height == pytest.approx(size[0] / size[1], rel=1e-3)
    assert width >= 8 * 16 / 9 - 1e-9
    assert height >= 8 - 1e-9


def test_transparency_gets_a_container_that_holds_it() -> None:
    assert picture("l", transparent=True).container == "mov"


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({"quality": "z"}, "-qz"),
        ({"size": "1080"}, "1080"),
        ({"size": "1081,1920"}, "1081,1920"),
        ({"size": "9000,9000"}, "9000,9000"),
        ({"size": "a,b"}, "a,b"),
        ({"container": "avi"}, "avi"),
        ({"container": "mp4", "transparent": True}, "mp4"),
    ],
)
def test_a_format_that_does_not_exist_is_refused_by_name(arguments: dict[str, object], found: str) -> None:
    with pytest.raises(LectureError, match=found) as refused:
        picture(**arguments)  # type: ignore[arg-type]
    assert refused.value.exit_code == 2

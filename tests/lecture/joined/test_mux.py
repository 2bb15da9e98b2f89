"""What a joined film says of itself: colours, transparency, languages, chapters, captions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manim._config.video_encoder import VideoEncoderSpec

from film.assembly import write_film
from film.encoding import Colours, EncodingClock, SegmentEncoder
from film.sound import RATE as RATE_OF_SOUND
from film.subtitles import BRACES, WORD_JOINER, plain
from lecture.joined.mux import join
from lecture.joined.timeline import Span, Timeline

RATE = 15
GREEN = (0x9B, 0xE5, 0x64)
#: Codec, pixel format, options.
Kind = tuple[str, str, tuple[tuple[str, str], ...]]
H264: Kind = ("libx264", "yuv420p", (("crf", "20"), ("threads", "1")))
KINDS: dict[str, Kind] = {
    "mp4": H264,
    "mov": H264,
    "webm": ("libvpx-vp9", "yuv420p", (("crf", "24"), ("b", "0"), ("cpu-used", "5"))),
}
TRANSPARENT: dict[str, Kind] = {
    "mov": ("qtrle", "argb", ()),
    "webm": ("libvpx-vp9", "yuva420p", KINDS["webm"][2]),
}
EVERY = pytest.mark.parametrize("form", KINDS)


def scene(path: Path, frames: int, kind: Kind, alpha: int = 255) -> Path:
    """Encode green frames as scenes are encoded, a white bar running through them."""
    codec, pixel_format, options = kind
    spec = VideoEncoderSpec(path.suffix[1:], codec, pixel_format, 64, 48, Fraction(RATE), options)
    clock = EncodingClock()
    encoder, colours = SegmentEncoder(target=path, spec=spec, clock=clock), Colours(pixel_format, clock)
    for number in range(frames):
        pixels = np.full((48, 64, 4), (*GREEN, 255), np.uint8) if alpha else np.zeros((48, 64, 4), np.uint8)
        pixels[24:, number : number + 8] = 255
        encoder.write_frame(colours.converted(pixels))
    encoder.finish()
    return path


def laid(counts: list[int], captions: tuple[Span, ...] = ()) -> Timeline:
    """The clock of scenes of so many frames."""
    edges = [Fraction(sum(counts[:number]), RATE) for number in range(len(counts) + 1)]
    chapters = tuple(Span(f"Scene {k}", *edges[k : k + 2]) for k in range(len(counts)))
    return Timeline(chapters, chapters, captions, tuple(edges[:-1]), edges[-1], RATE)


def joined(folder: Path, form: str, counts: list[int], captions: tuple[Span, ...] = ()) -> Path:
    films = [scene(folder / f"{k}.{form}", count, KINDS[form]) for k, count in enumerate(counts)]
    join(films, laid(counts, captions), "Title", folder / f"lecture.{form}")
    return folder / f"lecture.{form}"


@EVERY
def test_colours_and_their_tags_outlive_the_join(tmp_path: Path, form: str) -> None:
    with av.open(str(joined(tmp_path, form, [4, 3]))) as film:
        context = film.streams.video[0].codec_context
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert tags == (1, 1, 1, 1)
        for frame in film.decode(video=0):
            assert np.abs(frame.to_ndarray(format="rgb24")[2, 2].astype(int) - GREEN).max() <= 2


@pytest.mark.parametrize("form", TRANSPARENT)
def test_transparency_outlives_the_join(tmp_path: Path, form: str) -> None:
    films = [scene(tmp_path / f"{k}.{form}", 3, TRANSPARENT[form], alpha=0) for k in range(2)]
    join(films, laid([3, 3]), "Title", tmp_path / f"lecture.{form}")
    with av.open(str(tmp_path / f"lecture.{form}")) as film:
        track = film.streams.video[0]
        decoder = av.CodecContext.create("libvpx-vp9", "r") if form == "webm" else track.codec_context
        frames = [frame for packet in film.demux(track) for frame in decoder.decode(packet)]
    assert len(frames) == 6
    for frame in frames:
        alpha = frame.to_ndarray(format="rgba")[..., 3]
        assert alpha[2, 2] == 0
        assert alpha[40].max() == 255
    if form == "webm":
        assert b"\x53\xc0\x81\x01" in (tmp_path / "lecture.webm").read_bytes(), "AlphaMode"


@EVERY
def test_scenes_of_one_frame_stand_on_the_grid_too(tmp_path: Path, form: str) -> None:
    counts = [1, 5, 1, 1, 2, 7]
    with av.open(str(joined(tmp_path, form, counts))) as film:
        packets = [packet for packet in film.demux(film.streams.video[0]) if packet.pts is not None]
    shown = sorted(float(packet.pts * packet.time_base) for packet in packets)
    assert shown == pytest.approx([number / RATE for number in range(sum(counts))], abs=1e-3)
    orders = [packet.dts for packet in packets]
    assert all(before < after for before, after in pairwise(orders))
    assert all(packet.dts <= packet.pts for packet in packets)


@EVERY
def test_every_track_says_its_language_and_every_scene_is_a_chapter(tmp_path: Path, form: str) -> None:
    captions = (Span("Said.", Fraction(0), Fraction(1, 5)),)
    with av.open(str(joined(tmp_path, form, [15, 30], captions))) as film:
        assert languages(film) == {"video": "eng", "subtitle": "eng"}
        found = [(part["metadata"]["title"], part["start"] * part["time_base"]) for part in film.chapters()]
        assert found == [("Scene 0", 0), ("Scene 1", 1)]


def languages(film: Any) -> dict[str, str]:
    """The language of each track one sees or hears, by its kind; undetermined where a file says none."""
    kinds = ("video", "audio", "subtitle")
    return {
        track.type: track.metadata.get("language", "und") for track in film.streams if track.type in kinds
    }


@EVERY
@pytest.mark.parametrize(("said", "language"), [("Said.", "eng"), ("", "und")])
def test_sound_has_a_language_where_it_is_speech(tmp_path: Path, form: str, said: str, language: str) -> None:
    """A scene that has captions speaks them; what sounds in one without may be music."""
    tone = np.sin(np.arange(RATE_OF_SOUND) / 20, dtype=np.float32) / 2
    silent = scene(tmp_path / f"silent.{form}", RATE, KINDS[form])
    heard = tmp_path / f"heard.{form}"
    write_film([silent], heard, Fraction(RATE), np.stack([tone, tone]))
    captions = (Span(said, Fraction(0), Fraction(1, 5)),) if said else ()
    join([silent, heard], laid([RATE, RATE], captions), "Title", tmp_path / f"lecture.{form}")
    with av.open(str(tmp_path / f"lecture.{form}")) as film:
        expected = {"video": "eng", "audio": language} | ({"subtitle": "eng"} if said else {})
        assert languages(film) == expected


SIGNS = (
    *("<b>", "{\\an8}", "{", "}", "\\N", "-->", "&lt;", "&", "\n", "\n\n", "\x00"),
    *("a", "é", "שלום", "\u200f", "𝜎"),
)
TEXTS = st.lists(st.sampled_from(SIGNS) | st.text(max_size=2), min_size=1, max_size=6).map("".join).map(plain)


@pytest.fixture(scope="module", params=["mp4", "webm"])
def one_scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    form = request.param
    return scene(tmp_path_factory.mktemp("scene") / f"scene.{form}", 30, KINDS[form])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS.filter(bool), min_size=1, max_size=3))
def test_captions_in_the_film_are_read_back_as_they_were_said(
    one_scene: Path, tmp_path: Path, texts: list[str]
) -> None:
    spans = tuple(Span(text, Fraction(k, 10), Fraction(k + 1, 10)) for k, text in enumerate(texts))
    lecture = tmp_path / f"lecture{one_scene.suffix}"
    join([one_scene], laid([30], spans), "Title", lecture)
    with av.open(str(lecture)) as film:
        # Between captions mp4 holds empty ones, of their two-byte length alone.
        empty = 2 if one_scene.suffix == ".mp4" else 0
        packets = [packet for packet in film.demux(film.streams.subtitles[0]) if packet.size > empty]
        starts = [float(packet.pts * packet.time_base) for packet in packets]
        events = [event.ass.decode() for packet in packets for event in packet.decode()]
    assert starts == pytest.approx([float(span.start) for span in spans], abs=1e-3)
    wide = {symbol: sign for sign, symbol in BRACES.items()}
    for event, text in zip(events, texts, strict=True):
        read = event.split(",", 8)[8].replace("\\{{}", "{").replace("\\N", "\n")
        assert "{" not in read or one_scene.suffix == ".webm", "a renderer would not show what follows"
        said = text.replace(WORD_JOINER, "").translate(wide)
        found = read.replace(WORD_JOINER, "").translate(wide)
        assert [line.strip() for line in found.split("\n")] == [line.strip() for line in said.split("\n")]

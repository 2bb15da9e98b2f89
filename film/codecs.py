"""How each kind of film is encoded: manim.cfg says it for H.264, this module for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

#: VP9 of even quality; several threads would not give the same bytes twice.
VP9 = {"threads": "1", "row-mt": "0", "crf": "24", "b": "0", "deadline": "good", "cpu-used": "5"}
#: A film's pictures kept without loss until its palette is known: H.264 in RGB, quantizer 0.
LOSSLESS_CODEC = "libx264rgb"
LOSSLESS = {"threads": "1", "preset": "ultrafast", "qp": "0"}


def encoder_of(spec: Any, output: Any) -> Any:
    """Return the settings a film is encoded with.

    Parameters
    ----------
    spec : manim.VideoEncoderSpec or None
        What manim made of its configuration, whose options are meant for H.264; None when it writes no film.
    output : manim.OutputSpec
        What is written.
    """
    if spec is None or (spec.codec == "libx264" and not output.is_gif):
        return spec
    if output.is_gif and not output.transparent:
        return replace(spec, codec=LOSSLESS_CODEC, pixel_format="rgb24", options=as_options(LOSSLESS))
    return replace(spec, options=as_options(VP9 if spec.codec == "libvpx-vp9" else {}))


def as_options(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return codec options as manim keeps them."""
    return tuple(sorted(values.items()))

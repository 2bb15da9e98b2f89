"""Small words whose sound depends on what follows: a, an, the, to, in, used, re-."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voice.language.word_class import listed

#: Words that no article stands before: "a is", "a and b", so that the word before them is the letter.
AFTER_A_LETTER = listed(
    "is are was were equals plus minus times over squared and or of in to by on at for with from has have"
)
#: Words after which "used to" means accustomed or applied.
BEING = listed("is are was were be been being get gets got am")
#: The letter a by its name.
LETTER_A = "ˈA"


@dataclass(frozen=True)
class Surroundings:
    """What stands around a word.

    Attributes
    ----------
    before, after : str
        The neighbours in lower case; empty at a pause or an end.
    vowel : bool or None
        Whether the next sound is a vowel; None before a pause.
    first : bool
        Whether it begins a sentence.
    hyphen : bool
        Whether a hyphen joins it to the word after it.
    """

    before: str
    after: str
    vowel: bool | None
    first: bool
    hyphen: bool = False


def weak_form(word: str, around: Surroundings) -> str | None:
    """Return how a small word is said where it stands, or None for any other word.

    The lexicon has only their full forms; Kokoro was trained on these.
    """
    lower = word.lower()
    if lower == "a":
        return LETTER_A if _is_letter(word, around) else "ɐ"
    if lower == "an":
        return "ɐn"
    if lower == "the":
        return "ði" if around.vowel else "ðə"
    if lower == "to" and around.vowel is not None:
        return "tʊ" if around.vowel else "tə"
    if lower == "in":
        return "ˈɪn" if around.vowel is None else "ɪn"
    if lower == "re" and around.hyphen:
        return "ɹi"
    if word == "I" and around.after not in AFTER_A_LETTER - {"was", "have"}:
        return "ˌI"
    if lower == "used" and around.after == "to" and around.before not in BEING:
        return "jˈust"
    return None


def _is_letter(word: str, around: Surroundings) -> bool:
    """Whether an a is the letter, not the article."""
    if (
        around.hyphen
        or around.vowel is None
        or around.after in AFTER_A_LETTER
        or around.before in ("the", "called")
    ):
        return True
    return word == "A" and (not around.first or len(around.after) == 1)


def neighbours(words: Sequence[str], place: int) -> tuple[str, str]:
    """Return the words before and after one; empty at an end."""
    return words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""

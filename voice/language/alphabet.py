"""The letters in which Kokoro reads phonemes: one a sound, as its lexicon writes them."""

from __future__ import annotations

#: Marks of stress: the vowel after them is stressed, first or second.
PRIMARY, SECONDARY = "ˈ", "ˌ"
#: Vowels; A I O Q W Y are the diphthongs of day, my, go (American and British), now and boy.
VOWELS = frozenset("AIOQWYaiuæɑɒɔəɐɛɜɪʊʌᵊᵻ")
#: Vowels that can be stressed or lead a tapped t: all but the faintest.
FULL_VOWELS = VOWELS - frozenset("ᵊ")
#: Consonants; T is the tapped t of "better" in American speech.
CONSONANTS = frozenset("bdfhjklmnpstvwzðŋɡɹɾTʃʒʤʧθʔ")
#: What Kokoro reads, in all.
PHONEMES = VOWELS | CONSONANTS | frozenset(PRIMARY + SECONDARY + "ː ")
#: Sounds after which American speech taps a t before a vowel.
BEFORE_TAP = frozenset("AIOWYiuæɑəɛɪɹʊʌɔ")
#: How the lexicon writes sounds that Kokoro knows by other letters.
AS_READ = str.maketrans({"ɾ": "T", "ʔ": "t"})


def begins_with_vowel(phonemes: str) -> bool | None:
    """Whether the first sound of some phonemes is a vowel; None where there is none."""
    return next((letter in VOWELS for letter in phonemes if letter in VOWELS | CONSONANTS), None)


def lightly_stressed(phonemes: str) -> str:
    """Return phonemes with a second stress on their first vowel, unless they have a stress."""
    if PRIMARY in phonemes or SECONDARY in phonemes:
        return phonemes
    first = next((place for place, letter in enumerate(phonemes) if letter in FULL_VOWELS), None)
    return phonemes if first is None else phonemes[:first] + SECONDARY + phonemes[first:]


def strongly_stressed(phonemes: str) -> str:
    """Return phonemes with a first stress, where they had a second one or none."""
    if PRIMARY in phonemes:
        return phonemes
    return lightly_stressed(phonemes).replace(SECONDARY, PRIMARY, 1)

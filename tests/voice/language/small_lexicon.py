"""A lexicon of a few words, in the form of the real one, and another notation to compare with."""

from __future__ import annotations

from voice.language.lexicon import Entry, Lexicon

GOLD: dict[str, Entry] = {
    "A": "ˈA", "B": "bˈi", "C": "sˈi", "F": "ˈɛf", "G": "ʤˈi", "I": "ˈI", "N": "ˈɛn", "P": "pˈi", "U": "jˈu",
    "V": "vˈi", "W": "dˈʌbᵊlju", "X": "ˈɛks", "Z": "zˈi", "a": "A", "the": "ði", "to": "tu", "in": "ɪn",
    "and": "ænd", "or": "ɔɹ", "that": {"DEFAULT": "ðæt", "DT": "ðˈæt"},
    "is": "ɪz", "of": "ʌv", "it": "ɪt", "by": {"DEFAULT": "bI", "None": "bˈI"},
    "one": "wˈʌn", "two": "tˈu", "five": "fˈIv", "sixty": "sˈɪksti", "zero": "zˈɪɹO", "point": "pˈYnt",
    "plus": "plˈʌs", "equals": "ˈikwᵊlz", "percent": "pəɹsˈɛnt", "minus": "mˈInəs", "sigma": "sˈɪɡmə",
    "line": "lˈIn", "network": "nˈɛtwˌɜɹk", "blue": "blˈu", "from": "fɹʌm", "green": "ɡɹˈin", "edge": "ˈɛʤ",
    "edges": "ˈɛʤᵻz", "page": "pˈAʤ", "unit": "jˈunət", "map": "mˈæp", "bend": "bˈɛnd", "weight": "wˈAt",
    "need": "nˈid", "stop": "stˈɑp", "carry": "kˈɛɹi", "fold": "fˈOld", "hinge": "hˈɪnʤ", "box": "bˈɑks",
    "start": "stˈɑɹt", "move": "mˈuv", "graph": "ɡɹˈæf", "open": "ˈOpᵊn", "axis": "ˈæksɪs", "used": "jˈuzd",
    "separate": {"DEFAULT": "sˈɛpəɹət", "VERB": "sˈɛpəɹˌAt"},
    "close": {"DEFAULT": "klˈOs", "NOUN": "klˈOz", "VERB": "klˈOz"},
    "use": {"DEFAULT": "jˈuz", "NOUN": "jˈus"},
    "live": {"DEFAULT": "lˈIv", "VERB": "lˈɪv"},
    "estimate": {"DEFAULT": "ˈɛstəmˌAt", "NOUN": "ˈɛstəmət"},
    "minute": {"ADJ": "mInˈut", "DEFAULT": "mˈɪnət"},
    "read": {"DEFAULT": "ɹˈid", "VBN": "ɹˈɛd"},
    "naive": "nIˈiv", "linear": "lˈɪniəɹ", "sigmoid": "sˈɪɡmˌYd", "hard": "hˈɑɹd", "leaky": "lˈiki",
    "Green": "ɡɹˈin", "polish": "pˈɑlɪʃ", "Polish": "pˈOlɪʃ", "two-way": "tˈuwˌA", "points": "pˈYnts",
}  # fmt: skip
SILVER: dict[str, Entry] = {"misclassified": "mɪsklˈæsᵻfˌId", "line": "WRONG", "lines": "lˈInz"}

LEXICON = Lexicon(british=False, gold=GOLD, silver=SILVER)
BRITISH = Lexicon(
    british=True,
    gold={"weight": "wˈAt", "blur": "blˈɜː", "need": "nˈiːd", "page": "pˈAʤ", "Z": "zˈiː", "is": "ɪz"},
    silver={},
)

#: ARPABET, as the CMU dictionary is written, in Kokoro's letters; AH without stress is a schwa, T* is tapped.
ARPABET = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "W", "AY": "I", "B": "b", "CH": "ʧ", "D": "d",
    "DH": "ð",
    "EH": "ɛ", "ER": "ɜɹ", "EY": "A", "F": "f", "G": "ɡ", "HH": "h", "IH": "ɪ", "IX": "ᵻ", "IY": "i",
    "JH": "ʤ", "K": "k", "L": "l", "M": "m", "N": "n", "NG": "ŋ", "OW": "O", "OY": "Y", "P": "p", "R": "ɹ",
    "S": "s", "SH": "ʃ", "T": "t", "T*": "T", "TH": "θ", "UH": "ʊ", "UW": "u", "V": "v", "W": "w", "Y": "j",
    "Z": "z",
}  # fmt: skip


def kokoro(arpabet: str) -> str:
    """Return a pronunciation of the CMU dictionary in Kokoro's letters."""
    said = []
    for sound in arpabet.split():
        plain = sound.rstrip("012")
        mark = {"1": "ˈ", "2": "ˌ"}.get(sound[-1], "")
        said.append(mark + ("ə" if sound == "AH0" else ARPABET[plain]))
    return "".join(said)

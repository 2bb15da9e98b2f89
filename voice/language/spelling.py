"""Written words and what is said for each: numbers, signs and formulas spelled out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from voice.language.abbreviations import ENDING_TOO, abbreviated
from voice.language.function_words import neighbours
from voice.language.numbers import cardinal, fraction, number, ordinal
from voice.language.pieces import LETTER, PIECE, PRODUCT
from voice.language.signs import BETWEEN, COMPARED, FRACTIONS, LOWERED, MONEY, NAMED, RAISED, greek, plain

#: Punctuation that shapes how a sentence is said; it stays with its word.
PROSODY = ".,;:!?…—“”()"
#: Dashes that part a sentence where they stand alone or end a word.
DASHES = ("-", "–", "—", "--", "―")
#: Functions said as "f of x" when a parenthesis follows them; single letters are such functions too.
FUNCTIONS = (
    "tanh", "sigmoid", "relu", "leakyrelu", "gelu", "elu", "selu", "silu", "swish", "mish", "softplus",
    "softsign", "softmax", "exp", "log", "ln", "max", "min", "sin", "cos", "tan", "det", "erf", "sqrt",
    "sign",
)  # fmt: skip
#: Names of several words that are written as one, and what is said.
NAMES = {"leakyrelu": "leaky ReLU", "hardsigmoid": "hard sigmoid", "prelu": "P ReLU"}
#: What may stand at a formula's first letter.
INDICES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "prime")
#: Letters of an index that are said one by one, at most: W_ij.
LONGEST_INDEX = 2
#: What a fraction bar follows, and what follows it: numbers, single letters, parentheses, derivatives.
DIVIDED = re.compile(rf"(?:[\d)}}∞%′²³⁰¹⁴-⁹ⁿᵀ₀-₉ₙᵢⱼ]|(?<!{LETTER})[∂d]?[^\W\d_]'?)$")
DIVIDING = re.compile(rf"[−-]?(?:[\d({{∂√∞]|d?[^\W\d_](?!{LETTER}))")
#: Forms of "to be", after which a comparison needs none.
BEING = ("is", "are", "was", "were", "be", "stays", "stay")


@dataclass(frozen=True)
class Spelled:
    """A written word and what is said for it.

    Attributes
    ----------
    written : str
        The word as it stands in the sentence, between spaces.
    spoken : tuple of str
        The words that are said, with the punctuation that shapes them; none for a sign that is not said.
    """

    written: str
    spoken: tuple[str, ...]


def spelled(sentence: str) -> tuple[Spelled, ...]:
    """Return what is said for each written word of a sentence.

    Parameters
    ----------
    sentence : str
        As written, without brackets.

    Returns
    -------
    tuple of Spelled
        One for each of ``sentence.split()``, in order. What cannot be spelled out, such as a letter of
        another script, is left as it is: its pronunciation will be refused by name.
    """
    parts = sentence.split()
    speller = _Speller([plain(part) for part in parts])
    return tuple(Spelled(part, said) for part, said in zip(parts, speller.spoken(), strict=True))


def spoken_text(sentence: str) -> str:
    """Return a sentence as it is said: its spoken words between single spaces."""
    return " ".join(word for part in spelled(sentence) for word in part.spoken)


@dataclass
class _Speller:
    """Spells one sentence; what stands before decides how a parenthesis or a comparison is said.

    Attributes
    ----------
    parts : list of str
        The written words.
    said : list of list of str
        What is said for each part that is done, and for the one at work.
    silent : list of bool
        For each open parenthesis, whether its closing is not heard: it belongs to a formula.
    before : str
        The piece of the part at work that was said last.
    """

    parts: list[str]
    said: list[list[str]] = field(default_factory=list)
    silent: list[bool] = field(default_factory=list)
    before: str = ""

    def spoken(self) -> list[tuple[str, ...]]:
        for place, part in enumerate(self.parts):
            self.said.append([])
            self.before = ""
            if not self._whole(place, part):
                self._pieces(place, part)
                self._join_letter()
        return [tuple(words) for words in self.said]

    def _join_letter(self) -> None:
        """Join the letter A that begins a sentence to its index; before a number alone it is an article."""
        words = self.said[-1]
        if len(self.said) == 1 and len(words) > 1 and words[0] == "A" and words[1].strip(PROSODY) in INDICES:
            words[:2] = [f"A-{words[1]}"]

    def _whole(self, place: int, part: str) -> bool:
        """Say a part that has a meaning as a whole, if it has one."""
        if part in DASHES:
            self._dash(place, part)
        elif part == "/":
            self._slash(*neighbours(self.parts, place))
        elif part in ("*", "·", "|", "•"):
            if part != "•" and self._between_values(place):
                self._say("given" if part == "|" else "times")
        else:
            return self._abbreviation(place, part)
        return True

    def _dash(self, place: int, part: str) -> None:
        numbers = self._between_values(place)
        if numbers and part == "-":
            self._say("minus")
        elif part == "–" and numbers and self.parts[place - 1][-1:].isdigit():
            self._say("to")
        else:
            self._punctuate("—")

    def _between_values(self, place: int) -> bool:
        """Whether numbers or single letters stand on both sides of a part."""
        if not 0 < place < len(self.parts) - 1:
            return False
        sides = (self.parts[place - 1], self.parts[place + 1])
        return all(
            re.fullmatch(r"[−-]?[\d.,]*\d%?|[(]?[^\W\d_][\d₀-₉]?[)]?|\W*[a-z][A-Z]\W*", side)
            for side in sides
        )

    def _abbreviation(self, place: int, part: str) -> bool:
        core = part.rstrip(",;:!?)”\"'")
        said = abbreviated(core)
        if said is None:
            return False
        opener = "(" if part.startswith("(") else ""
        if opener:
            self.silent.append(False)
        for number_, word in enumerate(said.split()):
            self._say(word, opener if number_ == 0 else "")
        last = place == len(self.parts) - 1
        if last and core.lower() in ENDING_TOO:
            self._punctuate(".")
        for mark in part[len(core) :]:
            self._mark(mark)
        return True

    def _pieces(self, place: int, part: str) -> None:
        """Say a part piece by piece."""
        opening = ""
        for match in PIECE.finditer(part):
            kind = str(match.lastgroup)
            if kind in ("ordinal", "plural", "exponent"):
                kind = "number"
            if kind == "other" and not self.said[-1] and match[0] in '(“"«„':
                self.silent += [False] if match[0] == "(" else []
                opening += "(" if match[0] == "(" else "“"
                continue
            count = len(self.said[-1])
            self._by_kind(kind)(place, match)
            if opening and len(self.said[-1]) > count:
                self.said[-1][count] = opening + self.said[-1][count]
                opening = ""
            # x_{ij} is x_ij.
            self.before = "_" if self.before + match[0] == "_{" else match[0]

    def _by_kind(self, kind: str) -> Callable[[int, re.Match[str]], None]:
        return {
            "layers": self._layers,
            "fraction": self._fraction,
            "number": self._number,
            "raised": self._raised,
            "lowered": self._lowered,
            "word": self._word,
            "degrees": self._degrees,
            "plural_of_any": lambda place, match: self._plural("s"),
            "ellipsis": lambda place, match: self._punctuate("…"),
        }.get(kind, self._other)

    def _layers(self, place: int, match: re.Match[str]) -> None:
        self._say(" ".join(cardinal(int(size)) for size in match[0].split("-")))

    def _fraction(self, place: int, match: re.Match[str]) -> None:
        numerator, denominator = match[0].split("/")
        self._say(fraction(int(numerator), int(denominator)))

    def _number(self, place: int, match: re.Match[str]) -> None:
        written = match["number"]
        if match["ordinal"] and "." not in written:
            self._say(ordinal(int(written.replace(",", ""))))
            return
        self._say(number(written))
        if match["ordinal"]:
            self.said[-1][-1] += "th"
        elif match["plural"]:
            self._plural(match["plural"])
        elif match["exponent"]:
            self._say("times ten to the " + _signed(match["exponent"]))
        currency = MONEY.get(self.before)
        if currency:
            self._say(currency[written != "1"])

    def _plural(self, ending: str) -> None:
        last = self.said[-1][-1]
        if ending == "'s":
            self.said[-1][-1] = f"{last}'s"
        elif last.endswith("y"):
            self.said[-1][-1] = f"{last[:-1]}ies"
        else:
            self.said[-1][-1] = last + ("es" if last.endswith("x") else "s")

    def _raised(self, place: int, match: re.Match[str]) -> None:
        power = "".join(RAISED[letter] for letter in match[0])
        self._say("transposed" if power == "T" else f"to the {_signed(power)}")

    def _lowered(self, place: int, match: re.Match[str]) -> None:
        self._say(_letter_by_letter("".join(LOWERED[letter] for letter in match[0])))

    def _word(self, place: int, match: re.Match[str]) -> None:
        word = match[0]
        base, _, ending = word.partition("'")
        if base == "a" and self._in_formula(place, match):
            # A capital tells the letter from the article.
            base = "A"
            word = "A" + word[1:]
        if base.lower() in NAMES:
            self._say(NAMES[base.lower()] + (f"'{ending}" if ending else ""))
        elif word == "sin" and match.string[match.end() : match.end() + 1] == "(":
            self._say("sine")
        elif PRODUCT.fullmatch(base) or (self.before == "_" and len(base) <= LONGEST_INDEX):
            self._say(
                " ".join("A" if letter == "a" else letter for letter in base)
                + (f"'{ending}" if ending else "")
            )
        else:
            self._say(word)

    def _in_formula(self, place: int, match: re.Match[str]) -> bool:
        """Whether a lone letter belongs to a formula: signs or numbers stand at it or after it."""
        part = match.string
        near = part[match.end() : match.end() + 1] + part[max(match.start() - 1, 0) : match.start()]
        following = self.parts[place + 1] if place + 1 < len(self.parts) else ""
        ends = match.end() == len(part)
        return bool(set(near) - set(",.;:!?—–…“”\"'()")) or (ends and following in {*BETWEEN, *COMPARED})

    def _degrees(self, place: int, match: re.Match[str]) -> None:
        one = self._last_word() == "one" and self._last_count() == 1
        said = NAMED[match[0]]
        self._say(said.replace("degrees", "degree") if one else said)

    def _other(self, place: int, match: re.Match[str]) -> None:
        sign, part = match[0], match.string
        before, after = part[: match.start()], part[match.end() :]
        if sign in "([{":
            self._open(sign, before, after)
        elif sign == "-":
            self._hyphen(before, after)
        elif sign in "–—―":
            self._long_dash(sign, before, after)
        elif sign == "/":
            self._slash(before, after)
        elif sign == "×" and before[-1:].isdigit() and after[:1].isdigit():
            self._say("by")
        elif sign == "*":
            if before and after:
                self._say("times")
        elif sign in COMPARED:
            bare = (after and not before.strip('(“"')) or self._last_word().lower() in BEING
            self._say(COMPARED[sign] if bare else f"is {COMPARED[sign]}")
        elif sign in MONEY:
            if not after[:1].isdigit():
                self._say(MONEY[sign][1])
        elif sign in FRACTIONS and before[-1:].isdigit():
            self._say(f"and {NAMED[sign]}")
        elif (named := BETWEEN.get(sign) or NAMED.get(sign) or greek(sign)) is not None:
            self._say(named)
        else:
            self._between(sign, before, after)

    def _open(self, sign: str, before: str, after: str) -> None:
        """Say what a parenthesis in a formula means: the argument of a function."""
        if sign != "(":
            return
        self.silent.append(True)
        name = re.search(r"[^\W\d_]*[′']?$", before)
        called = name[0].strip("′'") if name else ""
        if called and (len(called) == 1 or called.lower() in FUNCTIONS):
            if "'" in before[-1:]:
                self._say("prime")
            self._say("of")

    def _hyphen(self, before: str, after: str) -> None:
        signed = re.match(r"[.\d]|[^\W\d_](?![^\W\d_])|[(]", after) is not None
        left = re.search(r"\d[\d,]*(?:\.\d+)?$", before)
        right = re.match(r"\d[\d,]*(?:\.\d+)?", after)
        if left and right:
            if _value(left[0]) < _value(right[0]):
                self._say("to")
        elif signed and re.search(r"(^|[^\w)])$|(^|[^\W\d_]?[^\w])[^\W\d_]\d?$|[)]$|^[^\W\d_]\d?$", before):
            self._say("minus")

    def _long_dash(self, sign: str, before: str, after: str) -> None:
        if sign == "–" and before[-1:].isdigit() and re.match(r"[−-]?[.\d]", after):
            self._say("to")
        elif sign == "–" and not before and after[:1].isdigit():
            self._say("minus")
        elif sign != "–" or not after:
            self._punctuate("—")

    def _slash(self, before: str, after: str) -> None:
        if DIVIDED.search(before) and DIVIDING.match(after):
            self._say("over")

    def _between(self, sign: str, before: str, after: str) -> None:
        """Say what is neither word nor number nor a sign of mathematics."""
        if sign == "." and re.search(r"[^\W\d_]{2,}$", before) and re.match(r"[^\W\d_]{2}", after):
            self._say("dot")
        elif sign == ":" and before[-1:].isdigit() and after[:1].isdigit():
            self._say("to")
        elif (
            sign == "|" and self.silent and re.search(r"[^\W\d_]\d?$", before) and after[:1] not in ("", ")")
        ):
            self._say("given")
        elif sign in ".'" and re.match(r"[^\W\d_]", after):
            return
        elif sign in PROSODY or sign in "\"»'`)]}_\\|•«„":
            self._mark(sign)
        else:
            self._say(sign)

    def _mark(self, mark: str) -> None:
        """Let punctuation shape the word before it."""
        if mark == ")":
            if not (self.silent.pop() if self.silent else False):
                self._punctuate(")")
        elif mark in '"»':
            self._punctuate("”")
        elif mark in PROSODY:
            self._punctuate(mark)

    def _punctuate(self, mark: str) -> None:
        """Put a mark after the last word that was said; before the first there is nothing to shape."""
        for words in reversed(self.said):
            if words:
                if not (mark == "—" and words[-1].endswith(("—", ",", ";", ":"))):
                    words[-1] += mark
                return

    def _say(self, words: str, opener: str = "") -> None:
        self.said[-1] += (opener + words).split()

    def _last_word(self) -> str:
        """Return the last word said, without its punctuation."""
        return next((words[-1].strip(PROSODY) for words in reversed(self.said) if words), "")

    def _last_count(self) -> int:
        """Return how many words were said for the last part that was not silent."""
        return next((len(words) for words in reversed(self.said) if words), 0)


def _value(written: str) -> float:
    """Return the value of digits with commas and a point."""
    return float(written.replace(",", ""))


def _signed(written: str) -> str:
    """Return a power in words: digits and letters, with or without a sign before them."""
    return _letter_by_letter(written.replace("-", "−").removeprefix("+"))


def _letter_by_letter(written: str) -> str:
    """Return an index or a power in words: its numbers, signs and letters."""
    parts = re.findall(r"\d+|\D", written)
    return " ".join(number(part) if part.isdigit() else BETWEEN.get(part, part) for part in parts)

"""Numbers in words."""

from __future__ import annotations

import re

#: The words of 0 to 19.
SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
#: The words of 0, 10 ... 90; the first two have no use.
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
#: The words of 1, 1,000, 1,000,000 ...
SCALES = ("", "thousand", "million", "billion", "trillion")
#: Whole numbers from here on are said digit by digit.
TOO_LARGE = 1000 ** len(SCALES)
#: The ordinals that are not their number with "th".
IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
#: What a part is called, one and several, where it is not the ordinal.
PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}
#: The largest denominator of a fraction that is said as parts of a whole.
LARGEST_PART = 10


def cardinal(number: int) -> str:
    """Return a whole number from 0 on in words: ``one hundred and fifty``.

    From `TOO_LARGE` on its digits are said.
    """
    if number >= TOO_LARGE:
        return digits(str(number))
    groups: list[str] = []
    for scale in reversed(range(len(SCALES))):
        group = number // 1000**scale % 1000
        if group:
            joined = "and " if groups and not scale and group < 100 else ""
            groups.append(f"{joined}{_below_thousand(group)} {SCALES[scale]}".strip())
    return " ".join(groups) or SMALL[0]


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{SMALL[hundreds]} hundred"] if hundreds else []
    if rest:
        words.append(_below_hundred(rest))
    return " and ".join(words)


def _below_hundred(number: int) -> str:
    if number < len(SMALL):
        return SMALL[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{SMALL[ones]}" if ones else "")


def ordinal(number: int) -> str:
    """Return a whole number from 0 on as an ordinal: ``sixty-sixth``."""
    before, joint, last = re.fullmatch(r"(.*?)([- ]?)([a-z]+)", cardinal(number)).groups()  # type: ignore[union-attr]
    if last in IRREGULAR:
        return before + joint + IRREGULAR[last]
    return before + joint + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def digits(written: str) -> str:
    """Return digits one by one in words."""
    return " ".join(SMALL[int(digit)] for digit in written)


def number(written: str) -> str:
    """Return a number in words.

    Parameters
    ----------
    written : str
        Digits, with commas between thousands and a point before decimals: ``1,000``, ``0.0073``, ``.5``;
        several points, as in a version, are all said.
    """
    whole, *decimals = written.replace(",", "").split(".")
    if not whole:
        said = []
    elif len(whole) > 1 and whole.startswith("0"):
        said = [digits(whole)]
    else:
        said = [cardinal(int(whole))]
    several = len(decimals) > 1
    said += [f"point {cardinal(int(part)) if several else digits(part)}" for part in decimals]
    return " ".join(said)


def fraction(numerator: int, denominator: int) -> str:
    """Return a fraction in words: ``one half``, ``two thirds``, or ``fifty over sixty-three``."""
    if not 0 < numerator < denominator <= LARGEST_PART:
        return f"{cardinal(numerator)} over {cardinal(denominator)}"
    one = ordinal(denominator)
    singular, plural = PARTS.get(denominator, (one, f"{one}s"))
    return f"{cardinal(numerator)} {singular if numerator == 1 else plural}"

"""Abbreviations of running text, and what is said for them."""

from __future__ import annotations

#: What is said, by the abbreviation in lower case as it is written, with its points.
SAID = {
    "approx.": "approximately",
    "cf.": "compare",
    "dr.": "doctor",
    "e.g.": "for example",
    "eq.": "equation",
    "eqs.": "equations",
    "etc.": "and so on",
    "fig.": "figure",
    "figs.": "figures",
    "i.e.": "that is",
    "incl.": "including",
    "mr.": "mister",
    "prof.": "professor",
    "resp.": "respectively",
    "sec.": "section",
    "vs": "versus",
    "vs.": "versus",
    "w.r.t.": "with respect to",
}
#: Those that may be the last word of a sentence as well; a capital letter tells.
ENDING_TOO = ("etc.", "resp.", "approx.", "incl.")


def abbreviated(word: str) -> str | None:
    """Return what is said for a written word (openers before it do not count), or None."""
    return SAID.get(word.lstrip("(“\"'").lower())

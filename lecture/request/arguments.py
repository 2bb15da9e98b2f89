"""What may be typed after ./render.sh."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from training.errors import LectureError, Parser

# `doctor` never gets here: render.sh answers it before there is an environment to run this in.
EPILOG = """
commands in place of scenes:
  ./render.sh doctor               name what this machine lacks, with the command that installs it
  ./render.sh storyboard [SCENE]   one contact sheet a scene: a still a beat, its caption beneath
  ./render.sh script [SCENE]       what is said, to be read and recorded: script.md, script.pdf
  ./render.sh takes [SCENE]        which sentences are recorded, spoken, out of date or in the way
  ./render.sh slides [SCENE]       the deck, slides.html; --pptx and --pdf: slides.pptx, slides.pdf
  ./render.sh handout [SCENE]      a still and its words for each section: handout.pdf
  ./render.sh serve                open the page of the lecture, from a small server on this machine
  ./render.sh watch [SCENE[:SECTION]]   on each save, draw what changed and show it in the browser

examples:
  ./render.sh                      the whole lecture at 1080p60
  ./render.sh -ql                  the whole lecture as a quick draft (480p15)
  ./render.sh -qm SigmoidSquash    one scene at 720p30, joined to a lecture of one
  ./render.sh --why                what would run, and why
  ./render.sh -r 1080,1920         upright, for phones
  ./render.sh --lecture examples/one_activation.toml

Made files lie in media/lecture/<quality>/: lecture.mp4, lecture.html, companion.html, slides.html,
lecture.vtt, lecture.srt, poster.png, scenes/.
Another lecture's lie in a folder of its own: media/<name of its file>/<quality>/.
What was spoken here lies in media/voice/, for all qualities and lectures; recordings of your own voice in
takes/<Scene>/<id>.wav (flac, m4a, mp3) are heard in place of it.
Stopping is safe at any time: finished scenes are kept, the same command resumes.
exit code: 0 all made, 1 a scene failed, 2 bad input, 130 stopped by Ctrl-C
"""


def render_parser() -> Parser:
    """Return the parser of render.sh's arguments."""
    made = Parser(
        prog="./render.sh",
        description="Train what is missing, render the scenes in parallel, join them to one lecture.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_lecture(made)
    add_quality(made, "h", "default")
    made.add_argument("-r", dest="size", metavar="W,H", help="another size in pixels; the stage stays whole")
    made.add_argument("--format", dest="container", metavar="mp4|mov|webm|gif|png", help="default: mp4")
    made.add_argument("--transparent", action="store_true", help="no background (mov by default)")
    made.add_argument(
        "--jobs", type=int, default=None, metavar="N", help="scenes at once (default: one a core)"
    )
    made.add_argument("--force", action="store_true", help="render although nothing changed")
    made.add_argument("--why", action="store_true", help="say what would run and why, and do nothing")
    add_strict(made)
    made.add_argument("--cluster", metavar="slurm", help="run the steps as jobs of a cluster")
    return made


#: What the commands in place of scenes do, by name.
COMMANDS = {
    "storyboard": "Draw one contact sheet a scene: a still a beat, its caption beneath.",
    "script": "Write what the lecture says, sentence by sentence, with the names recordings have.",
    "takes": "Show what is heard of every sentence: which are recorded, spoken, out of date or in the way.",
    "slides": "Make the deck: one section of the lecture, one click.",
    "handout": "Make a PDF to keep: a still and its words for each section.",
    "serve": "Serve the page of the lecture to the browsers of this machine, and open it.",
    "watch": "On each save, draw the section that changed as a quick draft, and show it in the browser.",
}


def command_parser(name: str) -> Parser:
    """Return the parser of what may follow ``./render.sh NAME``, NAME being one of `COMMANDS`."""
    made = Parser(prog=f"./render.sh {name}", description=COMMANDS[name], allow_abbrev=False)
    if name == "serve":
        add_lecture_file(made)
        made.set_defaults(scenes=[])
        add_quality(made, None, "default: the lecture made last")
    elif name == "watch":
        add_lecture_file(made)
        made.add_argument(
            "scenes", nargs="*", metavar="SCENE[:SECTION]", help="one scene, or one section (default: all)"
        )
    else:
        add_lecture(made)
    if name in ("serve", "watch"):
        made.add_argument("--port", type=int, metavar="N", help="default: the first free one from 8000")
        made.add_argument("--no-browser", dest="browser", action="store_false", help="open no browser")
    if name == "takes":
        add_strict(made)
        made.add_argument(
            "--keep",
            action="store_true",
            help="make the takes of lecture.toml the committed ones (voice/takes)",
        )
    if name in ("slides", "handout"):
        add_quality(made, None, "default: the largest film there is")
    if name == "slides":
        made.add_argument("--pptx", action="store_true", help="slides.pptx, of 720p films unless -q is given")
        made.add_argument("--pdf", action="store_true", help="slides.pdf, a still each")
    return made


def add_quality(parser: Parser, default: str | None, said: str) -> None:
    """Let a parser take -q; what is said of its default stands behind 1080p60."""
    parser.add_argument(
        "-q",
        dest="quality",
        default=default,
        metavar="l|m|h|p|k",
        help=f"480p15, 720p30, 1080p60 ({said}), 1440p60, 2160p60",
    )


def add_strict(parser: Parser) -> None:
    """Let a parser take --strict."""
    parser.add_argument(
        "--strict", action="store_true", help="refuse recordings of other words, and of no sentence"
    )


def add_lecture(parser: Parser) -> None:
    """Let a parser take scenes, and the lecture they are of."""
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help="scenes of the shot list (default: all)")
    add_lecture_file(parser)


def add_lecture_file(parser: Parser) -> None:
    """Let a parser take another lecture file."""
    parser.add_argument("--lecture", metavar="FILE", help="another lecture file (default: lecture.toml)")


def render_arguments(words: list[str]) -> argparse.Namespace:
    """Parse and check render.sh's arguments.

    Raises
    ------
    LectureError
        If the number of jobs or the cluster is not one there is.
    """
    given = render_parser().parse_args(words)
    if given.jobs is not None and given.jobs < 1:
        raise LectureError(f"--jobs {given.jobs} renders nothing; give a number from 1, such as --jobs 2")
    if given.cluster not in (None, "slurm"):
        raise LectureError(f"cluster {given.cluster!r} has no profile; the one there is: --cluster slurm")
    return given


def adopt_lecture(file: str | None) -> None:
    """Make a lecture file as typed the one that `training.paths` names, here and in every process started.

    Call it before anything imports `training.paths`.

    Parameters
    ----------
    file : str, optional
        Relative to where render.sh is typed (LECTURE_TYPED_IN); without it all stays as it is.
    """
    if file is not None:
        os.environ["LECTURE_TOML"] = str(Path(os.environ.get("LECTURE_TYPED_IN", "."), file).absolute())

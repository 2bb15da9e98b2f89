"""The command line behind render.sh."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

#: `doctor` never gets here: render.sh answers it before there is an environment to run this in.
EPILOG = """
commands in place of scenes:
  ./render.sh doctor               name what this machine lacks, with the command that installs it
  ./render.sh storyboard [SCENE]   one contact sheet a scene: a still a beat, its caption beneath

examples:
  ./render.sh                      the whole lecture at 1080p60
  ./render.sh -ql                  the whole lecture as a quick draft (480p15)
  ./render.sh -qm SigmoidSquash    one scene at 720p30, joined to a lecture of one
  ./render.sh --why                what would run, and why
  ./render.sh -r 1080,1920         upright, for phones
  ./render.sh --lecture examples/one_page.toml

Made files lie in media/lecture/<quality>/: lecture.mp4, lecture.vtt, lecture.srt, poster.png, scenes/.
Another lecture's lie in a folder of its own: media/<name of its file>/<quality>/.
Stopping is safe at any time: finished scenes are kept, the same command resumes.
exit code: 0 all made, 1 a scene failed, 2 bad input, 130 stopped by Ctrl-C
"""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line that says what to type next."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Refuse in one line with exit code 2."""
        self.exit(2, f"{message}; run ./render.sh --help\n")


def parser() -> Parser:
    """Return the parser of render.sh's arguments."""
    made = Parser(
        prog="./render.sh",
        description="Train what is missing, render the scenes in parallel, join them to one lecture.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("scenes", nargs="*", metavar="SCENE", help="scenes of the shot list (default: all)")
    made.add_argument(
        "-q",
        dest="quality",
        default="h",
        metavar="l|m|h|p|k",
        help="480p15, 720p30, 1080p60 (default), 1440p60, 2160p60",
    )
    made.add_argument("-r", dest="size", metavar="W,H", help="another size in pixels; the stage stays whole")
    made.add_argument("--format", dest="container", metavar="mp4|mov|webm|gif|png", help="default: mp4")
    made.add_argument("--transparent", action="store_true", help="no background (mov by default)")
    made.add_argument("--lecture", metavar="FILE", help="another lecture file (default: lecture.toml)")
    made.add_argument(
        "--jobs", type=int, default=None, metavar="N", help="scenes at once (default: one a core)"
    )
    made.add_argument("--force", action="store_true", help="render although nothing changed")
    made.add_argument("--why", action="store_true", help="say what would run and why, and do nothing")
    made.add_argument("--cluster", metavar="slurm", help="run the steps as jobs of a cluster")
    return made


def arguments(words: list[str]) -> argparse.Namespace:
    """Parse and check the arguments.

    Raises
    ------
    LectureError
        If the number of jobs or the cluster is not one there is.
    """
    from training.errors import LectureError

    given = parser().parse_args(words)
    if given.jobs is not None and given.jobs < 1:
        raise LectureError(f"--jobs {given.jobs} renders nothing; give a number from 1, such as --jobs 2")
    if given.cluster not in (None, "slurm"):
        raise LectureError(f"cluster {given.cluster!r} has no profile; the one there is: --cluster slurm")
    return given


def make_lecture(given: argparse.Namespace) -> int:
    """Plan, carry out and name what was made.

    Returns
    -------
    int
        0 when everything asked for is published, 1 when a step failed.
    """
    from rich.console import Console

    from lecture.request.layout import Layout
    from lecture.request.picture import picture
    from lecture.request.shots import read_shot_list
    from lecture.run.carry_out import carry_out, sweep
    from lecture.run.needs import ensure_installed
    from lecture.run.plan import make_plan, published
    from training import paths

    console = Console()
    shape = picture(given.quality, given.size, given.container, given.transparent)
    shots = read_shot_list(paths.LECTURE_TOML)
    layout = Layout(paths.ROOT, shape, shots.source.stem)
    chosen = shots.named(given.scenes)
    plan = make_plan(layout, shots, chosen, force=given.force)
    if given.why:
        for line in plan.lines():
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        return 0
    sweep(layout)
    code = 0
    if plan.empty:
        console.print(f"nothing changed: {len(chosen)} scenes kept", highlight=False)
    else:
        if plan.runs:
            ensure_installed("train")
        jobs = given.jobs or (200 if given.cluster else os.cpu_count() or 1)
        code = carry_out(plan, console, jobs=jobs, force=given.force, cluster=given.cluster)
    if code == 0:
        for path in published(layout, chosen):
            console.print(str(path.relative_to(paths.ROOT)), markup=False, highlight=False, soft_wrap=True)
    return code


def main(words: list[str] | None = None) -> int:
    """Run render.sh's command.

    Parameters
    ----------
    words : list of str, optional
        Arguments; by default the process's own.

    Returns
    -------
    int
        Exit code.
    """
    words = sys.argv[1:] if words is None else words
    if {"-h", "--help"} & set(words):
        parser().print_help()
        return 0
    from lecture.system.processes import StoppedError, stop_on_signals
    from training.errors import LectureError

    stop_on_signals()
    try:
        if words[:1] == ["storyboard"]:
            from lecture.storyboard import main as storyboard

            return int(storyboard(words[1:]))
        given = arguments(words)
        if given.lecture:
            # Read by training.paths when it is first imported, and by every process started from here.
            os.environ["LECTURE_TOML"] = str(
                Path(os.environ.get("LECTURE_TYPED_IN", "."), given.lecture).absolute()
            )
        return make_lecture(given)
    except LectureError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"{error.strerror}: {error.filename}; correct that (df -h .), then run again", file=sys.stderr)
        return 1
    except StoppedError as stopped:
        print("stopped; finished scenes are kept, the same command resumes", file=sys.stderr)
        return stopped.exit_code

"""Snakemake as a process that ends when the command that started it does."""

import signal
import sys

from snakemake.cli import main as snakemake

from lecture.system.processes import die_with_parent

if __name__ == "__main__":
    # Asked to stop, Snakemake waits for its jobs; they stop by themselves once it is gone.
    die_with_parent(signal.SIGKILL)
    snakemake(sys.argv[1:])

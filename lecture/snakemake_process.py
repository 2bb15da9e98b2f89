"""Snakemake as a process that ends when the command that started it does."""

import sys

from snakemake.cli import main as snakemake

from lecture.processes import die_with_parent

if __name__ == "__main__":
    die_with_parent()
    snakemake(sys.argv[1:])

"""Snakemake as a process that ends when the command that started it does."""

import signal
import sys
from pathlib import Path

from snakemake_interface_executor_plugins.registry import ExecutorPluginRegistry
from snakemake_interface_executor_plugins.registry.plugin import Plugin

from lecture.system.processes import die_with_parent


class BuiltInExecutors(ExecutorPluginRegistry):
    """Snakemake's own executors alone: the Slurm plugin brings pandas, 0.9 s of a core at every start."""

    def get_plugin_type(self) -> str:
        """Return what Snakemake reads off the name of its own class."""
        return "executor"

    def collect_plugins(self) -> None:
        """Register Snakemake's own executors; look for no others."""
        from snakemake.executors import dryrun, local, touch

        self.plugins: dict[str, Plugin] = {}
        for name, module in {"local": local, "dryrun": dryrun, "touch": touch}.items():
            self.register_plugin(name, module)


def main(words: list[str]) -> None:
    """Run Snakemake with a command line; where its ``--profile`` is the local one, no plugin is loaded.

    Raises
    ------
    SystemExit
        With Snakemake's exit code.
    """
    if Path(words[words.index("--profile") + 1]).name == "local":
        # Whoever asks for the registry gets the first one made.
        ExecutorPluginRegistry._instance = BuiltInExecutors()
    from snakemake.cli import main as snakemake

    snakemake(words)


if __name__ == "__main__":
    # Asked to stop, Snakemake waits for its jobs; they stop by themselves once it is gone.
    die_with_parent(signal.SIGKILL)
    main(sys.argv[1:])

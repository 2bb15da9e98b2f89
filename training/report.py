"""What `python -m training` prints."""

from rich.console import Console
from rich.table import Table

from training.run.milestones import milestones_of
from training.run.trajectory import Trajectory


def table_of(rows: list[tuple[str, Trajectory, float | None]]) -> Table:
    """Return a table with one line per run.

    Parameters
    ----------
    rows : list of (name, trajectory, seconds of training or None when nothing was trained)
    """
    table = Table(title=None)
    for heading in (
        "run",
        "activation",
        "epochs",
        "loss",
        "accuracy",
        "negatives right",
        "all right",
        "seconds",
    ):
        table.add_column(heading, justify="left" if heading in ("run", "activation") else "right")
    for name, run, seconds in rows:
        found = milestones_of(run)
        table.add_row(
            name,
            run.recipe.activation,
            str(run.epochs),
            f"{run.loss[-1]:.4f}",
            f"{run.accuracy[-1]:.4f}",
            found.described(found.negatives_right),
            found.described(found.all_right),
            "cached" if seconds is None else f"{seconds:.2f}",
        )
    return table


def show(table: Table) -> None:
    """Print a table, at least 110 columns wide so that piped output stays whole."""
    console = Console()
    Console(width=max(110, console.width)).print(table)

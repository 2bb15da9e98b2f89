"""The one error a lecturer sees: a single line that says what to do next."""


class LectureError(Exception):
    """What was found, what was expected, what to type next; in one line.

    Parameters
    ----------
    message : str
        One line for a person; line breaks are folded into spaces.
    exit_code : int
        The code the command ends with: 2 for bad input, 1 for a check that does not hold.
    """

    def __init__(self, message: str, exit_code: int = 2) -> None:
        self.message = " ".join(message.split())
        self.exit_code = exit_code
        super().__init__(self.message)

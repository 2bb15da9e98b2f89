"""A LectureError becomes one line and an exit code; any other error is none of the lecturer's."""

import pytest

from training.errors import LectureError, exit_code


def refusal(code: int) -> None:
    raise LectureError("found this,\n  expected that; type: those", code)


@pytest.mark.parametrize("code", [1, 2])
def test_a_refusal_is_one_line_on_stderr_and_its_code(capsys: pytest.CaptureFixture[str], code: int) -> None:
    assert exit_code(lambda: refusal(code)) == code
    assert capsys.readouterr() == ("", "found this, expected that; type: those\n")


def test_work_that_is_done_keeps_its_own_code() -> None:
    assert [exit_code(lambda: None), exit_code(lambda: 0), exit_code(lambda: 3)] == [0, 0, 3]


def test_another_error_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        exit_code(lambda: 1 // 0)

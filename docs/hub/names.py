"""The names under which somebody may come in: those of students.txt that Linux can take."""

import grp
import pwd
import re
from pathlib import Path

TEACHER = "teacher"
GROUP = "lessons"  # of the accounts that the hub has made
GRADER = "grader"  # the page makes and removes it
LONGEST = 22  # with a longer name, the path of a kernel's socket is too long for Linux
NAME = re.compile(rf"[a-z][a-z0-9_.-]{{0,{LONGEST - 1}}}")


def listed(folder: Path) -> list[str]:
    """Return the names in students.txt."""
    return (folder / "students.txt").read_text().split()


def refusal(name: str) -> str | None:
    """Return why nobody may come in under a name, or None.

    Args:
        name: The name of an account, which the hub makes at the first login.
    """
    if not NAME.fullmatch(name):
        return (
            f"{name} cannot be an account here: use lower-case letters, digits, `_`, `.` and "
            f"`-`, at most {LONGEST} characters in all, with a letter first."
        )
    if name == GRADER:
        return f"{name} is the account in which exercises are graded: use another name."
    if not any(name == account.pw_name for account in pwd.getpwall()) or name in made():
        return None
    return (
        f"{name} is an account on this machine that was not made by the hub, and whoever logged "
        "in first would get it: use another name."
    )


def made() -> list[str]:
    """Return the accounts that the hub has made."""
    return next((group.gr_mem for group in grp.getgrall() if group.gr_name == GROUP), [])

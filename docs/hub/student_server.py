"""A student's server: the lessons handed out, limits set, and JupyterLab started.

The hub runs this with the student's own rights, so whatever goes wrong here touches no one else.
"""

import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

from convlessons.edition import readers_edition
from convlessons.start_page import START_PAGE
from convlessons.work_folder import hand_out

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
WORK_FOLDER = "my_lessons"
AT_HOME = "- **You want a lesson as it was at the start.**"  # what follows is for a laptop
PROCESSES = 1000  # and threads, of one student: room for ten kernels


def main() -> None:
    """Prepare, then become the server."""
    try:
        hand_out(lessons(), Path.home() / WORK_FOLDER)
    except OSError as error:
        print(f"The lessons could not be handed out: {error}.", file=sys.stderr)
    set_limits(int(os.environ["MEM_LIMIT"]))
    command = [sys.executable, "-m", "jupyterhub.singleuser", *sys.argv[1:]]
    os.execv(sys.executable, command)


def lessons() -> dict[str, str]:
    """Return the reader's edition, whose start page says what holds on a hub."""
    edition = readers_edition(NOTEBOOKS)
    advice = (HERE / "start_page_end.md").read_text(encoding="utf-8")
    page, found, _ = edition[START_PAGE].partition(AT_HOME)
    return edition | {START_PAGE: page + advice if found else page}


def set_limits(data: int) -> None:
    """Limit the server and, since they inherit it, each kernel.

    A kernel that wants more memory gets a MemoryError and lives on.

    Args:
        data: The bytes of memory that one process can fill.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (data, data))
    resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))
    os.nice(10)  # Thirty who start at once leave the hub and its proxy their share.
    # If all memory is gone nevertheless, Linux is to end a kernel, not the hub.
    with suppress(PermissionError):  # in a pod, which has set a number of its own
        Path("/proc/self/oom_score_adj").write_text("500")


if __name__ == "__main__":
    main()

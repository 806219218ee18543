"""Run notebooks through strict nbval in a pytest of their own."""

import os
import subprocess
import sys
from pathlib import Path


def nbval(*notebooks: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Return the finished run; its output ends with a line for each cell that failed."""
    command = [sys.executable, "-m", "pytest", "-rf", "--nbval", "--nbval-current-env"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "conftest", "-c", os.devnull]
    command += ["--rootdir", str(notebooks[0].parent), *map(str, notebooks)]
    return subprocess.run(
        command,
        cwd=Path(__file__).parents[1],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )

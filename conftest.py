"""What nbval does here: its kernels reach no other machine, and pixels that differ are left out."""

import os
import tempfile
from pathlib import Path
from typing import Any

import nbval.kernel
import pytest
from jupyter_client.manager import KernelManager

PIXELS = Path(__file__).parent / "tests" / "pixels.cfg"
OFFLINE = Path(__file__).parent / "tests" / "offline"
FOLDERS = []


def pytest_configure(config: pytest.Config) -> None:
    """Name the file that says what is not compared, wherever pytest was started."""
    config.option.nbval_sanitize_with = str(PIXELS)


class OfflineKernelManager(KernelManager):
    """A manager whose kernel refuses connections to other machines."""

    def start_kernel(self, **settings: Any) -> None:
        """Start the kernel with the guard first on its path."""
        path = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")]))
        super().start_kernel(env=os.environ | {"PYTHONPATH": path}, **settings)


def on_files(**settings: Any) -> KernelManager:
    """Return a manager whose kernel has sockets in a folder of its own, removed at the end.

    A TCP port can be lost between the moment it is chosen and the moment it is used.
    """
    if os.name == "nt":
        return OfflineKernelManager(**settings)
    FOLDERS.append(tempfile.TemporaryDirectory(prefix="kernel", ignore_cleanup_errors=True))
    connection = Path(FOLDERS[-1].name) / "kernel.json"
    return OfflineKernelManager(transport="ipc", connection_file=str(connection), **settings)


nbval.kernel.KernelManager = on_files

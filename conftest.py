"""Kernels that run beside each other talk through files: a TCP port can be lost before it is used."""

import os
import tempfile
from pathlib import Path
from typing import Any

import nbval.kernel
from jupyter_client.manager import KernelManager

FOLDERS = []


def on_files(**settings: Any) -> KernelManager:
    """Return a manager whose kernel has sockets in a folder of its own, removed at the end."""
    FOLDERS.append(tempfile.TemporaryDirectory(prefix="kernel", ignore_cleanup_errors=True))
    connection = Path(FOLDERS[-1].name) / "kernel.json"
    return KernelManager(transport="ipc", connection_file=str(connection), **settings)


if os.name != "nt":
    nbval.kernel.KernelManager = on_files

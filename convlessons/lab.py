"""A quiet JupyterLab, or Notebook 7, for the work folder: loopback only, the settings its own."""

import contextlib
import os
import secrets
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from convlessons.problem import Problem

HOST, FIRST_PORT, PORTS = "127.0.0.1", 8888, 50
SETTINGS = Path(__file__).with_name("jupyter")
LOG, WORKSPACES = ".jupyter.log", ".jupyter_workspaces"  # in the work folder


def require(notebook: bool) -> None:
    """Refuse to go on where the program that is to open the lessons is not installed."""
    if notebook and find_spec("notebook") is None:
        raise Problem(
            "Notebook 7 is not installed: `uv run --group notebook7 lessons --notebook` installs "
            "and opens it."
        )
    if find_spec("jupyterlab") is None:
        raise Problem(
            "JupyterLab is not installed here: run `uv run lessons` in the clone, which installs "
            "what the lessons need."
        )


def address(path: str, notebook: bool) -> str:
    """Return the address of a file or folder, relative to the server's root.

    JupyterLab gets a workspace of its own, so that the tabs of a reader's other work stay where
    they are.
    """
    if not notebook:
        return f"/lab/workspaces/lessons/tree/{quote(path)}"
    if path.endswith(".ipynb"):
        return f"/notebooks/{quote(path)}"
    return "/tree" if path.endswith(".md") else f"/tree/{quote(path)}"  # it renders no Markdown


def running(folder: Path) -> dict[str, Any] | None:
    """Return what Jupyter knows of a server that has this work folder open already."""
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        with contextlib.suppress(OSError, KeyError):
            if Path(server["root_dir"]).samefile(folder):
                return server  # type: ignore[no-any-return]
    return None


def show(server: dict[str, Any], where: str, browser: bool) -> str:
    """Open a page of a server that runs, and return its address, token included."""
    url = f"{str(server['url']).rstrip('/')}{where}"
    if browser:
        webbrowser.open(url)  # it has been there before; others could read a token here
    return _with_token(url, server["token"])


def serve(
    folder: Path,
    where: str,
    *,
    notebook: bool = False,
    browser: bool = True,
    port: int | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Run the server until Ctrl+C ends it, and its kernels with it.

    Args:
        folder: The work folder.
        where: What to open, an `address`.
        notebook: Notebook 7 in place of JupyterLab.
        browser: Open a browser.
        port: The port, or None for the first that is free.
        say: Gets the address, token included, once the server can be reached.
    """
    # Notebook 7 has no viewer of Markdown, and stumbles over a setting that asks for one.
    own = [SETTINGS / "every"] if notebook else [SETTINGS / "every", SETTINGS / "lab"]
    paths = [*map(str, own), os.environ.get("JUPYTER_CONFIG_PATH")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    token = secrets.token_hex(24)
    arguments = {
        "ServerApp.root_dir": folder,
        "FileContentsManager.preferred_dir": "",
        "ServerApp.ip": HOST,
        "ServerApp.port": free_port() if port is None else free_port(port, 1),
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": browser,
        "ServerApp.allow_root": True,  # in a container, where only loopback reaches it
        "ServerApp.log_level": "ERROR",
        "LabApp.log_level": "ERROR",
        "IdentityProvider.token": token,
        "LabApp.default_url": where,
        "LabApp.workspaces_dir": folder / WORKSPACES,  # which tabs were open, in this folder alone
        "JupyterNotebookApp.default_url": where,
        # An encrypted connection costs nothing and spares a warning at the start of each kernel.
        "KernelManager.transport_encryption": "auto",
    }
    module, name = (
        ("notebook.app", "JupyterNotebookApp") if notebook else ("jupyterlab.labapp", "LabApp")
    )
    app = getattr(import_module(module), name)
    server = app.initialize_server([f"--{key}={value}" for key, value in arguments.items()])
    for each in {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGBREAK", signal.SIGINT)}:
        signal.signal(each, lambda *_: server.stop(from_signal=True))
    url = _with_token(f"{server.connection_url.rstrip('/')}{where}", token)
    with _children_write_to(folder / LOG):
        server.io_loop.add_callback(say, url)  # runs after the one that binds the port
        server.start()


@contextlib.contextmanager
def _children_write_to(log: Path) -> Iterator[None]:
    """Let kernels and browsers write into a file what they would write into the terminal."""
    sys.stdout.flush()
    terminal = [os.dup(1), os.dup(2)]
    ours = os.fdopen(terminal[0], "w", 1, encoding=sys.stdout.encoding, closefd=False)
    try:
        with log.open("w", encoding="utf-8") as file:
            for number in (1, 2):
                os.dup2(file.fileno(), number)
        with contextlib.redirect_stdout(ours):
            yield
    finally:
        for number, saved in enumerate(terminal, start=1):
            os.dup2(saved, number)
            os.close(saved)


def free_port(first: int = FIRST_PORT, count: int = PORTS) -> int:
    """Return the first of these ports that nobody listens on."""
    for port in range(first, first + count):
        with socket.socket() as probe, contextlib.suppress(OSError):
            if sys.platform != "win32":  # what a closed server leaves behind is no obstacle
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return port
    raise Problem(
        f"Port {first} is taken by another program: leave out `--port`, or give another number."
    )


def _with_token(url: str, token: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}token={token}" if token else url

"""Start the hub of a class and keep it running until Ctrl+C stops it and everything it started.

uv run --group hub docs/hub/start_hub.py    as root, in a clone that students can read

Three programs run: the proxy, which browsers talk to; the hub, where students log in and which
starts a server for each; and the culler, which stops servers that nobody uses. One that dies is
started again, and the students' servers do not notice.
"""

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from names import GROUP, listed, refusal

HERE = Path(__file__).parent
HOST, PORT = "127.0.0.1", 800
FOLDER = Path("/srv/class")
SECRETS = ("proxy_password", "culler_token", "before_class_token")
ROOTS = range(1, 1024)  # only root's programs can listen on these ports
STUDENTS = "".join(f"student{number:02}\n" for number in range(1, 31))
IDLE_SECONDS, LOOK_SECONDS = 3600, 600
STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# It asks nobody whether there is a newer one, and reads the routes that the hub writes.
PROXY = """\
[global]
checkNewVersion = false
sendAnonymousUsage = false
[log]
level = "ERROR"
[api]
[entryPoints.http]
address = "{address}:{port}"
[entryPoints.http.forwardedHeaders]
trustedIPs = ["127.0.0.1/32"]
[entryPoints.auth_api]
address = "{host}:{api_port}"
[providers]
providersThrottleDuration = "0s"
[providers.file]
filename = "routes.toml"
watch = true
"""


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--folder", type=Path, default=FOLDER, help=f"where the class is kept ({FOLDER})")
    add("--address", default=HOST, help=f"0.0.0.0 lets other machines in ({HOST})")
    add("--port", type=int, default=PORT, help=f"this one and the next two are used ({PORT})")
    options = parser.parse_args()
    folder = options.folder.absolute()
    require_root()
    require_readable(HERE.resolve(), Path(sys.executable), Path(sys.executable).resolve())
    require_backend(os.environ.get("KERAS_BACKEND", "tensorflow"))
    require_free(options.port)
    require_own(folder)
    os.environ["PATH"] = f"{Path(sys.executable).parent}:/usr/sbin:/usr/bin:/sbin:/bin"
    prepare(folder, options.address, options.port)
    require_names(folder)
    for each in STOP:
        signal.signal(each, lambda *_: sys.exit())
    print(f"The class is at http://{options.address}:{options.port}. Its files are in {folder}:")
    print("students.txt, teacher_password and log. To stop, press Ctrl+C.", flush=True)
    keep_running(programs(folder, options.port), folder)


def require_root() -> None:
    """Refuse to go on where students could not get accounts of their own."""
    if sys.platform != "linux" or os.geteuid() != 0:
        sys.exit(
            "Each student gets an account on this machine, which takes Linux and the rights of "
            "root: run this command as root."
        )


def require_readable(*paths: Path) -> None:
    """Refuse to go on where a student's server could not read the lessons or Python."""
    for path in paths:
        for part in (path, *path.parents):
            if not part.stat().st_mode & 0o001:
                sys.exit(
                    f"Students cannot read {path}, because {part} is closed to them: clone the "
                    "lessons into /opt, and let uv use the machine's own Python, as docs/hub.md "
                    "says."
                )


def require_backend(backend: str) -> None:
    """Refuse to go on where the lessons could not compute."""
    if find_spec(backend) is None:
        sys.exit(
            f"KERAS_BACKEND is {backend}, which is not installed: for JAX, "
            "`KERAS_BACKEND=jax uv run --group hub --extra jax docs/hub/start_hub.py`."
        )


def require_free(port: int) -> None:
    """Refuse to go on where one of the three ports is taken, or could be taken by a student."""
    if port not in ROOTS or port + 2 not in ROOTS:
        sys.exit(
            f"While the hub is down, a student's program could take port {port} or one of the next "
            f"two: give `--port` a number from {ROOTS[0]} to {ROOTS[-1] - 2}."
        )
    for each in range(port, port + 3):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, each)) == 0:
                sys.exit(
                    f"Port {each} is taken, perhaps by a hub that is running: stop it, or "
                    "give `--port` another number."
                )


def require_own(folder: Path) -> None:
    """Refuse to close a folder that others use, too."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "students.txt").exists():
        sys.exit(
            f"{folder} holds other things, and only root could read them from now on: give "
            "`--folder` a new name, such as /srv/class."
        )


def require_names(folder: Path) -> None:
    """Refuse to go on with names that the hub would not take."""
    if problems := [said for name in listed(folder) if (said := refusal(name))]:
        sys.exit("\n".join([f"In {folder / 'students.txt'}:", *problems]))


def prepare(folder: Path, address: str, port: int) -> None:
    """Make the folder of the class, which only root can read, and what is missing in it."""
    subprocess.run(["groupadd", "--force", GROUP], check=True)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    ports = {"port": port, "api_port": port + 2}
    (folder / "proxy.toml").write_text(PROXY.format(host=HOST, address=address, **ports))
    for name in SECRETS:
        write_once(folder / name, secrets.token_hex(32))
    write_once(folder / "teacher_password", secrets.token_hex(8) + "\n")
    students = folder / "students.txt"
    write_once(students, STUDENTS)
    if b"\r" in students.read_bytes():  # lines as Windows ends them: the shell would keep the end
        write_whole(students, students.read_text())
    write_once(folder / "routes.toml", "")


def write_once(path: Path, text: str) -> None:
    """Write a file that is not there yet."""
    if not path.exists():
        write_whole(path, text)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it holds all of the text or, if the power goes, what it held before."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def programs(folder: Path, port: int) -> dict[str, tuple[list[str], dict[str, str]]]:
    """Return the command of each program, and its part of the environment."""
    hub = f"http://{HOST}:{port + 1}"
    token = (folder / "culler_token").read_text()
    culler = ["--url", f"{hub}/hub/api", "--timeout", str(IDLE_SECONDS)]
    culler += ["--cull-every", str(LOOK_SECONDS)]
    return {
        "proxy": (["traefik", "--configfile=proxy.toml"], {}),
        "hub": (
            [sys.executable, "-m", "jupyterhub", "-f", str(HERE / "jupyterhub_config.py")],
            {"CLASS_PORT": str(port)},
        ),
        "culler": (
            [sys.executable, "-m", "jupyterhub_idle_culler", *culler],
            {"JUPYTERHUB_API_TOKEN": token},
        ),
    }


def keep_running(
    commands: dict[str, tuple[list[str], dict[str, str]]], folder: Path, pause: float = 1.0
) -> None:
    """Run the programs, and start again each one that ends, until a signal stops them all."""

    def start(name: str) -> subprocess.Popen[bytes]:
        command, environment = commands[name]
        # In a session of its own, Ctrl+C does not reach it: we end the hub first. Nor does it hold
        # our terminal, which would be each student's as well.
        with (folder / "log").open("a") as log:
            return subprocess.Popen(
                command, cwd=folder, env=os.environ | environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name in commands:
            running[name] = start(name)
        while True:
            time.sleep(pause)
            for name, process in running.items():
                if process.poll() is not None:
                    said = f"The {name} ended ({process.returncode}); starting it again."
                    print(said, flush=True)
                    running[name] = start(name)
    finally:
        for each in STOP:  # asked once, we stop; asked again, we go on with it
            signal.signal(each, signal.SIG_IGN)
        with suppress(OSError):  # the terminal may be closed
            print("Stopping the students' servers; what they saved is kept.", flush=True)
        for name in ("hub", "culler", "proxy"):
            if name in running:
                stop(running[name])


def stop(process: subprocess.Popen[bytes], patience: float = 60) -> None:
    """End a program, by force if it takes too long."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()

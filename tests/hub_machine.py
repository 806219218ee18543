"""A machine of its own to run a hub in: accounts and homes that are gone when the test is.

Linux gives a process its own view of the file system and of the processes. In this one, /etc is a
copy, /home and /srv are empty, the clone stands at /opt/lessons too, and when the first process
ends, all others end with it. The network is the host's: loopback, on ports that are free.
"""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CLONE = Path("/opt/lessons")
NEW = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
# What is shown inside, at the place where it is outside, whoever may read that place there.
SHOWN = {ROOT, Path(sys.prefix), Path(sys.base_prefix).resolve()}
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
EMPTY = [Path("/home"), Path("/srv"), Path("/opt")]


class Machine:
    """A machine that runs the commands it is given, as root or as another of its users.

    Args:
        shown: What of the host is there too, beside the clone and its environment.
    """

    def __init__(self, *shown):
        self._shown = list(map(str, shown))

    def __enter__(self):
        rights = [] if os.geteuid() == 0 else ["sudo", "-n", "--preserve-env=PATH"]
        self._process = subprocess.Popen(
            [*rights, *NEW, sys.executable, __file__, *self._shown],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._turn = threading.Lock()
        assert self._process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_):
        self._process.stdin.close()  # the machine waits for no more, and ends
        self._process.wait(timeout=60)
        self._process.stdout.close()

    def run(self, *command, user="root", cwd="/", check=True, env=(), timeout=120):
        """Run a command to its end, and return what it prints and its exit code."""
        done = self._ask(command=command, user=user, cwd=cwd, env=dict(env), timeout=timeout)
        assert done["code"] == 0 or not check, done["said"]
        return done

    def start(self, *command, log, cwd="/", env=()):
        """Start a command that goes on, and return its process id inside."""
        return self._ask(command=command, log=log, cwd=cwd, env=dict(env))["pid"]

    def stop(self, pid, timeout=90):
        """Press Ctrl+C, and return the seconds until the command has ended."""
        return self._ask(stop=pid, timeout=timeout)["seconds"]

    def write(self, path, text, mode=0o644, user="root"):
        """Write a file, as root or as another user."""
        script = f"import pathlib, sys; path = pathlib.Path({path!r})\n"
        script += f"path.parent.mkdir(parents=True, exist_ok=True)\npath.write_text({text!r})\n"
        self.run(sys.executable, "-c", f"{script}path.chmod({mode})", user=user)

    def _ask(self, **wish):
        with self._turn:
            print(json.dumps(wish, default=str), file=self._process.stdin, flush=True)
            return json.loads(self._process.stdout.readline())


def may_be_root():
    """Return whether this account can do what the hub needs; in CI it must."""
    if os.geteuid() == 0 or os.environ.get("CI"):
        return True
    return subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0


def free_ports():
    """Return the first of three ports in a row that nobody listens on."""
    for _ in range(100):
        first = random.randrange(700, 980)  # only root's programs take them, and browsers do
        if not any(map(is_taken, range(first, first + 3))):
            return first
    raise OSError("no three ports in a row are free")


def is_taken(port: int) -> bool:
    """Return whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def furnish(shown: list[Path]) -> None:
    """Make the view of the file system: from here on, all of this is inside only."""
    mount("--make-rprivate", "/")
    with tempfile.TemporaryDirectory() as place:
        mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", place)
        stage = Path(place)
        for number, path in enumerate(shown):
            (stage / str(number)).mkdir()
            mount("--rbind", path, stage / str(number))
        shutil.copytree("/etc", stage / "etc", symlinks=True)
        (stage / "etc").chmod(0o755)
        mount("--bind", stage / "etc", "/etc")
        for path in {*EMPTY, *filter(None, map(closed_part, shown))}:
            mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", path)
        for number, path in enumerate(shown):
            path.mkdir(parents=True, exist_ok=True)
            mount("--rbind", stage / str(number), path)
        CLONE.mkdir()
        mount("--rbind", stage / str(shown.index(ROOT)), CLONE)
        mount("--lazy", place, program="umount")


def closed_part(path: Path) -> Path | None:
    """Return the first folder on the way to a path that is closed to others."""
    parts = [*reversed(path.parents), path]
    return next((part for part in parts if not part.stat().st_mode & 0o001), None)


def mount(*arguments: object, program: str = "mount") -> None:
    """Change what is where."""
    subprocess.run([program, *map(str, arguments)], check=True)


def serve() -> None:
    """Do what is asked, line by line."""
    print("ready", flush=True)
    started: dict[int, subprocess.Popen[bytes]] = {}
    for line in sys.stdin:
        wish = json.loads(line)
        if "stop" in wish:
            answer = end(started[wish["stop"]], wish["timeout"])
        elif "log" in wish:
            answer = begin(started, **wish)
        else:
            answer = run(**wish)
        print(json.dumps(answer), flush=True)


def begin(
    started: dict[int, subprocess.Popen[bytes]],
    command: list[str],
    log: str,
    cwd: str,
    env: dict[str, str],
) -> dict[str, Any]:
    """Start a command that writes to a log."""
    with Path(log).open("a") as file:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=ENVIRONMENT | env,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    started[process.pid] = process
    return {"pid": process.pid}


def end(process: subprocess.Popen[bytes], timeout: float) -> dict[str, Any]:
    """End a command as Ctrl+C does."""
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait(timeout)
    return {"seconds": time.monotonic() - start}


def run(
    command: list[str], user: str, cwd: str, env: dict[str, str], timeout: float
) -> dict[str, Any]:
    """Run a command to its end."""
    environment = ENVIRONMENT | env
    settings = {} if user == "root" else as_user(user)
    environment |= settings.pop("env", {})
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=timeout,
        **settings,
    )
    return {"code": done.returncode, "said": done.stdout.decode(errors="replace")}


def as_user(name: str) -> dict[str, Any]:
    """Return what makes a command another user's."""
    import pwd

    account = pwd.getpwnam(name)
    return {
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": [],
        "env": {"HOME": account.pw_dir, "USER": name},
    }


def main() -> None:
    """Be the first process of the machine, which waits for those that lost their parents."""
    furnish(sorted(SHOWN | set(map(Path, sys.argv[1:]))))
    child = os.fork()
    if not child:
        serve()
        os._exit(0)
    while os.wait()[0] != child:
        pass


if __name__ == "__main__":
    main()

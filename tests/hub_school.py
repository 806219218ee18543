"""A class at work, as docs/hub.md tells it: the commands are the page's own."""

import os
import re
import sys
import time
from pathlib import Path

from hub_machine import CLONE, ROOT, Machine, free_ports

sys.path.append(str(ROOT / "docs" / "hub"))
from visitor import Visitor

PAGE = (ROOT / "docs" / "hub.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^## ([^\n]+)\n(?:(?!^## ).)*?^```sh\n(.+?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = dict(BLOCK.findall(PAGE))  # the first of each section
PASSWORD = "correct horse"
UV = """#!/bin/sh
# What `uv run` does where all is installed.
shift
while [ "${1#-}" != "$1" ]; do shift 2; done
case $1 in *.py) exec python "$@" ;; esac
exec "$@"
"""


class School:
    """A machine with a hub on it, and those who visit it.

    Args:
        machine: Where it is.
        students: Their names.
    """

    def __init__(self, machine: Machine, students: list[str]):
        self.machine, self.students, self.port = machine, students, free_ports()
        self.address = f"http://127.0.0.1:{self.port}"
        self.visitors: list[Visitor] = []
        path = f"/opt/bin:{Path(sys.executable).parent}:/usr/sbin:/usr/bin:/sbin:/bin"
        backend = os.environ.get("KERAS_BACKEND", "tensorflow")
        self.env = {"PATH": path, "KERAS_BACKEND": backend}
        machine.write("/opt/bin/uv", UV, mode=0o755)
        machine.write("/srv/class/students.txt", "\n".join(students))
        machine.write("/srv/class/teacher_password", PASSWORD)
        line = f"exec {BLOCKS['Start it'].strip()} --port={self.port}"
        self.pid = machine.start("bash", "-c", line, log="/srv/log", cwd=CLONE, env=self.env)
        self.nobody = self.visitor("nobody", None)
        self.wait_for("/hub/login")

    def close(self):
        """Let everybody go, and stop the hub as Ctrl+C does."""
        for visitor in self.visitors:
            visitor.close()
        self.machine.stop(self.pid)

    def visitor(self, name, password=PASSWORD):
        """Return a student, or the teacher, logged in unless there is no password."""
        visitor = Visitor(self.address, name)
        self.visitors.append(visitor)
        assert password is None or visitor.log_in(password)
        return visitor

    def wait_for(self, path, visitor=None):
        """Return when a page is there."""
        for _ in range(600):
            try:
                if (visitor or self.nobody).ask("GET", path).status_code == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        logs = self.machine.run("tail", "-c", "5000", "/srv/log", "/srv/class/log", check=False)
        raise TimeoutError(logs["said"])

    def run(self, block, cwd=CLONE, timeout=600):
        """Run a block of the page, and return what it prints."""
        block = re.sub(r"before_class\.py \d\d", rf"\g<0> --port={self.port}", block)
        done = self.machine.run("bash", "-euc", block, cwd=cwd, env=self.env, timeout=timeout)
        return done["said"]

    def kill(self, program):
        """End a program that the hub consists of, at once."""
        words = {"hub": "-m jupyterhub -f", "proxy": "traefik --configfile"}[program]
        lines = self.machine.run("ps", "-eo", "pid,args")["said"].splitlines()
        (line,) = (line for line in lines if words in line)
        self.machine.run("kill", "-KILL", line.split()[0])

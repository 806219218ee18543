"""Twenty students at once, and a hub out of a clean clone: on Linux, as root."""

import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("a hub gives each student an account of a Linux machine", allow_module_level=True)

from hub_machine import ROOT, Machine, free_ports, may_be_root
from hub_school import BLOCKS, School

sys.path.append(str(ROOT / "benchmarks"))
import hub_load
from visitor import Visitor

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not may_be_root(), reason="needs root, or sudo without a password"),
]


SAVE = "from pathlib import Path; Path('mine.txt').write_text(str(feature_map))"


def test_hub_and_proxy_are_killed_while_twenty_students_work(monkeypatch):
    monkeypatch.setattr(hub_load, "cells", partial(then_save, list(hub_load.cells())))
    students = [f"student{number:02}" for number in range(1, 21)]
    with Machine() as machine:
        school = School(machine, students)
        kills = [
            threading.Timer(40, school.kill, ["hub"]),
            threading.Timer(70, school.kill, ["proxy"]),
        ]
        for kill in kills:
            kill.start()
        visits = hub_load.arrive(school)
        for kill in kills:
            kill.join()
        assert len(visits) == 20
        said = machine.run("cat", "/srv/log")["said"]
        assert "The hub ended (-9)" in said
        assert "The proxy ended (-9)" in said
        for each in visits:
            assert not [said for said in each.shown if "Error" in said]
            assert each.first_map > 0
        for visitor in school.visitors[1:]:
            visitor.enter()
            assert visitor.open_notebook(hub_load.LESSON).run("print(cd.__name__)") == "convdemo\n"
            saved = machine.run("cat", f"/home/{visitor.name}/my_lessons/mine.txt")["said"]
            assert saved.count("[") > 2
        school.close()


def test_a_clean_clone_starts_with_the_commands_of_the_page(tmp_path):
    cache = subprocess.run(["uv", "cache", "dir"], check=True, capture_output=True, text=True)
    cache = Path(cache.stdout.strip())
    uv = next(Path(path) for path in find_uv() if Path(path).is_file())
    opt = tmp_path / "opt"
    opt.mkdir(mode=0o755)
    with Machine(cache, uv.parent) as machine:
        machine.run("umount", "/opt/lessons")
        machine.run("mount", "--bind", opt, "/opt")
        env = {"PATH": f"{uv.parent}:/usr/sbin:/usr/bin:/sbin:/bin", "UV_CACHE_DIR": str(cache)}
        env |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory"}
        env |= {"GIT_CONFIG_VALUE_0": "*"}
        outside = (
            "UV_",
            "SSL_",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
        )  # how to reach a registry
        env |= {name: os.environ[name] for name in os.environ if name.startswith(outside)}
        install = BLOCKS["Install it"].replace("ADDRESS", str(ROOT))
        machine.run("bash", "-euc", install, env=env, timeout=900)
        port = free_ports()
        start = f"exec {BLOCKS['Start it'].strip()} --port={port}"
        pid = machine.start("bash", "-c", start, log="/srv/log", cwd="/opt/lessons", env=env)
        visitor = Visitor(f"http://127.0.0.1:{port}", "student30")
        try:
            hub_load.patiently(lambda: hub_load.log_in(visitor))
            visitor.start_server()
            visitor.enter()
            kernel = visitor.open_notebook(hub_load.LESSON)
            said = kernel.run("import convdemo, sys; print(convdemo.__file__, sys.version_info[0])")
            assert said == "/opt/lessons/convdemo/__init__.py 3\n"
        finally:
            visitor.close()
            machine.stop(pid)


def then_save(cells):
    """Return the lesson's cells and one more, which saves what they computed."""
    return [*cells, ("save", SAVE)]


def find_uv():
    """Yield where uv may be, its own file before a script that looks for it."""
    yield f"{sys.base_prefix}/bin/uv"
    yield os.environ.get("UV", "")
    yield shutil.which("uv")

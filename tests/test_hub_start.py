"""Starting the hub of a class: what it refuses, and how it stops. Its students are in test_hub."""

import asyncio
import getpass
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

if sys.platform != "linux":
    pytest.skip("a hub gives each student an account of a Linux machine", allow_module_level=True)

from hub_machine import ROOT

sys.path.append(str(ROOT / "docs" / "hub"))
import names
import start_hub

# Two programs that would go on for a minute, and what starts them.
KEEP = """
import sys
sys.path.append(sys.argv[1])
import signal
from pathlib import Path
import start_hub
for each in start_hub.STOP:
    signal.signal(each, lambda *_: sys.exit())
wait = ([sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"], {})
start_hub.keep_running({"proxy": wait, "hub": wait}, Path(), pause=0.1)
"""


@pytest.mark.parametrize("name", ["ada", "student01", "ada.king", "a" * 22])
def test_a_name_that_the_hub_takes(name):
    assert names.refusal(name) is None


@pytest.mark.parametrize("name", ["Ada", "1a", "ada king", "ada/..", "-ada", "a" * 23, ""])
def test_a_name_that_is_none(name):
    assert "lower-case letters" in names.refusal(name)


def test_an_account_of_the_machine_is_not_given_away(monkeypatch):
    assert "not made" in names.refusal("root")
    assert "graded" in names.refusal("grader")
    monkeypatch.setattr(names, "made", lambda: ["root"])
    assert names.refusal("root") is None


@pytest.mark.parametrize("port", [0, 1022, 1024, 8000])
def test_a_port_that_students_could_take(port):
    with pytest.raises(SystemExit, match="from 1 to 1021"):
        start_hub.require_free(port)


def test_a_folder_that_holds_other_things(tmp_path):
    start_hub.require_own(tmp_path)
    (tmp_path / "letter.txt").touch()
    with pytest.raises(SystemExit, match="holds other things"):
        start_hub.require_own(tmp_path)


def test_a_list_with_names_that_the_hub_would_not_take(tmp_path):
    (tmp_path / "students.txt").write_text("ada\r\nGrace\r\nroot\r\n")
    with pytest.raises(SystemExit, match=r"(?s)students\.txt:\nGrace .+\nroot "):
        start_hub.require_names(tmp_path)


def prepared(folder, monkeypatch):
    """Prepare a class, without its group of accounts."""
    monkeypatch.setattr(start_hub.subprocess, "run", lambda *_, **__: None)
    start_hub.prepare(folder, "127.0.0.1", 800)
    return folder / "students.txt"


def written(folder):
    """Return when each file was written, and which file it was then."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_a_new_class_has_thirty_students_and_keeps_what_it_has(tmp_path, monkeypatch):
    students = prepared(folder := tmp_path / "class", monkeypatch)
    assert students.read_text().split() == [f"student{i:02}" for i in range(1, 31)]
    assert len((folder / "teacher_password").read_text().strip()) == 16
    assert folder.stat().st_mode & 0o777 == 0o700
    before = written(folder)
    prepared(folder, monkeypatch)
    assert {name for name, when in written(folder).items() if before[name] != when} <= {
        "proxy.toml"  # which has the address of this start
    }


def test_a_list_from_windows_is_written_anew_in_one_step(tmp_path, monkeypatch):
    students = prepared(tmp_path, monkeypatch)
    students.write_bytes(from_windows := b"ada\r\n\r\ngrace\r\n")
    with monkeypatch.context() as power:
        power.setattr(start_hub.os, "fsync", lambda _: sys.exit("cut"))
        with pytest.raises(SystemExit, match="cut"):
            prepared(tmp_path, power)
    assert students.read_bytes() == from_windows
    assert prepared(tmp_path, monkeypatch).read_bytes() == b"ada\n\ngrace\n"
    assert list(tmp_path.glob("*.new")) == []


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGHUP])
def test_asked_twice_it_stops_once_and_leaves_nothing(tmp_path, word):
    command = [sys.executable, "-c", KEEP, str(ROOT / "docs" / "hub")]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        while not (tmp_path / "log").exists() or (tmp_path / "log").read_text().count("here") < 2:
            time.sleep(0.05)
        process.send_signal(word)
        assert process.stdout.readline().startswith("Stopping")
        process.send_signal(word)
        assert process.wait(20) == 0
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "print('here'" not in left.replace(KEEP, "")


@pytest.mark.parametrize(
    ("owner", "alive", "known"), [("me", True, True), ("daemon", True, False), ("me", False, False)]
)
def test_a_server_is_known_by_its_process_and_its_owner(owner, alive, known):
    from accounts import OwnServer

    with subprocess.Popen(["sleep", "60"]) as process:
        if not alive:
            process.kill()
            process.wait()
        server = OwnServer()
        server.user = SimpleNamespace(name=getpass.getuser() if owner == "me" else owner)
        server.load_state({"pid": process.pid})
        assert (server.pid == process.pid) is known
        process.kill()


def test_a_pod_that_keeps_its_number_of_who_ends_first_starts_nevertheless(monkeypatch):
    import student_server

    asked = []

    def refuse(path, _):
        asked.append(str(path))
        raise PermissionError

    monkeypatch.setattr(student_server.resource, "setrlimit", lambda *limit: asked.append(limit))
    monkeypatch.setattr(student_server.os, "nice", asked.append)
    monkeypatch.setattr(student_server.Path, "write_text", refuse)
    student_server.set_limits(2**30)
    assert (student_server.resource.RLIMIT_DATA, (2**30, 2**30)) in asked
    assert asked[-1] == "/proc/self/oom_score_adj"


def test_a_password_that_would_be_cut_is_refused(tmp_path, monkeypatch):
    from accounts import Accounts, FirstUseAuthenticator

    async def take(_, __, data):
        return data["username"]

    def came_in(password):
        return asyncio.run(Accounts().authenticate(None, {"username": "ada", "password": password}))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(FirstUseAuthenticator, "authenticate", take)
    (tmp_path / "students.txt").write_text("ada\n")
    assert came_in("ü" * 36) == "ada"
    assert came_in("ü" * 36 + "!") is None

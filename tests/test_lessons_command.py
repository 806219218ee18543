"""The command `lessons`: what it says, and a real server from its first line to Ctrl+C."""

import contextlib
import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

import psutil
import pytest

from convlessons import checkout, command, lab
from convlessons.edition import readers_edition
from convlessons.work_folder import HandedOut, hand_out

ROOT = Path(__file__).parents[1]
EDITION = readers_edition(ROOT / "notebooks")
LESSON_05 = "05_choose_padding_strides_dilation.ipynb"
OWN_VERSION = (
    "Your own version of 03_exercises is kept; for a fresh copy beside it, type "
    "`uv run lessons 03_exercises --fresh`."
)
NEWER = (
    "A newer version of 04_d is ready: save your work, stop JupyterLab with Ctrl+C, and start it "
    "again."
)
NBGRADER = "@jupyter/nbgrader"


@pytest.fixture
def served(monkeypatch):
    """Let the command do everything but serve; return what it would have served."""
    calls = []
    monkeypatch.setattr(lab, "running", lambda _: None)
    monkeypatch.setattr(
        lab, "serve", lambda folder, where, **options: calls.append((folder, where, options))
    )
    return calls


@pytest.mark.parametrize(
    ("lesson", "solutions", "path"),
    [
        (None, False, "start_here.md"),
        (None, True, "solutions"),
        ("05", False, LESSON_05),
        ("5", False, LESSON_05),
        ("05", True, "solutions/05_solutions.ipynb"),
        ("05_exercises", False, "exercises/05_exercises.ipynb"),
        ("exercises/05_exercises.ipynb", False, "exercises/05_exercises.ipynb"),
        ("exercises\\05_exercises.ipynb", False, "exercises/05_exercises.ipynb"),
        (LESSON_05, False, LESSON_05),
        ("index", False, "index.md"),
        ("05_exercises", True, "solutions/05_solutions.ipynb"),
        ("05_solutions", True, "solutions/05_solutions.ipynb"),
        (LESSON_05, True, "solutions/05_solutions.ipynb"),
        (f"my_lessons/{LESSON_05}", False, LESSON_05),
        (f".\\notebooks\\{LESSON_05}", False, LESSON_05),
        ("my_lessons/exercises/05_exercises.ipynb", False, "exercises/05_exercises.ipynb"),
        ("my_lessons/exercises/05_exercises.ipynb", True, "solutions/05_solutions.ipynb"),
        (f"notebooks/exercises/{LESSON_05}", False, "exercises/05_exercises.ipynb"),
        (f"notebooks/solutions/{LESSON_05}", False, "solutions/05_solutions.ipynb"),
    ],
)
def test_a_lesson_is_found(lesson, solutions, path):
    assert command.find(lesson, solutions, EDITION) == path


@pytest.mark.parametrize("solutions", [False, True])
@pytest.mark.parametrize("lesson", ["99", "0", "05_", "padding", "", "../README.md", "exercises/"])
def test_what_is_no_lesson_is_named(lesson, solutions):
    with pytest.raises(command.Problem, match=f"^There is no lesson {re.escape(lesson)}: .+ 01 to"):
        command.find(lesson, solutions, EDITION)


def test_a_page_has_no_solutions():
    with pytest.raises(command.Problem, match=r"^There is no lesson index: "):
        command.find("index", True, EDITION)


def test_the_examples_of_the_help_work(served, tmp_path, monkeypatch):
    monkeypatch.setattr(lab, "require", lambda _: None)
    lines = re.findall(r"^  uv run lessons(.*?)   +", command.EXAMPLES, flags=re.MULTILINE)
    assert len(lines) == 6
    for line in lines:
        assert command.main([*line.split(), "--folder", str(tmp_path)]) == 0
    assert [where for _, where, _ in served] == [
        "/lab/workspaces/lessons/tree/start_here.md",
        f"/lab/workspaces/lessons/tree/{LESSON_05}",
        "/lab/workspaces/lessons/tree/exercises/05_exercises.ipynb",
        "/lab/workspaces/lessons/tree/solutions/05_solutions.ipynb",
        f"/lab/workspaces/lessons/tree/{LESSON_05}",
        f"/notebooks/{LESSON_05}",
    ]


def test_git_ignores_the_work_folder():
    assert f"/{command.WORK_FOLDER}/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def taken_port():
    listening = socket.create_server((lab.HOST, 0))
    return listening, str(listening.getsockname()[1])


def test_each_problem_is_one_sentence(served, tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    for arguments, said in {
        ("99",): r"There is no lesson 99: the lessons are 01 to \d\d, and .+ shows them all",
        ("--fresh",): "Say which lesson you want a fresh copy of: `uv run lessons 03 --fresh`",
        ("--port", "80"): "A port is a number from 1024 to 65535; 80 is not",
        ("--folder", str(tmp_path / "file")): (
            r"The lessons cannot be copied into .+file \(.+\): .+ keeps them in another place"
        ),
    }.items():
        assert command.main(arguments) == 1
        assert re.fullmatch(said + r"\.\n", capsys.readouterr().err)
    monkeypatch.setattr(lab, "find_spec", lambda name: None if name == "notebook" else name)
    assert command.main(["--notebook"]) == 1
    assert "uv run --group notebook7 lessons --notebook" in capsys.readouterr().err
    monkeypatch.setattr(lab, "find_spec", lambda _: None)
    assert command.main([]) == 1
    assert "JupyterLab is not installed here" in capsys.readouterr().err
    assert served == []


@pytest.fixture
def open_already(monkeypatch):
    """Let a server seem to have the folder open."""
    monkeypatch.setattr(lab, "require", lambda _: None)
    monkeypatch.setattr(lab, "running", lambda _: {"url": "http://here/", "token": "secret"})


@pytest.mark.usefixtures("open_already")
def test_while_the_lessons_are_open_no_file_is_replaced(tmp_path, capsys):
    hand_out({"index.md": "old"}, tmp_path)
    assert command.main(["--no-browser", "--folder", str(tmp_path)]) == 0
    assert (tmp_path / "index.md").read_text(encoding="utf-8") == "old"
    assert "A newer version of index is ready: save your work, stop" in capsys.readouterr().out


@pytest.mark.usefixtures("open_already")
def test_a_fresh_copy_of_an_open_lesson_is_refused(tmp_path, capsys):
    assert command.main(["5", "--fresh", "--folder", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "The lessons are open in JupyterLab, where a tab could overwrite a fresh copy: save your "
        "work, stop JupyterLab with Ctrl+C, and run this command again.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_program_holds_open_is_named(served, tmp_path, monkeypatch, capsys):
    def refuse(path, target):
        raise PermissionError(errno.EACCES, "Access is denied", str(path), 5, str(target))

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    assert command.main(["--folder", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"The lessons cannot be copied into {tmp_path} (Access is denied: start_here.md): if "
        "another program has this file open, close it there; otherwise, `uv run lessons --folder "
        "PLACE` keeps them in another place.\n"
    )
    assert served == []


def test_a_taken_port_is_named():
    listening, port = taken_port()
    with listening, pytest.raises(command.Problem, match=f"^Port {port} is taken by another"):
        lab.free_port(int(port), 1)


def test_without_a_port_the_next_free_one_is_taken():
    listening, port = taken_port()
    with listening:
        assert int(port) < lab.free_port(int(port)) < int(port) + lab.PORTS


def test_outside_a_clone_one_sentence_says_where_to_go(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checkout, "__file__", str(tmp_path / "site-packages" / "convlessons" / "x"))
    with pytest.raises(
        checkout.Problem, match=f"^There are no lessons in {re.escape(str(tmp_path))}"
    ):
        checkout.find_checkout()


def test_the_clone_that_one_stands_in_comes_first(tmp_path, monkeypatch):
    for folder in "notebooks/solutions", "convdemo", "docs":
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "docs")
    assert checkout.find_checkout().samefile(tmp_path)


def test_what_a_reader_is_told():
    assert command.sentences(HandedOut(new=["a.ipynb"], updated=["b.ipynb"])) == []
    done = HandedOut(
        updated=["01_a.ipynb", "02_b.ipynb"],
        earlier={"01_a.ipynb": "01_a_earlier.ipynb"},
        kept=["exercises/03_exercises.ipynb"],
        waiting=["04_d.ipynb"],
        gone=["09_z.ipynb"],
    )
    assert command.sentences(done) == [
        "Updated: 01_a and 02_b.",
        "Your copy of 01_a is now 01_a_earlier.ipynb.",
        NEWER,
        "No longer part of the lessons: 09_z.",
        OWN_VERSION,
    ]
    many = HandedOut(updated=[f"{number}.ipynb" for number in range(9)])
    assert command.sentences(many) == ["Updated: 0, 1, 2, 3 and 5 others."]


class Running:
    """A `lessons` that runs in a terminal, all its files in a temporary folder."""

    def __init__(self, place):
        self.folder = place / "my lessons"
        self.said = place / "said.txt"
        names = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
        names += ["JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"]
        self.settings = {name: str(place / name.lower()) for name in names}
        self.environment = os.environ | self.settings
        with self.said.open("w", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                [*self.command, "--no-browser"],
                env=self.environment,
                cwd=ROOT,
                stdin=self.terminal(),
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self.url, self.base, self.token = self.wait_for_the_address()

    @property
    def command(self):
        return [sys.executable, "-m", "convlessons", "--folder", str(self.folder)]

    def terminal(self):
        """Return an end of a terminal: only there would JupyterLab ask before it stops."""
        if sys.platform == "win32":
            return subprocess.DEVNULL
        self.ends = os.openpty()
        return self.ends[1]

    def wait_for_the_address(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            text = self.said.read_text(encoding="utf-8")
            if found := re.search(r"((http://[^/\s]+)/\S+token=(\w+))\n.*Ctrl\+C", text):
                return found.groups()
            time.sleep(0.1)
        pytest.fail(f"no address: {self.said.read_text(encoding='utf-8')}")

    def ask(self, path, body=None):
        headers = {"Authorization": f"token {self.token}"}
        request = Request(self.base + path, headers=headers, data=body)
        return urlopen(request, timeout=30).read().decode()

    def stop(self):
        """Press Ctrl+C: the terminal sends the signal to the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Start the command."""
    if sys.platform == "win32":
        pytest.skip("Ctrl+C cannot be sent to one process on Windows")
    running = Running(tmp_path_factory.mktemp("lessons"))
    yield running
    with contextlib.suppress(ProcessLookupError):
        running.process.kill()
    running.process.wait()


def test_the_terminal_says_a_few_sentences(running):
    running.ask("/lab")
    assert running.said.read_text(encoding="utf-8").splitlines() == [
        f"The lessons are in {running.folder}",
        "If no browser opens, open them at this address:",
        f"  {running.url}",
        "To stop, press Ctrl+C here.",
    ]


KNOCK = """
import os, pathlib, signal, socket, sys, urllib.parse
from convlessons import lab

def say(url):
    socket.create_connection(("127.0.0.1", urllib.parse.urlparse(url).port)).close()
    print("It listens.")
    os.kill(os.getpid(), signal.SIGINT)

lab.serve(pathlib.Path(sys.argv[1]), "/lab", browser=False, say=say)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process there")
def test_the_address_is_told_once_the_server_listens(running, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", KNOCK, tmp_path],
        check=False, cwd=ROOT, env=running.environment, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "It listens.\n", "")


def test_only_this_machine_reaches_it(running):
    listening = [
        each.laddr.ip
        for each in psutil.Process(running.process.pid).net_connections("tcp")
        if each.status == psutil.CONN_LISTEN
    ]
    assert set(listening) == {lab.HOST}


def setting(running, plugin):
    return json.loads(running.ask(f"/lab/api/settings/@jupyterlab/{plugin}"))["schema"]


def test_jupyterlab_asks_no_question_and_shows_no_menu_of_teachers(running):
    news = setting(running, "apputils-extension:notification")["properties"]
    assert news["fetchNews"]["default"] == "false"
    page = running.ask("/lab")
    config = json.loads(re.search(r'jupyter-config-data" type="application/json">(.+?)<', page)[1])
    assert NBGRADER in config["disabledExtensions"]


def test_markdown_is_rendered(running):
    viewers = setting(running, "docmanager-extension:plugin")["properties"]["defaultViewers"]
    assert viewers["default"] == {"markdown": "Markdown Preview"}


def test_the_readers_own_settings_stay_untouched(running):
    written = Path(running.settings["JUPYTER_CONFIG_DIR"])
    assert [path.name for path in written.rglob("*.json")] == []


def test_a_second_command_opens_the_same_server(running, monkeypatch, capsys):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", running.settings["JUPYTER_RUNTIME_DIR"])
    assert command.main(["05", "--no-browser", "--folder", str(running.folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"The lessons are in {running.folder}",
        "They are already open, and a browser shows them at",
        f"  {running.url.replace('start_here.md', LESSON_05)}",
    ]


def test_ctrl_c_ends_it_and_its_kernels(running):
    running.ask("/api/kernels", b'{"name": "python3"}')
    kernels = psutil.Process(running.process.pid).children(recursive=True)
    assert kernels
    before = running.said.read_text(encoding="utf-8")
    assert running.stop() == 0
    _, alive = psutil.wait_procs(kernels, timeout=10)
    assert alive == []
    after = running.said.read_text(encoding="utf-8").removeprefix(before)
    assert after == "\nStopped. Your changes are saved in the folder. See you soon!\n"

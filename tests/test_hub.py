"""The hub of docs/hub.md, with students who have accounts of their own: on Linux, as root."""

import json
import re
import sys
import time

import pytest
from playwright.sync_api import expect

if sys.platform != "linux":
    pytest.skip("a hub gives each student an account of a Linux machine", allow_module_level=True)

from hub_machine import Machine, may_be_root
from hub_school import BLOCKS, PASSWORD, School

LESSON = "02_convolve_an_image.ipynb"
STUDENTS = ["student01", "student02"]
ALARMS = (
    "[data-mime-type$='.stderr'], [data-mime-type$='.error'], .jp-Dialog, .jp-mod-error, "
    ".jp-mod-warn, .Toastify__toast"
)


pytestmark = pytest.mark.skipif(not may_be_root(), reason="needs root, or sudo without a password")


# A student's own server notes what it is shown.
LISTENER = """
def note(handler):
    with open("/home/student01/.shown", "a") as file:
        file.write(handler.request.headers.get("Authorization", "") + "\\n")

c.ServerApp.tornado_settings = {"log_function": note}
"""


@pytest.fixture(scope="module")
def school():
    """Start the hub and, before the lesson, servers and kernels; in the end, nothing is left."""
    with Machine() as machine:
        school = School(machine, STUDENTS)
        config = f"/home/{STUDENTS[0]}/.jupyter/jupyter_server_config.py"
        machine.write(config, LISTENER, user=STUDENTS[0])
        said = school.run(BLOCKS["Before the lesson"])
        assert sorted(said.splitlines()) == [f"{name}: ready" for name in STUDENTS]
        yield school
        school.close()
        left = machine.run("ps", "-eo", "args")["said"]
        for word in "traefik", "jupyterhub", "ipykernel":
            assert word not in left


@pytest.fixture(scope="module")
def student(school):
    """Return the first student, in JupyterLab."""
    student = school.visitor(STUDENTS[0])
    student.enter()
    return student


@pytest.fixture(scope="module")
def neighbour(school):
    """Return the second student, in JupyterLab."""
    neighbour = school.visitor(STUDENTS[1])
    neighbour.enter()
    return neighbour


def test_lesson_02_in_a_browser(school, browser):
    context = browser.new_context(viewport={"width": 1300, "height": 3000})
    context.set_default_timeout(60_000)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(school.address)
    page.get_by_label("Username").fill(STUDENTS[0])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1", has_text="Start here")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Hub Control Panel")).to_have_count(1, timeout=60_000)
    assert page.get_by_text("uv run").count() == 0
    menus = page.get_by_role("menubar").first.inner_text().split()
    assert menus == ["File", "Edit", "View", "Run", "Kernel", "Tabs", "Settings", "Help"]

    page.goto(f"{school.address}/user/{STUDENTS[0]}/lab/tree/{LESSON}")
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(page.locator("figure.convdemo table").first).to_be_visible(timeout=60_000)
    expect(page.locator(".jp-InputPrompt", has_text="[1]:")).to_have_count(1, timeout=60_000)
    expect(page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=60_000)
    assert page.locator(ALARMS).all_inner_texts() == []
    sessions = page.request.get(f"{school.address}/user/{STUDENTS[0]}/api/sessions").json()
    assert len(sessions) == 1  # the kernel that was ready
    context.close()
    here = (school.address, school.address.replace("http", "ws", 1), "data:", "blob:", "about:")
    assert [url for url in asked if not url.startswith(here)] == []


def test_who_is_not_listed_stays_out(school):
    assert not school.visitor("student03", None).log_in(PASSWORD)
    assert school.machine.run("id", "student03", check=False)["code"] == 1


def test_nobody_comes_before_the_teacher(school):
    assert not school.visitor("teacher", None).log_in("another password")


def test_a_students_server_is_shown_a_token_that_is_good_there_only(school):
    shown = school.machine.run("cat", f"/home/{STUDENTS[0]}/.shown")["said"]
    assert school.machine.run("cat", "/srv/class/before_class_token")["said"] not in shown
    token = shown.split()[1]  # before class, no other was there
    with_it = [school.visitor(name, None) for name in STUDENTS]
    for visitor in with_it:
        visitor.use(token)
    asked = [one.ask("GET", f"/user/{one.name}/api/contents").status_code for one in with_it]
    assert asked == [200, 403]


def test_a_students_server_does_not_hold_the_terminal(school, student):
    lines = school.machine.run("ps", "-u", student.name, "-o", "pid,args")["said"].splitlines()
    (server,) = (line.split()[0] for line in lines if "jupyterhub.singleuser" in line)
    held = school.machine.run("ls", "-l", *(f"/proc/{server}/fd/{n}" for n in range(3)))["said"]
    assert [line.split(" -> ")[1] for line in held.splitlines()] == [
        "/dev/null", "/srv/class/log", "/srv/class/log"
    ]  # fmt: skip


def test_a_wrong_password_stays_out(school, student):
    assert not school.visitor(student.name, None).log_in("horse battery")


def test_the_teacher_sees_who_is_there_and_students_do_not(school, student):
    teacher = school.visitor("teacher")
    seen = {user["name"]: user["server"] for user in teacher.ask("GET", "/hub/api/users").json()}
    assert seen == {"teacher": None} | {name: f"/user/{name}/" for name in STUDENTS}
    assert student.ask("GET", "/hub/api/users").status_code == 403
    assert student.ask("GET", "/hub/admin").status_code == 403
    for name in "root", "daemon", "Ubuntu", "a" * 23:  # who came first would have the account
        assert teacher.ask("POST", f"/hub/api/users/{name}").status_code >= 400


def test_there_is_no_debugger_whose_port_has_no_password(student):
    page = student.ask("GET", f"/user/{student.name}/lab").text
    settings = json.loads(
        re.search(r'id="jupyter-config-data"[^>]*>(.+?)</script>', page, re.DOTALL)[1]
    )
    assert "@jupyterlab/debugger-extension" in settings["disabledExtensions"]


def test_a_kernel_that_was_made_ready_looks_new(school, neighbour):
    kernel = neighbour.open_notebook(LESSON)
    assert (
        kernel.run("print(len(In), sorted(set(dir()) & {'convdemo', 'keras', 'np'}))") == "2 []\n"
    )
    started = time.monotonic()
    said = kernel.run("import keras; print(keras.layers.Conv2D(1, 3).name, keras.config.backend())")
    assert said == f"conv2d {school.env['KERAS_BACKEND']}\n"
    assert time.monotonic() - started < 2  # Keras was there


def test_what_a_student_changed_survives_a_restart(school, neighbour):
    place = f"/home/{neighbour.name}/my_lessons"
    change = f"sed -i 's/Convolve an image/My own words/' {LESSON}; rm 01_*.ipynb"
    school.machine.run("sh", "-c", change, user=neighbour.name, cwd=place)
    changed = school.machine.run("cat", f"{place}/{LESSON}")["said"]
    assert "My own words" in changed
    neighbour.ask("DELETE", f"/hub/api/users/{neighbour.name}/server")
    neighbour.start_server()
    neighbour.enter()
    assert school.machine.run("cat", f"{place}/{LESSON}")["said"] == changed
    assert "01_convolve_a_sequence.ipynb" in school.machine.run("ls", place)["said"]


def test_hub_and_proxy_killed_the_kernel_goes_on(school, student):
    kernel = student.open_notebook(LESSON)
    assert kernel.run("x = 42") == ""
    school.kill("hub")
    assert kernel.run("x + 1") == "43"  # over the same connection
    school.wait_for("/hub/login")
    assert student.ask("GET", f"/hub/api/users/{student.name}").json()["server"]

    school.kill("proxy")
    school.wait_for(f"/user/{student.name}/api", student)
    again = student.open_notebook(LESSON)
    assert again.number == kernel.number
    assert again.run("x + 2") == "44"


def test_a_kernel_that_eats_memory_harms_no_neighbour(student, neighbour):
    greedy, quiet = student.open_notebook(LESSON), neighbour.open_notebook(LESSON)
    assert quiet.run("y = 1") == ""
    eat = "hoard = []\nwhile True: hoard.append(bytearray(100_000_000))"
    assert greedy.run(eat) == "MemoryError: "
    assert greedy.run("print(len(hoard) < 21); del hoard") == "True\n"
    assert greedy.run("import keras; print(keras.ops.sum([1, 2]).shape)") == "()\n"
    assert quiet.run("y + 1") == "2"


SPY = """
import os
from pathlib import Path

import requests

def closed(look, *what):
    try:
        return bool(look(*what)) and False
    except PermissionError:
        return True

def status(url):
    headers = {"Authorization": "token " + os.environ["JUPYTERHUB_API_TOKEN"]}
    return requests.get(url, headers=headers).status_code
"""


def test_no_student_reads_or_reaches_another(school, student, neighbour):
    routes = school.machine.run("cat", "/srv/class/routes.toml")["said"]
    server = dict(re.findall(r'routespec = "/user/(.+?)/"\ntarget = "(.+?)"', routes))[student.name]
    lines = school.machine.run("ps", "-u", student.name, "-o", "pid,args")["said"].splitlines()
    pids = [line.split()[0] for line in lines[1:]]
    spy = neighbour.open_notebook("index.md")
    assert spy.run(SPY) == ""
    for place in f"/home/{student.name}", f"/home/{student.name}/my_lessons", "/srv/class":
        assert spy.run(f"closed(os.listdir, {place!r})") == "True"
    for pid in pids:
        assert spy.run(f"closed(Path('/proc/{pid}/environ').read_bytes)") == "True"
        assert spy.run(f"closed(os.kill, {pid}, 9)") == "True"
    assert len(pids) >= 2  # a server and a kernel
    assert spy.run("closed(os.listdir, os.path.expanduser('~'))") == "False"
    assert spy.run("import socket") == ""
    for port in range(school.port, school.port + 3):  # should the hub or its proxy be away
        assert spy.run(f"closed(socket.socket().bind, ('127.0.0.1', {port}))") == "True"
    for base in school.address, server:
        assert spy.run(f"status('{base}/user/{student.name}/api/contents')") == "403"
        assert spy.run(f"status('{base}/user/{student.name}/api/kernels')") == "403"
    assert spy.run(f"status('http://127.0.0.1:{school.port + 2}/api/rawdata')") == "401"
    assert neighbour.ask("GET", f"/user/{student.name}/api/kernels").status_code == 403
    connection = "import ipykernel; print(ipykernel.get_connection_info(unpack=True)['transport'])"
    assert spy.run(connection) == "ipc\n"


def test_an_idle_server_is_stopped_and_its_files_stay(school, student):
    command = ["timeout", "9", sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=2"]
    url = f"--url=http://127.0.0.1:{school.port + 1}/hub/api"
    token = school.machine.run("cat", "/srv/class/culler_token")["said"]
    env = {"JUPYTERHUB_API_TOKEN": token}
    school.machine.run(*command, url, env=env, check=False)
    assert not student.ask("GET", f"/hub/api/users/{student.name}").json()["server"]
    assert LESSON in school.machine.run("ls", f"/home/{student.name}/my_lessons")["said"]


def test_the_list_is_read_at_each_login(school):
    path = "/srv/class/students.txt"
    school.machine.write(path, "student01\nstudent03\n")
    assert not school.visitor("student02", None).log_in(PASSWORD)
    assert school.visitor("student03", None).log_in(PASSWORD)
    home = school.machine.run("stat", "--format=%U %a", "/home/student03")["said"]
    assert home == "student03 700\n"

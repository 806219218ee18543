"""The settings of one class on one machine; start_hub.py starts JupyterHub with them.

JupyterHub runs in the folder of the class: students.txt there says who may log in.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 - JupyterHub defines it

HERE = Path(__file__).parent
sys.path.append(str(HERE))

from accounts import CLASS, Accounts, OwnServer
from names import GROUP, TEACHER, listed

from convlessons.lab import SETTINGS

PROGRAMS = Path(sys.executable).parent
PORT = int(os.environ["CLASS_PORT"])
QUIET = [HERE / "jupyter", SETTINGS / "every", SETTINGS / "lab"]  # no news, no teacher's menus

# Who may come in.
c.JupyterHub.authenticator_class = Accounts
c.Authenticator.allowed_users = set(listed(CLASS))
c.Authenticator.admin_users = {TEACHER}
c.LocalAuthenticator.create_system_users = True
PRIVATE = ["--create-home", "--key", "HOME_MODE=0700"]
c.LocalAuthenticator.add_user_cmd = ["useradd", *PRIVATE, "--groups", GROUP]
c.JupyterHub.template_vars = {
    "announcement_login": "The password that you type the first time becomes your password."
}

# What a student gets: the reader's edition, in a quiet JupyterLab, with the student's own rights.
c.JupyterHub.spawner_class = OwnServer
c.Spawner.cmd = [sys.executable, str(HERE / "student_server.py")]
c.Spawner.notebook_dir = "~/my_lessons"
c.Spawner.default_url = "/lab/tree/start_here.md"
c.Spawner.args = [
    "--KernelManager.transport=ipc",  # else all accounts can listen at a kernel's port
    "--LabApp.extension_manager=readonly",  # it would ask a registry
]
c.Spawner.mem_limit = "2G"  # of data, for each kernel; student_server.py sees to it
c.Spawner.environment = {
    "PATH": f"{PROGRAMS}:/usr/bin:/bin",
    "JUPYTER_CONFIG_PATH": ":".join(map(str, QUIET)),
    "KERAS_BACKEND": os.environ.get("KERAS_BACKEND", "tensorflow"),
    # Thirty kernels on a few cores: one thread each.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
}
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # thirty at once on two cores take 60 s

# The proxy is a program of its own, so the hub can be started again without it.
c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{PORT + 1}"
c.JupyterHub.proxy_class = "traefik_file"
c.TraefikFileProviderProxy.should_start = False
c.TraefikFileProviderProxy.check_route_timeout = 180  # after 30 s, a server would be stopped again
c.TraefikFileProviderProxy.dynamic_config_file = str(Path("routes.toml").absolute())
c.TraefikFileProviderProxy.traefik_api_url = f"http://127.0.0.1:{PORT + 2}"
c.TraefikFileProviderProxy.traefik_api_username = "hub"
c.TraefikFileProviderProxy.traefik_api_password = Path("proxy_password").read_text()

# Who else may ask the hub to do something, and what.
ROLES = {
    "culler": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    "before_class": ["servers", "tokens"],
}
c.JupyterHub.services = [
    {"name": name, "api_token": Path(f"{name}_token").read_text()} for name in ROLES
]
c.JupyterHub.load_roles = [
    {"name": name, "services": [name], "scopes": scopes} for name, scopes in ROLES.items()
]

"""Who may come in, by which password, and whose processes are theirs."""

import pwd
from hmac import compare_digest
from pathlib import Path
from typing import Any

from firstuseauthenticator import FirstUseAuthenticator
from jupyterhub.auth import LocalAuthenticator
from jupyterhub.spawner import LocalProcessSpawner
from names import TEACHER, listed, refusal

CLASS = Path()  # the hub runs in the folder of the class
LONGEST_PASSWORD = 72  # bytes: bcrypt takes no more


class Accounts(LocalAuthenticator, FirstUseAuthenticator):
    """Who is listed chooses a password at the first login, and has an account of this machine."""

    def validate_username(self, username: str) -> bool:
        """Refuse the accounts that the hub has not made, root's among them."""
        return refusal(username) is None

    def check_allowed(self, username: str, authentication: Any = None) -> bool:  # noqa: ARG002
        """Ask the list each time: who is taken out of it stays out."""
        return username in {TEACHER, *listed(CLASS)}

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str | None:
        """Check a password; the teacher's is in a file, so that nobody can come first."""
        name, password = self.normalize_username(data["username"]), data["password"].encode()
        if not self.check_allowed(name) or len(password) > LONGEST_PASSWORD:
            return None
        if name == TEACHER:
            right = (CLASS / "teacher_password").read_bytes().strip()
            return name if compare_digest(password, right) else None
        return await super().authenticate(handler, data)


class OwnServer(LocalProcessSpawner):
    """A student's server, which is known again by its process and the owner of that."""

    def load_state(self, state: dict[str, Any]) -> None:
        """Forget a process that is somebody else's: the machine was started again meanwhile."""
        super().load_state(state)
        try:
            owner = Path(f"/proc/{self.pid}").stat().st_uid
        except OSError:
            owner = -1
        if owner != pwd.getpwnam(self.user.name).pw_uid:
            self.pid = 0

"""What a browser says to the hub: log in, start a server, open a notebook, run cells."""

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import requests
from websocket import WebSocket, WebSocketException, create_connection

PATIENCE = 300  # seconds


class Visitor:
    """One person, or one program, at the hub.

    Args:
        address: The address of the class, such as `http://127.0.0.1:800`.
        name: The account whose server is used.
        token: A token of a program that may use it; a person logs in.
    """

    def __init__(self, address: str, name: str, token: str | None = None):
        self.address, self.name, self.token = address.rstrip("/"), name, token
        self.kernels: list[Kernel] = []
        self.session = requests.Session()
        self.session.trust_env = False  # no proxy stands between us and loopback
        if token:
            self.use(token)

    def use(self, token: str) -> None:
        """Show this token from now on."""
        self.token = token
        self.session.headers["Authorization"] = f"token {token}"

    def token_for(self, name: str) -> str:
        """Return a token for one server, which whoever owns that server may see.

        Args:
            name: The student whose server it is good for, for ten minutes.
        """
        scopes = [f"servers!user={name}", f"access:servers!user={name}"]
        wish = {"expires_in": 600, "scopes": scopes, "note": "before class"}
        answer = self.ask("POST", f"/hub/api/users/{name}/tokens", json=wish)
        if answer.status_code == 404:
            raise ValueError("the hub learns new names when they log in, or when it is restarted")
        answer.raise_for_status()
        return str(answer.json()["token"])

    def log_in(self, password: str) -> bool:
        """Log in with a password, and return whether the hub lets us."""
        form = {"username": self.name, "password": password}
        self.ask("GET", "/hub/login")
        answer = self.ask("POST", "/hub/login", data=form, allow_redirects=False)
        return answer.status_code == 302

    def start_server(self) -> float:
        """Start the server where it does not run, and return the seconds until it is ready."""
        start = time.monotonic()
        for tries in range(PATIENCE):
            if tries % 10 == 0:  # once, and again should the hub have forgotten it
                answer = self.ask("POST", f"/hub/api/users/{self.name}/server")
                if answer.status_code in (403, 404):
                    answer.raise_for_status()
            if self.ask("GET", f"/user/{self.name}/api").status_code == 200:
                return time.monotonic() - start
            time.sleep(1)
        raise TimeoutError(f"the server of {self.name} did not start in {PATIENCE} s")

    def enter(self) -> str:
        """Open JupyterLab, which the server allows whom the hub knows, and return its address."""
        answer = self.ask("GET", f"/user/{self.name}/lab")
        answer.raise_for_status()
        return answer.url

    def open_notebook(self, path: str) -> "Kernel":
        """Return the kernel of a notebook, started where it does not run."""
        wish = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        answer = self.ask("POST", f"/user/{self.name}/api/sessions", json=wish)
        answer.raise_for_status()
        self.kernels.append(Kernel(self, answer.json()["kernel"]["id"]))
        return self.kernels[-1]

    def close(self) -> None:
        """Hang up; servers and kernels go on."""
        for kernel in self.kernels:
            kernel.close()
        self.session.close()

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        """Send one request, with the cookie's word that it comes from a page of this site."""
        if method != "GET" and (word := self._word(path)):
            options["headers"] = {"X-XSRFToken": word}
        return self.session.request(method, self.address + path, timeout=PATIENCE, **options)

    def _word(self, path: str) -> str | None:
        fitting = [
            cookie
            for cookie in self.session.cookies
            if cookie.name == "_xsrf" and path.startswith(cookie.path)
        ]
        return max(fitting, key=lambda cookie: len(cookie.path)).value if fitting else None


class Kernel:
    """A kernel, spoken to over a websocket.

    Args:
        visitor: Whose kernel it is.
        number: The kernel's id.
    """

    def __init__(self, visitor: Visitor, number: str):
        self.number, self._visitor = number, visitor
        self._socket = self._connect()

    def _connect(self) -> WebSocket:
        visitor = self._visitor
        place = f"/user/{visitor.name}/api/kernels/{self.number}/channels"
        request = requests.Request("GET", visitor.address + place)
        cookies = visitor.session.prepare_request(request).headers.get("Cookie")
        url = visitor.address.replace("http", "ws", 1) + place
        header = {"Authorization": f"token {visitor.token}"} if visitor.token else None
        try:
            return create_connection(
                url, timeout=PATIENCE, cookie=cookies, origin=visitor.address, header=header
            )
        except WebSocketException as error:
            raise ConnectionError(str(error)) from None

    def run(self, code: str, *, silent: bool = False) -> str:
        """Run a cell, and return what it shows, or how it failed.

        Args:
            code: The cell's code.
            silent: Leave no trace: no number, no history.

        Raises:
            ConnectionError: The connection was lost; the kernel may go on.
        """
        message = self._message(code, silent)
        try:
            self._socket.send(json.dumps(message))
            return "".join(self._shown(message["header"]["msg_id"]))
        except WebSocketException as error:
            raise ConnectionError(str(error)) from None

    def close(self) -> None:
        """Hang up; the kernel goes on."""
        self._socket.shutdown()

    def _shown(self, asked: str) -> Iterator[str]:
        """Yield each output, until the kernel says that it is idle again."""
        while True:
            answer = json.loads(self._socket.recv())
            if answer["parent_header"].get("msg_id") != asked:
                continue
            content = answer["content"]
            if answer["msg_type"] == "error":
                yield f"{content['ename']}: {content['evalue']}"
            elif answer["msg_type"] == "stream":
                yield content["text"]
            elif "data" in content and answer["channel"] == "iopub":
                yield content["data"].get("text/plain", "")
            if content.get("execution_state") == "idle":
                return

    def _message(self, code: str, silent: bool) -> dict[str, Any]:
        header = {"msg_id": uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
        header |= {"username": self._visitor.name, "session": uuid4().hex}
        content = {"code": code, "silent": silent, "store_history": not silent}
        content |= {"user_expressions": {}, "allow_stdin": False, "stop_on_error": False}
        return {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
            "buffers": [],
        }

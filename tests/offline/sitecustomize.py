"""Loaded by every Python that has this folder on its path: refuse connections to elsewhere."""

import sys

HERE = ("127.0.0.1", "::1", "localhost", "", None)


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raise where Python is about to look up or to reach another machine."""
    if event == "socket.connect":
        address = arguments[1]
        elsewhere = isinstance(address, tuple) and address[0] not in HERE
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        elsewhere = arguments[0] not in HERE
    else:
        return
    if elsewhere:
        message = f"no network in a lesson: {event} {arguments[-1]!r}"
        raise OSError(message)


sys.addaudithook(refuse)

"""What several test files share: values that nobody expects, and a look at an error message."""

import pytest


class Huge:
    """A value with a very long `repr` of many lines."""

    def __repr__(self):
        return "line\n" * 50_000


class NoRepr:
    """A value whose `repr` fails."""

    def __repr__(self):
        raise RuntimeError


class NoArray:
    """A value that fails when NumPy asks for an array."""

    def __array__(self, *_, **__):
        raise RuntimeError

    def __repr__(self):
        return "NoArray()"


def refusal(error, function, *args, **kwargs):
    """Return the message of the error that a call must raise: short, and of this very type."""
    with pytest.raises(error) as caught:
        function(*args, **kwargs)
    message = str(caught.value)
    assert caught.type is error
    assert len(message) <= 400
    assert message.count("\n") <= 1
    return message

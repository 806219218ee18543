"""The pictures inside a notebook's outputs in fewer bytes: as files of their own, or inside."""

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


def lightened(html: str) -> str:
    """Return a page with the pictures inside it in fewer bytes; they hold the same pixels."""

    def lighter(picture: re.Match[str]) -> str:
        webp = base64.b64encode(_as_webp(base64.b64decode(picture[1])))
        return f'src="data:image/webp;base64,{webp.decode()}"'

    return INLINE.sub(lighter, html)


def _as_webp(png: bytes) -> bytes:
    """Return a picture in a form that holds the same pixels in fewer bytes."""
    written = BytesIO()
    with Image.open(BytesIO(png)) as image:
        image.save(written, "WEBP", lossless=True, exact=True)
    return written.getvalue()

"""Images as PNG files whose bytes are equal on every machine.

A library's compression differs between releases and builds; this stores the pixels as they are.
"""

import struct
import zlib

import numpy as np
import numpy.typing as npt

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_IN_A_BLOCK = 65_535

Levels = npt.NDArray[np.uint8]


def png(pixels: Levels, palette: Levels | None = None) -> bytes:
    """Return a PNG file.

    Args:
        pixels: Places in the palette, or colours.
        palette: At most 256 colours.

    Input shape: `(rows, columns)` with a palette, else `(rows, columns, 3)`, whole numbers from
    0 to 255. The palette is `(colours, 3)`.

    Returns:
        The bytes of the file.

    Example:
    >>> len(png(np.uint8([[0, 1], [1, 0]]), palette=np.uint8([[0, 0, 0], [255, 255, 255]])))
    92

    Source: Portable Network Graphics Specification (2003); RFC 1950 and 1951 for stored blocks.
    """
    rows, columns = pixels.shape[:2]
    kind = 2 if palette is None else 3
    header = struct.pack(">IIBBBBB", columns, rows, 8, kind, 0, 0, 0)
    lines = np.insert(pixels.reshape(rows, -1), 0, 0, axis=1)  # 0: as they are
    chunks = [(b"IHDR", header), (b"IDAT", _stored(lines.tobytes())), (b"IEND", b"")]
    if palette is not None:
        chunks.insert(1, (b"PLTE", palette.tobytes()))
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _stored(data: bytes) -> bytes:
    """Return a zlib stream of blocks that are not compressed."""
    starts = range(0, len(data), MOST_IN_A_BLOCK)
    blocks = [data[start : start + MOST_IN_A_BLOCK] for start in starts]
    parts = [
        struct.pack("<BHH", i == len(blocks), len(block), len(block) ^ 0xFFFF) + block
        for i, block in enumerate(blocks, start=1)
    ]
    return b"\x78\x01" + b"".join(parts) + struct.pack(">I", zlib.adler32(data))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from convdemo.png import MOST_IN_A_BLOCK, png

PALETTE = np.arange(12, dtype=np.uint8).reshape(4, 3)


def read(data):
    image = Image.open(BytesIO(data))
    image.verify()  # every checksum
    return np.array(Image.open(BytesIO(data)).convert("RGB"))


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (5, 3), (255, 256), (256, 256), (300, 400)])
def test_a_palette_gives_its_colours(shape):
    pixels = np.random.default_rng(0).integers(0, 4, size=shape, dtype=np.uint8)
    assert (read(png(pixels, PALETTE)) == PALETTE[pixels]).all()


def test_colours_are_stored_as_they_are():
    pixels = np.random.default_rng(0).integers(0, 256, size=(7, 5, 3), dtype=np.uint8)
    assert (read(png(pixels)) == pixels).all()


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_block_that_is_just_full(more):
    pixels = np.zeros((1, MOST_IN_A_BLOCK - 1 + more), dtype=np.uint8)
    assert (read(png(pixels, PALETTE)) == PALETTE[0]).all()


def test_the_bytes_are_fixed():
    assert png(np.uint8([[0, 1]]), np.uint8([[0, 0, 0], [255, 255, 255]])).hex() == (
        "89504e470d0a1a0a0000000d4948445200000002000000010803000000c3fc8fb8"
        "00000006504c5445000000ffffffa5d99fdd"
        "0000000e494441547801010300fcff000001000400020b218b71"
        "0000000049454e44ae426082"
    )

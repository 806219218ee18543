"""The comparison of the reference with Keras, shared by the test_reference_*.py files."""

from itertools import product

import keras
import numpy as np
import pytest

import convdemo as cd

SIZES = range(1, 13)
KERNEL_SIZES = range(1, 6)
# Keras has no layer with both above 1: test_walk.py tests that convdemo has none either.
STRIDES_AND_DILATION = [(1, 1), (2, 1), (3, 1), (1, 2), (1, 3)]
BIAS = 0.375
CASE = ("kernel_size", "strides", "dilation_rate", "padding", "shapes")

LAYERS = {1: keras.layers.Conv1D, 2: keras.layers.Conv2D}


def grid(rank, paddings):
    """Return one case for each layer, with every size of input that it meets.

    JAX compiles for each new shape, and the whole grid takes minutes on TensorFlow, too. So the
    sizes are thinned out, by a number that does not divide theirs, so that each meets others,
    and the whole grid is for a thorough run.
    """
    keep = {1: {"tensorflow": 5, "jax": 7}, 2: {"tensorflow": 19, "jax": 199}}[rank]
    keep = keep[keras.backend.backend()]
    settings = product(paddings, STRIDES_AND_DILATION, product(KERNEL_SIZES, repeat=rank))
    sizes = list(product(SIZES, repeat=rank))
    assert len(sizes) % keep
    cases = []
    for i, (padding, (strides, dilation_rate), kernel_size) in enumerate(settings):
        size = "x".join(map(str, kernel_size))
        name = f"{size}-strides{strides}-dilation{dilation_rate}-{padding}"
        layer = (kernel_size, strides, dilation_rate, padding)
        kept = [shape for j, shape in enumerate(sizes, i * len(sizes)) if j % keep == 0]
        if kept:
            cases.append(pytest.param(*layer, kept, id=f"{name}-thinned"))
        cases.append(pytest.param(*layer, sizes, id=name, marks=pytest.mark.thorough))
    return cases


def compare(kernel_size, strides, dilation_rate, padding, shapes):
    """Compare map, size and refusal with those of one Keras layer on inputs of all shapes."""
    random = np.random.default_rng([*kernel_size, strides, dilation_rate, len(padding)])
    kernel = random.uniform(-1, 1, kernel_size).astype(np.float32)
    options = {"strides": strides, "dilation_rate": dilation_rate, "padding": padding}
    layer = LAYERS[len(kernel_size)](1, kernel_size, **options)
    cd.set_filters(layer, kernel, bias=BIAS)
    differences = []
    for shape in shapes:
        x = random.uniform(-1, 1, shape).astype(np.float32)
        theirs, predicted = keras_map(layer, x), keras_shape(layer, shape)
        ours = reference_map(x, kernel, options)
        sizes = reference_shape(shape, kernel_size, options)
        if not (predicted == sizes == (None if theirs is None else theirs.shape)):
            differences.append(f"{shape}: Keras {theirs}, {predicted}, output_size {sizes}")
        elif theirs is None or ours is None:
            if theirs is not ours:
                differences.append(f"{shape}: Keras {theirs}, the reference {ours}")
        elif ours.shape != theirs.shape or not np.abs(ours - theirs).max() <= 1e-5:
            differences.append(f"{shape}: Keras {theirs}, the reference {ours}")
    assert not differences, f"{len(differences)} of {len(shapes)} differ:\n" + differences[0]


def keras_map(layer, x):
    """Return the feature map of a layer, or None if Keras refuses."""
    batch = keras.ops.convert_to_tensor(x[np.newaxis, ..., np.newaxis])
    try:
        result = layer(batch)
    except Exception:  # noqa: BLE001 - the type differs: ValueError, or TensorFlow's own
        return None
    return keras.ops.convert_to_numpy(result)[0, ..., 0]


def keras_shape(layer, shape):
    """Return the shape of the map that Keras predicts, or None if it refuses."""
    try:
        return layer.compute_output_shape((1, *shape, 1))[1:-1]
    except ValueError:
        return None


def reference_map(x, kernel, options):
    """Return the feature map of the reference, or None if it refuses."""
    try:
        return cd.cross_correlate(x, kernel, bias=BIAS, **options)
    except ValueError:
        return None


def reference_shape(shape, kernel_size, options):
    """Return `output_size` for all axes, or None if it refuses one."""
    try:
        return tuple(
            cd.output_size(n, k, **options) for n, k in zip(shape, kernel_size, strict=True)
        )
    except ValueError:
        return None

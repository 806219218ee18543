"""One input through a Keras layer or model: checked before, named after."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, as_numbers
from convdemo.arithmetic import output_size
from convdemo.channels import MOST_COLOURS
from convdemo.layers import fitting, import_keras, is_convolution, require_layer

Map = npt.NDArray[Any]
OF_BATCH = "if x is a batch, x[0] is its first input"


def as_input(model: Any, x: npt.ArrayLike) -> Array:
    """Return one input of the model, with its channel axis."""
    require_layer(model, "model")
    rank = _spatial_rank(model)
    ranks = None if rank is None else (rank, rank + 1)
    given = as_numbers(x, "x, without its batch axis,", ranks, instead=OF_BATCH)
    if given.ndim == rank:
        given = given[..., np.newaxis]
    elif not model.built and hasattr(_first(model), "kernel_size"):
        _require_no_batch(model, given)
    _require_fit(model, given)
    return given


def _require_no_batch(model: Any, x: Array) -> None:
    """Refuse what may be many inputs of one channel, where no weights tell how many channels."""
    if x.shape[-1] > MOST_COLOURS:
        shape = ", ".join(["None"] * x.ndim + [str(x.shape[-1])])
        raise ValueError(
            f"x must be one input, but its shape {x.shape} may be that of a batch: give x[0] if it "
            f"is; if its last axis holds channels, call {model.name}.build(({shape})) first"
        )


def _first(model: Any) -> Any:
    """Return the layer that reads the input."""
    inner = getattr(model, "layers", None)
    return _first(inner[0]) if inner else model


def _spatial_rank(model: Any) -> int | None:
    """Return the number of axes between batch and channels, or None if any will do."""
    if isinstance(shape := getattr(model, "input_shape", None), tuple):
        return len(shape) - 2
    if isinstance(_first(model), import_keras().layers.Embedding):
        return None
    spec = getattr(model, "input_spec", None)
    ndim = spec and (spec.ndim or (hasattr(model, "kernel_size") and spec.min_ndim))
    if ndim:
        return int(ndim - 2)
    ranks = map(_spatial_rank, inner_layers(model))
    return next((rank for rank in ranks if rank is not None), None)


def inner_layers(model: Any, with_blocks: bool = True) -> list[Any]:
    """Return the layers of a model, or of a block: a layer that holds layers, as a reader's own."""
    blocks = getattr(model, "_layers", []) if with_blocks else []
    return list(getattr(model, "layers", blocks))


def _require_fit(model: Any, x: Array) -> None:
    """Refuse an input with other channels than the layer's or smaller than its kernel."""
    shape: tuple[int | None, ...] = getattr(model, "input_shape", ())
    axes = getattr(getattr(model, "input_spec", None), "axes", {})
    channels = shape[-1] if len(shape) > 2 else axes.get(-1)
    if channels is not None and x.shape[-1:] != (channels,):
        raise ValueError(
            f"x must have {channels} channel{'s' * (channels > 1)}, as {model.name!r} expects, but "
            f"has shape {x.shape}{_instead(model, x, channels)}"
        )
    if is_convolution(model):
        sizes = (model.kernel_size, model.strides, model.dilation_rate)
        for n, kernel_size, strides, dilation_rate in zip(x.shape, *sizes, strict=False):
            output_size(n, kernel_size, strides, model.padding, dilation_rate)


def _instead(model: Any, x: Array, channels: int) -> str:
    """Say what helps where an input has other channels than the layer's."""
    if x.shape[:1] == (channels,):
        return ": give np.moveaxis(x, 0, -1)"
    if channels > MOST_COLOURS >= x.shape[-1]:
        return f": inside a model, feature_map(model, x, layer={model.name!r}) gives its map"
    if channels == 1 and x.shape[-1] > MOST_COLOURS:
        return f": {OF_BATCH}"
    if channels == 1 and is_convolution(model):
        of_each = f"; for the map of each, use DepthwiseConv{x.ndim - 1}D"
        return f": give x.sum(axis=-1) for the sum of its channels{of_each}"
    return ""


def run(model: Any, x: Array) -> Any:
    """Return what the model makes of a batch of one."""
    keras = import_keras()
    if hasattr(model, "kernel_size"):
        fitting(x, model.compute_dtype, "x")
    batch = keras.ops.convert_to_tensor(fitting(x, _input_type(model), "x")[np.newaxis])
    takes = f": {model.input_shape[1:]}" if getattr(model, "input_shape", None) else ""
    try:
        with _quiet():
            return model(batch)
    except Exception as error:
        raise ValueError(
            f"x must have a shape that {model.name!r} can take{takes}, but has shape {x.shape}; "
            f"the {type(error).__name__} above says why"
        ) from error


def _input_type(model: Any) -> str:
    """Return the number type that the model's own input asks for, before Keras casts it."""
    keras = import_keras()
    if inputs := getattr(model, "inputs", None):
        return str(inputs[0].dtype)
    return "int32" if isinstance(_first(model), keras.layers.Embedding) else keras.config.floatx()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep TensorFlow from warning that it traces a grouped layer again for each new size."""
    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def map_of(layer: Any, output: Any) -> Map:
    """Return the one map in a batch, without its channel axis where there is one channel."""
    keras = import_keras()
    if not keras.ops.is_tensor(output):
        several = ": feature_maps gives those of its layers" if hasattr(layer, "layers") else ""
        told = f"{layer.name!r} returned a {type(output).__name__}{several}"
        raise TypeError(f"layer must have one output, but {told}")
    result = keras.ops.convert_to_numpy(output)[0]
    if result.size == 0:
        raise ValueError(f"x must be large enough for {layer.name!r}, whose map would be empty")
    result = np.asarray(result + result.dtype.type(0))  # so that no entry reads -0
    return result[..., 0] if result.ndim and result.shape[-1] == 1 else result

"""Handcrafted filters into real Keras layers, and feature maps out of them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, as_numbers, depth, must
from convdemo.kernels import as_depthwise_kernel, as_kernel

if TYPE_CHECKING:
    import keras

BACKENDS = ("tensorflow", "jax", "torch", "openvino")


def set_filters(
    layer: keras.layers.Layer, filters: Any, bias: float | Sequence[float] = 0.0
) -> keras.layers.Layer:
    """Set the weights of a convolutional layer, and build it first where need be.

    Args:
        layer: A `Conv`, `ConvTranspose` or `DepthwiseConv` layer of Keras, built or not.
        filters: One filter of shape `kernel_size` or `(*kernel_size, in_channels)`, or an entry
            of `filters.BANK`; or a list of such filters, one for each feature map; or a whole
            kernel as Keras keeps it, `(*kernel_size, in_channels, filters)`. A depthwise layer
            that is built takes one filter for all of its channels. An array that can be read in
            two ways is refused.
        bias: One number for all filters, or one for each.

    Returns:
        The same layer, built, holding the weights.

    Raises:
        TypeError: `layer` is not such a layer, or the weights are not numbers.
        ValueError: The weights do not fit the layer, which is then left as it was, or can be read
            in two ways.

    Example:
    >>> import keras
    >>> layer = keras.layers.Conv1D(filters=1, kernel_size=3)
    >>> kernel, bias = set_filters(layer, [0, 1, 0]).get_weights()
    >>> kernel.shape, bias.shape
    ((3, 1, 1), (1,))
    """
    _require_settable(layer)
    if layer.built and len(layer.weights) != 1 + layer.use_bias:
        raise ValueError(
            f"layer must hold a kernel and a bias only, but {layer.name!r} holds more weights"
        )
    kernel = fitting(_kernel(layer, filters), layer.variable_dtype, "filters")
    biases = fitting(_biases(layer, bias, kernel), layer.variable_dtype, "bias")
    channels = kernel.shape[_channels_axis(layer)]
    if not layer.built:
        layer.build((None,) * (layer.rank + 1) + (channels * getattr(layer, "groups", 1),))
    elif channels != layer.kernel.shape[_channels_axis(layer)]:
        raise ValueError(_other_channels(layer, channels, depth(filters)))
    layer.set_weights([kernel, biases] if layer.use_bias else [kernel])
    return layer


def import_keras() -> ModuleType:
    """Return the module `keras`, loaded when it is first needed.

    Raises:
        ModuleNotFoundError: The backend that Keras is set to use is not installed; the message
            says how to get one.

    Example:
    >>> import_keras().__name__
    'keras'
    """
    try:
        return import_module("keras")
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in BACKENDS:
            raise
        raise ModuleNotFoundError(
            f"Keras needs its backend {missing}, which is not installed: run `pip install "
            f"{missing}`, or set KERAS_BACKEND to a backend that is installed, then restart Python"
        ) from None


def _kernel(layer: Any, filters: Any) -> Array:
    """Return the filters as the layer keeps them."""
    size = tuple(layer.kernel_size)
    if _is_depthwise(layer):
        channels = layer.kernel.shape[-2] if layer.built else None
        return as_depthwise_kernel(filters, size, layer.depth_multiplier, channels)
    return as_kernel(filters, size, layer.filters, "sfc" if _is_transposed(layer) else "scf")


def _channels_axis(layer: Any) -> int:
    return -1 if _is_transposed(layer) else -2


def _is_transposed(layer: Any) -> bool:
    layers = import_keras().layers
    kinds = layers.Conv1DTranspose | layers.Conv2DTranspose | layers.Conv3DTranspose
    return isinstance(layer, kinds)


def _is_depthwise(layer: Any) -> bool:
    layers = import_keras().layers
    return isinstance(layer, layers.DepthwiseConv1D | layers.DepthwiseConv2D)


def _other_channels(layer: Any, channels: int, axes: int) -> str:
    """Say that filters have other channels than the layer was built for, and what helps."""
    built_for = layer.kernel.shape[_channels_axis(layer)]
    told = (
        f"filters must have in_channels={built_for}, as {layer.name!r} was built for, but have "
        f"in_channels={channels}"
    )
    if channels == 1 and not _is_transposed(layer):
        told += (
            f": for the sum over the channels give {_repeated(layer, axes, built_for)}; for each "
            f"channel on its own use DepthwiseConv{layer.rank}D"
        )
    return told


def _repeated(layer: Any, axes: int, channels: int) -> str:
    """Return the line that gives filters `w`, of so many axes, the same weights on each channel."""
    if axes == layer.rank + 2:
        return f"np.repeat(w, {channels}, {layer.rank})"
    one = f"np.repeat(w[{':, ' * layer.rank}None, None], {channels}, {layer.rank})"
    return one if layer.filters == 1 else f"[{one} for w in filters]"


def _biases(layer: Any, bias: Any, kernel: npt.NDArray[Any]) -> Array:
    """Return `bias` as one number for each filter."""
    count = kernel.shape[-2] * kernel.shape[-1] if _is_depthwise(layer) else layer.filters
    given = as_numbers(bias, "bias", (0, 1), instead="give np.ravel(bias)")
    if given.ndim and len(given) != count:
        raise ValueError(must("bias", f"be one number or {count}, one for each filter", bias))
    if given.any() and not layer.use_bias:
        raise ValueError(must("bias", "be 0 for a layer with use_bias=False", bias))
    return np.broadcast_to(given, count)


def fitting(values: Array, dtype: str, name: str) -> npt.NDArray[Any]:
    """Return the values in a layer's number type, unless they do not fit into it."""
    with np.errstate(over="ignore", invalid="ignore"):
        fitted = values.astype(dtype)
    if not np.isfinite(fitted.astype(np.float64)).all():
        raise ValueError(f"{name} must fit the layer's {dtype}, but has {np.abs(values).max()}")
    if np.issubdtype(fitted.dtype, np.integer) and (wrong := values[fitted != values]).size:
        raise ValueError(f"{name} must hold whole numbers of type {dtype}, but has {wrong.flat[0]}")
    return fitted


def _require_settable(layer: Any) -> None:
    layers = import_keras().layers
    if isinstance(layer, layers.SeparableConv1D | layers.SeparableConv2D):
        raise TypeError(
            "layer must have one kernel, but a separable layer has two: set them with "
            "layer.set_weights([depthwise_kernel, pointwise_kernel, bias])"
        )
    if not (is_convolution(layer) or _is_transposed(layer) or _is_depthwise(layer)):
        right = "be a Conv1D, Conv2D or Conv3D, a transposed or a depthwise one"
        raise TypeError(must("layer", right, layer))
    require_layer(layer)


def require_layer(layer: Any, name: str = "layer") -> None:
    """Refuse what is no Keras layer of one input, channels-last."""
    keras = import_keras()
    if not isinstance(layer, keras.layers.Layer):
        raise TypeError(must(name, "be a Keras layer or model", layer))
    for each in (layer, *getattr(layer, "layers", ())):
        if getattr(each, "data_format", None) == "channels_first":
            raise ValueError(
                f"{name} must be channels-last, but {each.name!r} has data_format='channels_first'"
            )
    if isinstance(getattr(layer, "input_shape", None), list):
        raise TypeError(f"{name} must have one input, but {layer.name!r} takes {layer.input_shape}")


def is_convolution(layer: Any) -> bool:
    """Return whether a layer is a plain convolution."""
    layers = import_keras().layers
    return isinstance(layer, layers.Conv1D | layers.Conv2D | layers.Conv3D)

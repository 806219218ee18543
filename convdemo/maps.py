"""Feature maps out of real Keras layers and models, those of inner layers among them."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, as_list, as_numbers, as_text, must
from convdemo.arithmetic import output_size
from convdemo.layers import fitting, import_keras, is_convolution, require_layer

if TYPE_CHECKING:
    import keras

Map = npt.NDArray[Any]
MOST_COLOURS = 4  # the channels of a colour image; a last axis of more may be that of a batch


def feature_map(model: keras.layers.Layer, x: npt.ArrayLike, *, layer: str | None = None) -> Map:
    """Return what a layer or a model makes of one input.

    Args:
        model: A layer or a model with one input and one output. One that is not built yet is
            built for `x`, even where `x` is then refused.
        x: One input, without the batch axis. The channel axis may be left out where there
            is one channel. Whole numbers are welcome.
        layer: The name of an inner layer of the model, whose map is wanted; in a model inside the
            model, the names on the way to it: `"vgg16/block2_conv1"`.

    Input shape: `(*spatial)` or `(*spatial, channels)`.

    Output shape: `(*spatial, filters)`, or `(*spatial)` where there is one filter.

    Returns:
        An array of the layer's own number type.

    Raises:
        TypeError: `model` cannot be called, or `x` does not hold numbers.
        ValueError: `x` does not fit the model, or the model has no such layer.

    Example:
    >>> import keras
    >>> from convdemo import set_filters
    >>> layer = set_filters(keras.layers.Conv1D(filters=1, kernel_size=3), [-1, 2, -1])
    >>> print(feature_map(layer, [0, 0, 0, 1, 1, 0, 0, 0]))
    [ 0. -1.  1.  1. -1.  0.]
    """
    if layer is not None:
        return feature_maps(model, x, [layer])[layer]
    return _map_of(model, _run(model, _as_input(model, x)))


def feature_maps(
    model: keras.Model, x: npt.ArrayLike, layers: Sequence[str] | None = None
) -> dict[str, Map]:
    """Return what the layers of a model make of one input, from one pass.

    Args:
        model: A model, of any kind.
        x: One input, as for `feature_map`.
        layers: Their names, with the names on the way to them where a model is inside the model;
            all layers with one output if left out.

    Input shape: `(*spatial)` or `(*spatial, channels)`.

    Returns:
        For the name of each layer, in the order in which they were run, its map; its shape is
        that which `feature_map` returns.

    Raises:
        TypeError: `model` is no model, or `x` does not hold numbers.
        ValueError: `x` does not fit the model, the model has no such layer, or it runs the layer
            more than once or with several outputs.

    Example:
    >>> import keras
    >>> model = keras.Sequential(
    ...     [keras.layers.Conv1D(2, 3, name="conv"), keras.layers.ReLU(name="relu")]
    ... )
    >>> {name: each.shape for name, each in feature_maps(model, [0, 0, 1, 1, 0]).items()}
    {'conv': (3, 2), 'relu': (3, 2)}
    """
    given = _as_input(model, x)
    inner = dict(_inner_layers(model))
    if not inner:
        raise TypeError(must("model", "be a model with layers", model))
    wanted = list(inner)
    if layers is not None:
        wanted = [as_text(name, "layer") for name in as_list(layers, "layers")]
    for name in wanted:
        if name not in inner:
            raise ValueError(_no_layer(model, name, list(inner)))
    if not model.built:
        _run(model, given)  # builds it, and so may run a layer on something symbolic
    with _recorded({name: inner[name] for name in wanted}) as outputs:
        _run(model, given)
    if layers is None:
        return {name: _map_of(inner[name], out[0]) for name, out in outputs.items() if _is_one(out)}
    for name in wanted:
        runs = len(outputs.get(name, ()))
        if runs != 1:
            raise ValueError(
                f"layer {name!r} must be run once, but {model.name!r} runs it {runs} times"
            )
    return {name: _map_of(inner[name], outputs[name][0]) for name in wanted}


def _as_input(model: Any, x: npt.ArrayLike) -> Array:
    """Return one input of the model, with its channel axis."""
    require_layer(model, "model")
    rank = _spatial_rank(model)
    ranks = None if rank is None else (rank, rank + 1)
    given = as_numbers(x, "x, without its batch axis,", ranks)
    if given.ndim == rank:
        given = given[..., np.newaxis]
    elif (
        not model.built and hasattr(_first(model), "kernel_size") and given.shape[-1] > MOST_COLOURS
    ):
        shape = ", ".join(["None"] * given.ndim + [str(given.shape[-1])])
        raise ValueError(
            f"x must be one input, but its shape {given.shape} may be that of a batch: give x[0] "
            f"if it is; if its last axis holds channels, call {model.name}.build(({shape})) first"
        )
    _require_fit(model, given)
    return given


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
    if inner := getattr(model, "layers", None):
        ranks = (_spatial_rank(each) for each in inner)
        return next((rank for rank in ranks if rank is not None), None)
    spec = model.input_spec
    ndim = spec and (spec.ndim or (hasattr(model, "kernel_size") and spec.min_ndim))
    return ndim - 2 if ndim else None


def _require_fit(model: Any, x: Array) -> None:
    """Refuse an input with other channels than the layer's or smaller than its kernel."""
    spec = getattr(model, "input_spec", None)
    channels = getattr(spec, "axes", {}).get(-1)
    if channels is not None and x.shape[-1:] != (channels,):
        move = ": give np.moveaxis(x, 0, -1)" if x.shape[:1] == (channels,) else ""
        raise ValueError(
            f"x must have {channels} channels, as {model.name!r} expects, but has shape "
            f"{x.shape}{move}"
        )
    if is_convolution(model):
        sizes = (model.kernel_size, model.strides, model.dilation_rate)
        for n, kernel_size, strides, dilation_rate in zip(x.shape, *sizes, strict=False):
            output_size(n, kernel_size, strides, model.padding, dilation_rate)


def _run(model: Any, x: Array) -> Any:
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


def _is_one(outputs: list[Any]) -> bool:
    return len(outputs) == 1 and import_keras().ops.is_tensor(outputs[0])


def _map_of(layer: Any, output: Any) -> Map:
    """Return the one map in a batch, without its channel axis where there is one channel."""
    keras = import_keras()
    if not keras.ops.is_tensor(output):
        raise TypeError(
            f"layer must have one output, but {layer.name!r} returned a {type(output).__name__}"
        )
    result = keras.ops.convert_to_numpy(output)[0]
    if result.size == 0:
        raise ValueError(f"x must be large enough for {layer.name!r}, whose map has no number left")
    result = np.asarray(result + result.dtype.type(0))  # so that no entry reads -0
    return result[..., 0] if result.ndim and result.shape[-1] == 1 else result


def _inner_layers(model: Any, way: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each layer of a model, and of the models inside it, with the names on the way to it."""
    for each in getattr(model, "layers", ()):
        if not isinstance(each, import_keras().layers.InputLayer):
            yield way + each.name, each
            yield from _inner_layers(each, f"{way}{each.name}/")


def _no_layer(model: Any, name: str, known: list[str]) -> str:
    close = [each for each in known if each.endswith(f"/{name}")]
    close = close or difflib.get_close_matches(name, known, n=1)
    hint = f": did you mean {close[0]!r}?" if close else f", but {', '.join(map(repr, known[:8]))}"
    return f"layer must be one of {model.name!r}, which has no {name!r}{hint}"


@contextmanager
def _recorded(layers: dict[str, Any]) -> Iterator[dict[str, list[Any]]]:
    """Record what each of these layers returns while the context lasts."""
    outputs: dict[str, list[Any]] = {}

    def watch(name: str, layer: Any) -> None:
        call = layer.call

        def recording(*args: Any, **kwargs: Any) -> Any:
            output = call(*args, **kwargs)
            outputs.setdefault(name, []).append(output)
            return output

        vars(layer)["call"] = recording  # Keras looks `call` up each time it runs a layer

    try:
        for name, layer in layers.items():
            watch(name, layer)
        yield outputs
    finally:
        for layer in layers.values():
            vars(layer).pop("call", None)

"""Feature maps out of real Keras layers and models, those of inner layers among them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from convdemo.arguments import as_list, as_text, must
from convdemo.calls import Map, as_input, inner_layers, map_of, run
from convdemo.layers import import_keras

if TYPE_CHECKING:
    import keras


def feature_map(model: keras.layers.Layer, x: npt.ArrayLike, *, layer: str | None = None) -> Map:
    """Return what a layer or a model makes of one input.

    Args:
        model: A layer or a model with one input and one output. One that is not built yet is
            built for `x`, even where `x` is then refused.
        x: One input, without the batch axis. The channel axis may be left out where there
            is one channel. Whole numbers are welcome.
        layer: The name of an inner layer of the model, whose map is wanted; inside another model
            or a block of layers, the names on the way to it: `"vgg16/block2_conv1"`.

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
    return map_of(model, run(model, as_input(model, x)))


def feature_maps(
    model: keras.Model, x: npt.ArrayLike, layers: Sequence[str] | None = None
) -> dict[str, Map]:
    """Return what the layers of a model make of one input, from one pass.

    Args:
        model: A model, of any kind.
        x: One input, as for `feature_map`.
        layers: Their names, as for `feature_map`; if left out, all layers with one output, those
            inside other models among them, those inside blocks not.

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
    given = as_input(model, x)
    inner = dict(_named(model, with_blocks=layers is not None))
    if not inner:
        raise TypeError(must("model", "be a model with layers", model))
    wanted = list(inner)
    if layers is not None:
        wanted = [as_text(name, "layer") for name in as_list(layers, "layers")]
    for name in wanted:
        if name not in inner:
            raise ValueError(_no_layer(model, name, list(inner)))
    if not model.built:
        run(model, given)  # builds it, and so may run a layer on something symbolic
    with _recorded({name: inner[name] for name in wanted}) as outputs:
        run(model, given)
    if layers is None:
        return {name: map_of(inner[name], out[0]) for name, out in outputs.items() if _is_one(out)}
    for name in wanted:
        runs = len(outputs.get(name, ()))
        if runs != 1:
            raise ValueError(
                f"layer {name!r} must be run once, but {model.name!r} runs it {runs} times"
            )
    return {name: map_of(inner[name], outputs[name][0]) for name in wanted}


def _is_one(outputs: list[Any]) -> bool:
    return len(outputs) == 1 and import_keras().ops.is_tensor(outputs[0])


def _named(model: Any, with_blocks: bool, way: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each layer of a model, and of what is inside it, with the names on the way to it."""
    for each in inner_layers(model, with_blocks):
        if not isinstance(each, import_keras().layers.InputLayer):
            yield way + each.name, each
            yield from _named(each, with_blocks, f"{way}{each.name}/")


def _no_layer(model: Any, name: str, known: list[str]) -> str:
    last = {each.rpartition("/")[2]: each for each in known}
    close = [last[each] for each in difflib.get_close_matches(name, last, n=1)]
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

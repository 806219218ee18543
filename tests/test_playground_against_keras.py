"""What the playground computes, and the code that it hands out, give what Keras gives."""

import contextlib
import io

import keras
import numpy as np
import pytest
from keras_grid import LAYERS
from playground_page import numbers, shown, table
from playwright.sync_api import expect

# Opens one address after the other and returns, for each, the table for a spreadsheet, or what
# the page says is wrong.
OPEN_EACH = """async (addresses) => {
  const results = [];
  for (const address of addresses) {
    const changed = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    location.hash = address;
    await changed;
    const wrong = [...document.querySelectorAll(".problem")].map((each) => each.textContent);
    results.push(wrong.join("") || document.getElementById("table").textContent);
  }
  return results;
}"""


LARGEST_PADDED = 28 + 20


def packed(array):
    """Return channels, which are the last axis, as an address holds them."""
    rows = [np.atleast_2d(channel).tolist() for channel in np.moveaxis(array, -1, 0)]
    return "|".join(";".join(",".join(map(str, row)) for row in each) for each in rows)


def settings():
    """Return settings of all kinds, drawn once and for all."""
    random = np.random.default_rng(3)
    for i in range(1200):
        rank = int(random.integers(1, 3))
        channels, kernels = [(1, 1), (3, 3), (3, 1)][random.choice(3, p=[0.7, 0.2, 0.1])]
        largest = (29, 12) if i % 5 == 0 else (17, 8)
        shape = random.integers(1 if rank == 1 else 2, largest[0], rank).tolist()
        kernel_size = random.integers(1, largest[1], rank).tolist()
        case = {
            "x": random.uniform(-1, 1, [*shape, channels]).round(2),
            "kernel": random.uniform(-1, 1, [*kernel_size, kernels]).round(2),
            "padding": ["valid", "same", "reflect", "causal"][random.integers(5 - rank)],
            "strides": [1] * rank,
            "dilation_rate": [1] * rank,
            "bias": round(random.uniform(-1, 1), 2),
            "relu": bool(random.integers(2)),
            "flip": bool(random.integers(2)),
        }
        # Keras has no layer with both above 1.
        above = ["strides", "dilation_rate"][random.integers(2)]
        yield case | {above: random.integers(1, 4, rank).tolist()}


def address(each):
    fields = {
        "input": packed(each["x"]),
        "kernel": packed(each["kernel"]),
        "strides": ",".join(map(str, each["strides"])),
        "dilation_rate": ",".join(map(str, each["dilation_rate"])),
        "padding": each["padding"],
        "bias": each["bias"],
        "relu": "1" if each["relu"] else "",
        "flip": "1" if each["flip"] else "",
    }
    return "&".join(f"{name}={value}" for name, value in fields.items())


def reflected(each):
    """Return the input with the border that padding "same" adds, filled by NumPy's mirror."""
    widths = []
    for n, size, stride, dilation in zip(
        each["x"].shape, each["kernel"].shape[:-1], each["strides"], each["dilation_rate"],
        strict=False,
    ):  # fmt: skip
        total = max((-(-n // stride) - 1) * stride + dilation * (size - 1) + 1 - n, 0)
        widths.append((total // 2, total - total // 2))
    return np.pad(each["x"], [*widths, (0, 0)], mode="reflect")


def in_keras(each):
    """Return the feature map of a real layer, or None if Keras refuses."""
    is_reflected = each["padding"] == "reflect"
    x = reflected(each) if is_reflected else each["x"]
    *kernel_size, kernels = each["kernel"].shape
    axes = tuple(range(len(kernel_size)))
    kernel = np.flip(each["kernel"], axes) if each["flip"] else each["kernel"]
    layer = LAYERS[len(kernel_size)](
        1,
        kernel_size,
        strides=tuple(each["strides"]),
        padding="valid" if is_reflected else each["padding"],
        dilation_rate=tuple(each["dilation_rate"]),
        activation="relu" if each["relu"] else None,
    )
    weights = np.repeat(kernel, x.shape[-1] // kernels, axis=-1)[..., np.newaxis]
    try:
        layer.build((None, *x.shape))
        layer.set_weights([weights, np.array([each["bias"]])])
        result = layer(x[np.newaxis].astype(np.float32))
    except Exception:  # noqa: BLE001 - the type differs: ValueError, or TensorFlow's own
        return None
    return keras.ops.convert_to_numpy(result)[0, ..., 0]


@pytest.mark.parametrize("each_nth", [8, pytest.param(1, marks=pytest.mark.thorough)])
def test_equals_keras(opened, each_nth):
    cases = list(settings())[::each_nth]
    results = opened.evaluate(OPEN_EACH, [address(case) for case in cases])
    refused = compared = 0
    for case, result in zip(cases, results, strict=True):
        theirs = in_keras(case)
        if theirs is None:
            assert "The filter spans" in result, case
            refused += 1
        elif "lower the dilation rate" in result:  # Keras would, but nobody could read it
            reach = np.multiply(case["dilation_rate"], np.array(case["kernel"].shape[:-1]) - 1)
            assert max(np.add(case["x"].shape[:-1], reach)) > LARGEST_PADDED
        else:
            np.testing.assert_allclose(numbers(result), np.atleast_2d(theirs), rtol=0, atol=1e-5)
            compared += 1
    assert compared >= 900 / each_nth
    assert refused >= 50 / each_nth


def fits(case):
    """Whether there is such a layer, and room on the page for it."""
    reach = np.multiply(case["dilation_rate"], np.array(case["kernel"].shape[:-1]) - 1)
    padded = np.add(case["x"].shape[:-1], reach)
    return max(reach) < min(case["x"].shape[:-1]) and max(padded) <= LARGEST_PADDED


@pytest.mark.parametrize("case", [case for case in settings() if fits(case)][::60])
def test_the_copied_code_gives_the_numbers_shown(opened, case):
    opened.evaluate(OPEN_EACH, [address(case)])
    opened.get_by_role("button", name="Copy the Keras code").click()
    expect(opened.locator("#copied")).to_have_text("Keras code copied.")
    code = opened.evaluate("navigator.clipboard.readText()")
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, names)  # noqa: S102 - the page wrote it
    computed = np.atleast_2d(names["feature_map"])
    np.testing.assert_allclose(computed, table(opened), rtol=0, atol=1e-5)
    np.testing.assert_allclose(computed, shown(opened), rtol=6e-3, atol=1e-5)
    assert str(names["feature_map"]) in printed.getvalue()

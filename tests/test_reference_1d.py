import pytest
from keras_grid import CASE, compare, grid


@pytest.mark.parametrize(CASE, grid(1, ["valid", "same", "causal"]))
def test_reference_equals_conv1d(kernel_size, strides, dilation_rate, padding, shapes):
    compare(kernel_size, strides, dilation_rate, padding, shapes)

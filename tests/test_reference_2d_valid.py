import pytest
from keras_grid import CASE, compare, grid


@pytest.mark.parametrize(CASE, grid(2, ["valid"]))
def test_reference_equals_conv2d(kernel_size, strides, dilation_rate, padding, shapes):
    compare(kernel_size, strides, dilation_rate, padding, shapes)

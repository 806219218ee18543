import pytest
from keras_grid import case_id, compare, grid


@pytest.mark.parametrize("case", grid(2, ["same"]), ids=case_id)
def test_reference_equals_conv2d(case):
    compare(*case)

import pytest
from keras_grid import case_id, compare, grid


@pytest.mark.parametrize("case", grid(1, ["valid", "same", "causal"]), ids=case_id)
def test_reference_equals_conv1d(case):
    compare(*case)

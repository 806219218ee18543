import json
import os
import subprocess
import sys
import types

import pytest

import convdemo as cd

HEAVY = ["keras", "tensorflow", "jax", "torch", "matplotlib", "PIL", "scipy"]
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}


def python(code, **variables):
    """Return what a fresh Python prints as JSON, with these environment variables set."""
    environment = {name: value for name, value in os.environ.items() if name not in QUIET}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_the_import_loads_nothing_heavy():
    loaded = python("import json, sys, convdemo; print(json.dumps(list(sys.modules)))")
    assert "convdemo" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_computing_without_keras_loads_nothing_heavy():
    loaded = python(
        "import json, sys, convdemo as cd\n"
        "cd.cross_correlate([0, 1, 2], cd.filters.VERTICAL_LINE[0])\n"
        "cd.output_size(8, 3), cd.receptive_field([]), cd.parameter_count(3, 1, 1)\n"
        "cd.Stepper([0, 1, 2], [1, 2])._repr_html_()\n"
        "print(json.dumps(list(sys.modules)))"
    )
    assert "convdemo.walk" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_plotting_loads_neither_keras_nor_pyplot():
    loaded = python(
        "import json, sys, convdemo as cd\n"
        "cd.plot_image([[0, 1]]), cd.plot_filter(cd.filters.VERTICAL_LINE)\n"
        "cd.plot_feature_maps([[[0, 1]], [[1, 0]]]), cd.plot_step([1, 2], [1], 0)\n"
        "cd.plot_training({'loss': [2, 1]})._repr_html_()\n"
        "print(json.dumps(list(sys.modules)))"
    )
    assert "matplotlib.figure" in loaded
    assert [name for name in ("keras", "matplotlib.pyplot") if name in loaded] == []


VARIABLES = (
    f"import json, os, convdemo; print(json.dumps({{n: os.environ[n] for n in {list(QUIET)}}}))"
)


def test_the_import_silences_tensorflow():
    assert python(VARIABLES) == QUIET


@pytest.mark.parametrize("name", QUIET)
def test_the_import_leaves_a_choice_of_the_user(name):
    assert python(VARIABLES, **{name: "1"}) == QUIET | {name: "1"}


def test_the_first_layer_prints_nothing():
    printed = python(
        "import json, convdemo as cd, keras\n"
        "layer = cd.set_filters(keras.layers.Conv1D(1, 3), [0, 1, 0])\n"
        "print(json.dumps(cd.feature_map(layer, [0, 0, 0, 1, 1, 0, 0, 0]).tolist()))"
    )
    assert printed == [0, 0, 1, 1, 0, 0]


def test_public_names_resolve_and_explain_themselves():
    for name in cd.__all__:
        value = getattr(cd, name)
        assert value.__doc__, name
        if not isinstance(value, types.ModuleType):
            assert value.__name__ == name
            assert value.__module__.startswith("convdemo.")


def test_public_names_are_listed():
    assert set(cd.__all__) <= set(dir(cd))
    assert len(cd.__all__) == len(set(cd.__all__))


def test_unknown_names_are_refused():
    with pytest.raises(AttributeError, match="nothing"):
        _ = cd.nothing

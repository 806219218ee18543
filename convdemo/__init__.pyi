from . import arithmetic, check, datasets, filters
from .arithmetic import output_size, parameter_count, receptive_field
from .charts import plot_curves, plot_training
from .layers import feature_map, set_filters
from .picture import Picture
from .plots import plot_feature_maps, plot_filter, plot_image, plot_step
from .sliding import Step, cross_correlate, steps
from .stepper import Stepper

__all__ = [
    "Picture",
    "Step",
    "Stepper",
    "arithmetic",
    "check",
    "cross_correlate",
    "datasets",
    "feature_map",
    "filters",
    "output_size",
    "parameter_count",
    "plot_curves",
    "plot_feature_maps",
    "plot_filter",
    "plot_image",
    "plot_step",
    "plot_training",
    "receptive_field",
    "set_filters",
    "steps",
]

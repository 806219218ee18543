from . import arithmetic, datasets, filters
from .arithmetic import output_size, parameter_count, receptive_field
from .curves import plot_curves, plot_training
from .grids import plot_image, plot_step
from .layers import set_filters
from .maps import feature_map, feature_maps
from .picture import Picture
from .signed import plot_feature_maps, plot_filter
from .stepper import Stepper
from .walk import Step, cross_correlate, steps

__all__ = [
    "Picture",
    "Step",
    "Stepper",
    "arithmetic",
    "cross_correlate",
    "datasets",
    "feature_map",
    "feature_maps",
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

from .course import EXERCISES
from .hints import hint
from .lessons.lesson_01 import (
    keras_kernel,
    mean_of_a_patch,
    silent_input,
    six_sums,
    what_sharing_saves,
)
from .lessons.lesson_02 import map_of_an_image, one_patch, rows_before_columns, three_beside_white
from .lessons.lesson_03 import (
    contrast_not_brightness,
    lines_and_edges,
    silent_on_white,
    three_outputs,
    vertical_not_horizontal,
)
from .lessons.lesson_04 import (
    diagonal_edge,
    gradient_magnitude,
    limits_of_the_scale,
    read_the_kernel,
)
from .lessons.lesson_05 import (
    how_many_positions,
    layer_for_a_size,
    one_is_false,
    reflected_border,
    zeros_for_same,
)
from .lessons.lesson_06 import count_parameters, green_dot, how_many_maps, sum_over_channels
from .lessons.lesson_07 import how_far_it_sees, one_kernel_for_two, see_that_far, what_depth_buys
from .lessons.lesson_08 import (
    equivariant_or_invariant,
    map_of_a_shift,
    shifts_that_survive,
    turned_alike,
    what_pooling_saves,
)
from .lessons.lesson_09 import (
    asks_everything,
    gradient_of_a_kernel,
    learned_from_targets,
    two_steps_down,
    which_learning_rate,
)
from .lessons.lesson_10 import (
    accuracy_of_what,
    count_the_model,
    cross_entropy,
    right_but_unsure,
    standard_error,
)
from .lessons.lesson_11 import cosine_similarity, dead_filters, near_an_edge_filter, what_it_shows
from .lessons.lesson_12 import (
    lost_input,
    matrix_of_a_layer,
    patches_of_an_image,
    values_come_back,
    ways_and_costs,
)
from .lessons.lesson_13 import gentle_smoother, reach_in_seconds, responds_to_drift, where_it_fits
from .lessons.lesson_14 import (
    batch_and_channel,
    refused_weights,
    rows_that_fit,
    what_led_to_it,
    which_layer_is_refused,
)

__all__ = [
    "EXERCISES",
    "accuracy_of_what",
    "asks_everything",
    "batch_and_channel",
    "contrast_not_brightness",
    "cosine_similarity",
    "count_parameters",
    "count_the_model",
    "cross_entropy",
    "dead_filters",
    "diagonal_edge",
    "equivariant_or_invariant",
    "gentle_smoother",
    "gradient_magnitude",
    "gradient_of_a_kernel",
    "green_dot",
    "hint",
    "how_far_it_sees",
    "how_many_maps",
    "how_many_positions",
    "keras_kernel",
    "layer_for_a_size",
    "learned_from_targets",
    "limits_of_the_scale",
    "lines_and_edges",
    "lost_input",
    "map_of_a_shift",
    "map_of_an_image",
    "matrix_of_a_layer",
    "mean_of_a_patch",
    "near_an_edge_filter",
    "one_is_false",
    "one_kernel_for_two",
    "one_patch",
    "patches_of_an_image",
    "reach_in_seconds",
    "read_the_kernel",
    "reflected_border",
    "refused_weights",
    "responds_to_drift",
    "right_but_unsure",
    "rows_before_columns",
    "rows_that_fit",
    "see_that_far",
    "shifts_that_survive",
    "silent_input",
    "silent_on_white",
    "six_sums",
    "standard_error",
    "sum_over_channels",
    "three_beside_white",
    "three_outputs",
    "turned_alike",
    "two_steps_down",
    "values_come_back",
    "vertical_not_horizontal",
    "ways_and_costs",
    "what_depth_buys",
    "what_it_shows",
    "what_led_to_it",
    "what_pooling_saves",
    "what_sharing_saves",
    "where_it_fits",
    "which_layer_is_refused",
    "which_learning_rate",
    "zeros_for_same",
]

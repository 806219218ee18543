"""See what a convolutional layer computes.

Handcrafted filters in real Keras layers, feature maps out of them, and the same numbers step by
step. Names resolve when they are first used, so `import convdemo` loads neither Keras nor
Matplotlib; `__init__.pyi` lists them.
"""

import os

import lazy_loader

# TensorFlow reads these once, when it is first imported. The first keeps its native log lines out
# of a notebook; the second does too, and fixes the order in which floating-point sums are taken.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

"""Giving memory back to the operating system."""

import ctypes
import ctypes.util
import gc


def return_memory() -> None:
    """Give back what start-up freed: loading the models leaves some 60 MB in glibc's heap. No-op elsewhere."""
    gc.collect()
    gc.freeze()
    name = ctypes.util.find_library("c")
    trim = getattr(ctypes.CDLL(name), "malloc_trim", None) if name else None
    if trim is not None:
        trim(0)

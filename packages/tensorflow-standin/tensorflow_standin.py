"""A stand-in for TensorFlow at import time.

Rasa imports TensorFlow whatever its pipeline is. With a pipeline that does not use it, that costs 6 s of start,
340 MB of memory and 1.2 GB of disk. `install()` adds a finder at the end of `sys.meta_path`: it is asked only for
modules that nobody else has, so a real TensorFlow always wins. Names can be read, subclassed and used as
decorators, as Rasa does at import; to build one of the classes raises `TensorFlowMissing`.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from typing import Any

_ROOTS = frozenset({"tensorflow", "tensorflow_hub", "tensorflow_text", "tensorflow_addons", "keras"})


class TensorFlowMissing(ImportError):
    """Raised when a component that needs TensorFlow is used without it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} needs TensorFlow, which is not installed. Run: uv sync --extra tensorflow")


class _Name(type):
    """Metaclass of every stand-in name: attributes are names again."""

    def __getattr__(cls, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return _name(f"{cls.__qualname__}.{attribute}")

    def __getitem__(cls, _item: Any) -> Any:
        return cls

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if not cls.__dict__.get("_is_name"):
            raise TensorFlowMissing(cls.__qualname__)
        if len(args) == 1 and not kwargs and isinstance(args[0], (type, types.FunctionType)):
            return args[0]  # @tf.function
        return cls  # @decorator_factory(...), constants


def _name(qualname: str) -> _Name:
    return _Name(qualname.rpartition(".")[2], (), {"_is_name": True, "__qualname__": qualname, "__module__": __name__})


def _is_tensor(_value: Any) -> bool:
    return False


class _Module(types.ModuleType):
    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        if attribute == "is_tensor":  # matplotlib asks this of everything it draws
            return _is_tensor
        value = _name(f"{self.__name__}.{attribute}")
        setattr(self, attribute, value)
        return value


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        root = fullname.partition(".")[0]
        if root not in _ROOTS or (root != fullname and not isinstance(sys.modules.get(root), _Module)):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


def install() -> None:
    """Add the finder, once, behind all others."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.append(_Finder())

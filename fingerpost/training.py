"""Training the Rasa model, and knowing whether a trained one fits the training data."""

import hashlib
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

from fingerpost.settings import Settings

_INPUTS = ("config.yml", "domain.yml", "data/nlu/*.yml", "data/rules/*.yml", "data/stories/*.yml",
           "fingerpost/nlu/*.py", "uv.lock")  # fmt: skip


class TrainingFailed(RuntimeError):
    """Rasa could not train."""


def model_path(settings: Settings) -> Path:
    """Where the model that fits the present training data is, or would be: its name holds their fingerprint."""
    digest = hashlib.sha256()
    for pattern in _INPUTS:
        for file in sorted(settings.project.glob(pattern)):
            digest.update(str(file.relative_to(settings.project)).encode())
            digest.update(file.read_bytes())
    return settings.models / f"fingerpost-{digest.hexdigest()[:12]}.tar.gz"


def train(settings: Settings, step: Callable[[str], None] = lambda name: None) -> Path:
    """Train, and put the model in place only when it is whole. Returns its path.

    `step` is told the name of each component as its training starts.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # Rasa draws its own progress bars otherwise
    from rasa.model_training import train as rasa_train

    target = model_path(settings)
    settings.models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _told(step), redirect_stdout(StringIO()):  # it praises itself
        result = rasa_train(
            domain=str(settings.project / "domain.yml"),
            config=str(settings.project / "config.yml"),
            training_files=[str(settings.data / part) for part in ("nlu", "rules")],
            output=folder,
            fixed_model_name=target.name.removesuffix(".tar.gz"),
            force_training=True,
        )
        if result.code != 0 or not result.model:
            raise TrainingFailed("training failed: the lines above say why")
        part = target.with_suffix(".part")
        shutil.move(result.model, part)
        part.replace(target)
    return target


@contextmanager
def _told(step: Callable[[str], None]) -> Iterator[None]:
    """Hear from Rasa's log which component is being trained."""
    logger = logging.getLogger("rasa.engine.training.hooks")
    level, propagate = logger.level, logger.propagate

    class _Steps(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if match := re.match(r"Starting to train component '(.+)'", record.getMessage()):
                step(match.group(1).rpartition(".")[2])

    handler = _Steps()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate

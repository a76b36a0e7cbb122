"""The graph component that marks the words which name a job, also a job that the knowledge base lacks.

A conditional random field over words and their neighbours. Each marked training sentence is repeated with other job
titles (the lookup table `job_title` of the training data), so that it learns how people speak of jobs rather than a
list of jobs. The role linker takes the marks from here. Rasa's own CRF extractor trains anew at every load.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import inflect
import pycrfsuite
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

ROLE = "role"
LOOKUP = "job_title"
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s]")
_FILE = "role_tagger.crfsuite"
# The share of job words that are trained without their spelling, as words never seen before will come.
_UNSEEN = 0.05
_SPELLING = ("word", "end2", "end3", "start3")
_PARAMETERS = {"c1": 0.05, "c2": 0.05, "max_iterations": 60, "feature.possible_transitions": True}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RoleTagger(GraphComponent, EntityExtractorMixin):
    """Marks job titles as entities `role`; see the module."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`variants`: copies of each marked sentence with other titles. `threshold`: probability of a mark to keep."""
        return {"variants": 8, "threshold": 0.5, "seed": 7}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> "RoleTagger":  # fmt: skip
        """An untrained tagger."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> "RoleTagger":  # fmt: skip
        """The tagger as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, (folder / _FILE).read_bytes())

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: bytes | None = None
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._tagger: pycrfsuite.Tagger | None = None
        if model is not None:
            self._open(model)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the marked sentences and their variants."""
        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params(_PARAMETERS)
        chance = random.Random(self._config["seed"])  # noqa: S311
        for text, spans in self._sentences(training_data):
            tokens = list(_TOKEN.finditer(text))
            rows, tags = features(tokens), _tags(tokens, spans)
            for row, tag in zip(rows, tags, strict=True):
                if chance.random() < (_UNSEEN if tag != "O" else _UNSEEN / 10):
                    for name in _SPELLING:
                        row.pop(name)
            trainer.append(rows, tags)
        with self._storage.write_to(self._resource) as folder:
            file = Path(folder) / _FILE
            trainer.train(str(file))
            self._open(file.read_bytes())
        return self._resource

    def _open(self, model: bytes) -> None:
        self._model = model  # the tagger reads from these bytes as long as it lives
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the marks to each message."""
        for message in messages:
            text = message.get(TEXT)
            if not text or self._tagger is None:
                continue
            marks = [
                {"entity": ROLE, "start": start, "end": end, "value": text[start:end], "confidence_entity": confidence,
                 "extractor": type(self).__name__}
                for start, end, confidence in self._spans(text, self._tagger)
            ]  # fmt: skip
            message.set(ENTITIES, [*message.get(ENTITIES, []), *marks], add_to_output=True)
        return messages

    def _spans(self, text: str, tagger: pycrfsuite.Tagger) -> Iterator[tuple[int, int, float]]:
        tokens = list(_TOKEN.finditer(text))
        if not tokens:
            return
        tags = tagger.tag(features(tokens))
        first = 0
        while first < len(tags):
            if tags[first] == "O":
                first += 1
                continue
            last = first
            while last + 1 < len(tags) and tags[last + 1] == "I":
                last += 1
            confidence = min(tagger.marginal(tags[index], index) for index in range(first, last + 1))
            if confidence >= self._config["threshold"]:
                yield tokens[first].start(), tokens[last].end(), round(confidence, 3)
            first = last + 1

    def _sentences(self, training_data: TrainingData) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        chance = random.Random(self._config["seed"])  # noqa: S311
        titles = [
            title for table in training_data.lookup_tables if table["name"] == LOOKUP for title in table["elements"]
        ]
        plural = inflect.engine()
        for example in training_data.intent_examples:
            text = example.get(TEXT)
            spans = [(e["start"], e["end"]) for e in example.get(ENTITIES, []) if e["entity"] == ROLE]
            yield text, spans
            for _ in range(self._config["variants"] if spans and titles else 0):
                yield _replaced(text, spans, lambda name: _styled(chance.choice(titles), name, chance, plural))


def features(tokens: list[re.Match[str]]) -> list[dict[str, Any]]:
    """What the field sees of each word: its ending and shape, and the words around it."""
    words = [token.group().lower() for token in tokens]
    seen: list[dict[str, Any]] = []
    for index, word in enumerate(words):
        row: dict[str, Any] = {
            "bias": 1.0,
            "word": word,
            "end2": word[-2:],
            "end3": word[-3:],
            "start3": word[:3],
            "letters": word.isalpha(),
            "first": index == 0,
            "last": index == len(words) - 1,
        }
        for offset in (-3, -2, -1, 1, 2):
            near = words[index + offset] if 0 <= index + offset < len(words) else "_"
            row[f"word{offset:+d}"] = near
            if offset == 1:
                row["end3+1"] = near[-3:]
        row["before"] = f"{row['word-2']} {row['word-1']}"
        seen.append(row)
    return seen


def _tags(tokens: list[re.Match[str]], spans: list[tuple[int, int]]) -> list[str]:
    return [
        next(("B" if token.start() == start else "I" for start, end in spans if start <= token.start() < end), "O")
        for token in tokens
    ]


def _replaced(text: str, spans: list[tuple[int, int]], other: Any) -> tuple[str, list[tuple[int, int]]]:
    parts: list[str] = []
    moved: list[tuple[int, int]] = []
    at = length = 0
    for start, end in spans:
        name = other(text[start:end])
        parts += [text[at:start], name]
        length += start - at
        moved.append((length, length + len(name)))
        length += len(name)
        at = end
    return "".join([*parts, text[at:]]), moved


def _styled(title: str, like: str, chance: random.Random, plural: inflect.engine) -> str:
    """`title` as people would write it in place of `like`: plural where that is, now and then misspelt."""
    name = title
    if like.endswith("s") and not like.endswith("ss"):
        name = str(plural.plural_noun(name))
    if like.isupper() and len(like) > 4:
        name = name.upper()
    if chance.random() < 0.15 and len(name) > 6:
        place = chance.randrange(1, len(name) - 2)
        name = name[:place] + name[place + 1 :]
    return name

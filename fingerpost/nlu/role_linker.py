"""The graph component that links role and sector mentions to the knowledge base.

It takes the spans that the CRF tagger took for a job's name, finds the names of the knowledge base, and replaces the
entities `role` and `sector` by linked ones (`ambiguous_role` and `unknown_role` where there is no one answer). It
leaves the masked text for the sentence features (in training that is their own work: Rasa hands no training data
through entity extractors). Roles come from the database, so a new role needs no training; what
is learnt is only the set of words that people use otherwise, which are not misspelt names.
"""

import json
import re
import time
from typing import Any

import numpy as np
import structlog
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sqlalchemy.exc import SQLAlchemyError

from fingerpost.database import read_session
from fingerpost.knowledge.linker import Mention, RoleLinker
from fingerpost.knowledge.loader import version
from fingerpost.knowledge.queries import role_names, sector_names
from fingerpost.nlu.encoder import load_encoder
from fingerpost.nlu.masking import MASKED_ENTITIES, MASKED_TEXT, mask

log = structlog.get_logger(__name__)
_REFRESH_SECONDS = 2.0
_NEAREST = 3
# Cosine of the sentence vectors above which a title is offered as near in meaning.
_LIKE = 0.35


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RoleLinkerComponent(GraphComponent, EntityExtractorMixin):
    """Links mentions; see the module."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> "RoleLinkerComponent":  # fmt: skip
        """A component that has learnt no words yet."""
        return cls(model_storage, resource, [])

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> "RoleLinkerComponent":  # fmt: skip
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / "common_words.json").read_text(encoding="utf-8"))
        return cls(model_storage, resource, words)

    def __init__(self, model_storage: ModelStorage, resource: Resource, common_words: list[str]) -> None:
        self._storage = model_storage
        self._resource = resource
        self._common_words = common_words
        self._linker = RoleLinker([], [])
        self._meanings = _Meanings({})
        self._version = -1
        self._checked_at = 0.0

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words that stand outside the marked names."""
        words: set[str] = set()
        for example in training_data.intent_examples:
            text = example.get(TEXT) or ""
            for entity in example.get(ENTITIES, []):
                text = text[: entity["start"]] + " " * (entity["end"] - entity["start"]) + text[entity["end"] :]
            words.update(re.findall(r"[^\W\d_]+", text.lower()))
        self._common_words = sorted(words)
        with self._storage.write_to(self._resource) as folder:
            (folder / "common_words.json").write_text(json.dumps(self._common_words), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Link the mentions of each message."""
        self._refresh()
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            tagged = [entity for entity in message.get(ENTITIES, []) if entity.get("entity") in MASKED_ENTITIES]
            others = [entity for entity in message.get(ENTITIES, []) if entity.get("entity") not in MASKED_ENTITIES]
            spans = [(entity["start"], entity["end"]) for entity in tagged if entity["entity"] == "role"]
            linked = [self._entity(mention) for mention in self._linker.find(text, spans)]
            message.set(ENTITIES, [*others, *linked], add_to_output=True)
            message.set(MASKED_TEXT, mask(text, linked))
        return messages

    def _entity(self, mention: Mention) -> dict[str, Any]:
        candidates = list(mention.slugs)
        if mention.kind == "unknown_role":
            candidates = list(dict.fromkeys([*candidates, *self._meanings.nearest(mention.text)]))[:_NEAREST]
        return {
            "entity": mention.kind,
            "value": mention.slugs[0] if mention.kind in ("role", "sector") else mention.text,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "candidates": candidates,
            "confidence_entity": mention.confidence,
            "extractor": type(self).__name__,
        }

    def _refresh(self) -> None:
        """Follow the knowledge base; keep the last good linker while the database is away."""
        if time.monotonic() - self._checked_at < _REFRESH_SECONDS and self._version >= 0:
            return
        self._checked_at = time.monotonic()
        try:
            with read_session() as session:
                current = version(session)
                if current != self._version:
                    names = role_names(session)
                    self._linker = RoleLinker(names, sector_names(session), self._common_words)
                    self._meanings = _Meanings({slug: name for slug, name, is_title in names if is_title})
                    self._version = current
        except SQLAlchemyError as error:
            log.warning("role_linker.knowledge_base_away", error=str(error))


class _Meanings:
    """The titles of the knowledge base by what they mean."""

    def __init__(self, titles: dict[str, str]) -> None:
        self._slugs = list(titles)
        self._vectors = load_encoder().encode(list(titles.values())) if titles else None

    def nearest(self, words: str) -> list[str]:
        """The slugs whose titles mean something like `words`, best first; empty where none comes near."""
        if self._vectors is None:
            return []
        likeness = self._vectors @ load_encoder().encode([words])[0]
        order = np.argsort(-likeness)[:_NEAREST]
        return [self._slugs[index] for index in order if likeness[index] >= _LIKE]

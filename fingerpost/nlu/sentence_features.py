"""The graph component that gives each message the vector of its masked text."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from fingerpost.nlu.encoder import SentenceEncoder, load_encoder
from fingerpost.nlu.masking import MASKED_TEXT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(GraphComponent):
    """Dense sentence features (1, dimension). `folder` in the config names another local ONNX model."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The default model."""
        return {"folder": None, "threads": 1}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":  # fmt: skip
        """Loads and checks the model: a wrong file is an error now, not at the first message."""
        return cls(load_encoder(config["folder"], config["threads"]), execution_context.node_name)

    def __init__(self, encoder: SentenceEncoder, name: str) -> None:
        self._encoder = encoder
        self._name = name

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the features of each message that has text."""
        with_text = [message for message in messages if message.get(TEXT)]
        if not with_text:
            return messages
        vectors = self._encoder.encode([message.get(MASKED_TEXT) or message.get(TEXT) for message in with_text])
        for message, vector in zip(with_text, vectors, strict=True):
            message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._name))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features of all training examples, in batches."""
        self.process(training_data.training_examples)
        return training_data



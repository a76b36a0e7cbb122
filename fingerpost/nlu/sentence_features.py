"""The graph component that gives each message the vector of its masked text."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from fingerpost.nlu.encoder import SentenceEncoder, load_encoder
from fingerpost.nlu.masking import MASKED_TEXT, mask


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Dense sentence features (1, dimension). `folder` in the config names another local ONNX model."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The default model."""
        return {**DenseFeaturizer.get_default_config(), "folder": None, "threads": 2}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":  # fmt: skip
        """Loads and checks the model: a wrong file is an error now, not at the first message."""
        return cls(execution_context.node_name, config, load_encoder(config["folder"], config["threads"]))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """The files are checked when the component is created."""

    def __init__(self, name: str, config: dict[str, Any], encoder: SentenceEncoder) -> None:
        super().__init__(name, config)
        self._encoder = encoder

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the features of each message that has text."""
        with_text = [message for message in messages if message.get(TEXT)]
        if not with_text:
            return messages
        vectors = self._encoder.encode([message.get(MASKED_TEXT) or message.get(TEXT) for message in with_text])
        for message, vector in zip(with_text, vectors, strict=True):
            message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features of all training examples, in batches, masked by the trainers' own marks."""
        for example in training_data.training_examples:
            if example.get(TEXT):
                example.set(MASKED_TEXT, mask(example.get(TEXT), example.get(ENTITIES, [])))
        self.process(training_data.training_examples)
        return training_data

"""The graph component that says what is asked: one intent for the message, and one for each question in it.

Multinomial logistic regression over the sentence features. A message may hold several questions ("what does a nurse do
and what's the pay"). It is split where a new clause may start; when the clauses, taken by themselves, are confidently
different role questions, each becomes an entity `question` whose value is its intent, in order.
"""

import re
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from fingerpost.nlu.encoder import load_encoder
from fingerpost.nlu.masking import MASKED_TEXT

Weights = npt.NDArray[np.float32]
_FILE = "question_classifier.npz"
_RANKING = 10
_CLAUSE = re.compile(r"[?!.;]+\s+|[?;]+|,\s*|\s+(?:and|also|plus|then|&)\s+(?:also\s+)?", re.IGNORECASE)
_WORD = re.compile(r"\w")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(GraphComponent, IntentClassifier):
    """Sets intent, ranking and, where there are several, the questions. Weights are kept as plain arrays."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`regularisation` is scikit-learn's C; `question_confidence` what a clause needs to count as a question."""
        return {"regularisation": 20.0, "question_confidence": 0.5, "folder": None, "threads": 2}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> "QuestionClassifier":  # fmt: skip
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> "QuestionClassifier":  # fmt: skip
        """The classifier as it was trained."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE, allow_pickle=False) as arrays:
            classifier._set(arrays["weights"], arrays["bias"], [str(name) for name in arrays["intents"]])
        return classifier

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._set(np.zeros((0, 0), np.float32), np.zeros(0, np.float32), [])

    def _set(self, weights: Weights, bias: Weights, intents: list[str]) -> None:
        self._weights, self._bias, self._intents = weights, bias, intents

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the sentence features of the examples that have an intent."""
        from sklearn.linear_model import LogisticRegression

        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        regression = LogisticRegression(C=self._config["regularisation"], class_weight="balanced", max_iter=2000)
        regression.fit(self._features(examples), [example.get(INTENT) for example in examples])
        self._set(
            regression.coef_.astype(np.float32), regression.intercept_.astype(np.float32), list(regression.classes_)
        )
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, weights=self._weights, bias=self._bias, intents=np.array(self._intents))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and questions of each message that has text."""
        with_text = [message for message in messages if message.get(TEXT)]
        if not with_text or not self._intents:
            return messages
        for message, row in zip(with_text, self._probabilities(self._features(with_text)), strict=True):
            order = np.argsort(-row)[:_RANKING]
            ranking = [{"name": self._intents[index], "confidence": float(row[index])} for index in order]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            self._set_questions(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing follows that would use predictions on the training data."""
        return training_data

    def _features(self, messages: list[Message]) -> Weights:
        return np.vstack([message.get_dense_features(TEXT)[1].features for message in messages])

    def _probabilities(self, vectors: Weights) -> Weights:
        """Softmax, shape (messages, intents)."""
        scores = vectors @ self._weights.T + self._bias
        exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(exponents / exponents.sum(axis=1, keepdims=True), dtype=np.float32)

    def _set_questions(self, message: Message) -> None:
        clauses = split_questions(message.get(MASKED_TEXT) or "")
        if len(clauses) < 2:
            return
        rows = self._probabilities(load_encoder(self._config["folder"], self._config["threads"]).encode(clauses))
        best = [(self._intents[int(row.argmax())], float(row.max())) for row in rows]
        asked = {
            intent: confidence
            for intent, confidence in reversed(best)
            if confidence >= self._config["question_confidence"] and intent.startswith("role_")
        }
        questions = list(dict.fromkeys(intent for intent, _ in best if intent in asked))
        if len(questions) < 2:
            return
        message.set(INTENT, {"name": questions[0], "confidence": min(asked.values())}, add_to_output=True)
        entities = [
            {"entity": "question", "value": question, "start": 0, "end": 0, "extractor": type(self).__name__}
            for question in questions
        ]
        message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)


def split_questions(text: str) -> list[str]:
    """The clauses of `text` that could be questions of their own."""
    parts = [part.strip() for part in _CLAUSE.split(text)]
    return [part for part in parts if len(_WORD.findall(part)) >= 3]

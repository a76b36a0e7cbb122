"""The graph component that says what is asked: one intent for the message, and one for each question in it.

A message may hold several questions ("what does a nurse do and what's the pay"). It is split where a new clause may
start; when the clauses, taken by themselves, are confidently different role questions, each becomes an entity
`question` whose value is its intent, in order.
"""

import re
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from fingerpost.nlu.encoder import load_encoder
from fingerpost.nlu.masking import MASKED_TEXT

_CLAUSE = re.compile(r"[?!.;]+\s+|[?;]+|,\s*|\s+(?:and|also|plus|then|&)\s+(?:also\s+)?", re.IGNORECASE)
_WORD = re.compile(r"\w")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(LogisticRegressionClassifier, IntentClassifier):
    """Rasa's logistic regression over the sentence features, with the questions of a message told apart."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`regularisation` is scikit-learn's C; `question_confidence` what a clause needs to count as a question."""
        return {
            **LogisticRegressionClassifier.get_default_config(),
            "max_iter": 1000,
            "regularisation": 20.0,
            "question_confidence": 0.5,
            "folder": None,
            "threads": 1,
        }

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["regularisation"], multi_class="deprecated")

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> "QuestionClassifier":  # fmt: skip
        """An untrained classifier."""
        return cls(config, execution_context.node_name, model_storage, resource)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and, where there are several, the questions."""
        with_text = [message for message in messages if message.get(TEXT)]
        if not with_text:
            return messages
        super().process(with_text)
        for message in with_text:
            self._set_questions(message)
        return messages

    def process_training_data(self, training_data: Any) -> Any:
        """Nothing follows that would use predictions on the training data."""
        return training_data

    def _set_questions(self, message: Message) -> None:
        clauses = split_questions(message.get(MASKED_TEXT) or "")
        if len(clauses) < 2:
            return
        vectors = load_encoder(self.config["folder"], self.config["threads"]).encode(clauses)
        probabilities = self.clf.predict_proba(vectors)
        questions: list[str] = []
        for row in probabilities:
            best = int(np.argmax(row))
            intent = str(self.clf.classes_[best])
            if row[best] >= self.config["question_confidence"] and intent.startswith("role_"):
                questions.append(intent)
        questions = list(dict.fromkeys(questions))
        if len(questions) < 2:
            return
        confidence = float(probabilities.max(axis=1).min())
        message.set("intent", {"name": questions[0], "confidence": confidence}, add_to_output=True)
        entities = [
            {"entity": "question", "value": question, "start": 0, "end": 0, "extractor": type(self).__name__}
            for question in questions
        ]
        message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)


def split_questions(text: str) -> list[str]:
    """The clauses of `text` that could be questions of their own."""
    parts = [part.strip() for part in _CLAUSE.split(text)]
    return [part for part in parts if len(_WORD.findall(part)) >= 3]

"""Running one action without Rasa: slots and entities in, messages and events out."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from fingerpost.chat.messages import Message, from_bot

Result = tuple[list[Message], dict[str, Any]]


def entity(kind: str, value: str, candidates: list[str] | None = None) -> dict[str, Any]:
    """An entity as the role linker gives it."""
    return {"entity": kind, "value": value, "candidates": candidates or [value]}


@pytest.fixture
def run(small_base: Any) -> Callable[..., Result]:
    """`run(topic, entities=…, slots=…, ranking=…)` gives the messages and the slots set."""

    def run(
        topic: str,
        entities: list[dict[str, Any]] | None = None,
        slots: dict[str, Any] | None = None,
        ranking: list[str] | None = None,
    ) -> Result:
        tracker = Tracker(
            sender_id="visitor",
            slots=slots or {},
            latest_message={
                "text": "…",
                "entities": entities or [],
                "intent_ranking": [{"name": name, "confidence": 0.3} for name in ranking or []],
            },
            events=[],
            paused=False,
            followup_action=None,
            active_loop={},
            latest_action_name=None,
        )
        dispatcher = CollectingDispatcher()
        events = _action(topic).run(dispatcher, tracker, {})
        return from_bot(dispatcher.messages), {event["name"]: event["value"] for event in events}

    return run


def _action(topic: str) -> Action:
    module = import_module(f"actions.{topic}")
    [found] = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Action) and value.__module__ == module.__name__
    ]
    return found()

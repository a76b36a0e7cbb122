"""What every action shares: messages out, and a plain answer when something fails."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from fingerpost.chat.correlation import apology, correlation_id
from fingerpost.chat.messages import Choices, Message, Text

log = structlog.get_logger(__name__)
Event = dict[str, Any]


class SafeAction(Action, ABC):
    """An action whose failure is an apology with a reference, never silence."""

    def name(self) -> str:
        """`action_` and the module's name."""
        return f"action_{type(self).__module__.rpartition('.')[2]}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """Rasa's entry point."""
        try:
            messages, events = self.respond(tracker)
            for message in messages:
                utter(dispatcher, message)
            return events
        except Exception:
            dispatcher.messages.clear()
            reference = correlation_id()
            log.exception("action.failed", action=self.name(), reference=reference)
            utter(dispatcher, Text(text=apology(reference)))
            return []

    @abstractmethod
    def respond(self, tracker: Tracker) -> tuple[Iterable[Message], list[Event]]:
        """The messages and the events of the answer."""


def utter(dispatcher: CollectingDispatcher, message: Message) -> None:
    """Say `message` in the form that every Rasa channel knows, or as `custom` JSON where there is none."""
    if isinstance(message, Text):
        dispatcher.utter_message(text=message.text)
    elif isinstance(message, Choices):
        buttons = [{"title": choice.label, "payload": choice.payload} for choice in message.choices]
        dispatcher.utter_message(text=message.text, buttons=buttons)
    else:
        dispatcher.utter_message(json_message=message.model_dump(mode="json"))

"""Forgetting the thread of the conversation."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import Event, SafeAction
from actions.examples import EXAMPLES
from fingerpost.chat.messages import Message, Text

_MEMORY = ("role", "topics", "pending", "last_answer")


class ActionStartAgain(SafeAction):
    """Clears the memory of the dialogue."""

    def respond(self, tracker: Tracker) -> tuple[list[Message], list[Event]]:
        """A fresh start."""
        text = Text(text="Let's start again. Which role would you like to know about?")
        return [text, EXAMPLES], [SlotSet(slot, None) for slot in _MEMORY]

"""A message that only names a role: the question is carried from before."""

from rasa_sdk import Tracker

from actions.base import Event, SafeAction
from actions.question import respond
from fingerpost.chat.messages import Message


class ActionNameRole(SafeAction):
    """Answers the question that waits for a role, or the last one again, or gives the overview."""

    def respond(self, tracker: Tracker) -> tuple[list[Message], list[Event]]:
        """The carried question."""
        return respond(tracker, tracker.get_slot("pending") or tracker.get_slot("topics") or ["role_overview"])

"""Saying the last answer again."""

from rasa_sdk import Tracker

from actions.base import Event, SafeAction
from actions.question import answers
from actions.topics import next_topics
from fingerpost.chat.messages import Message, Text
from fingerpost.database import read_session


class ActionRepeat(SafeAction):
    """Gives the last answer again, from the knowledge base."""

    def respond(self, tracker: Tracker) -> tuple[list[Message], list[Event]]:
        """The last answer, or that there is none."""
        last = tracker.get_slot("last_answer")
        if not last:
            return [
                Text(text="There is nothing to repeat yet. Ask me about a role, such as “what does a nurse do?”")
            ], []
        with read_session() as session:
            messages = answers(session, last["roles"], last["topics"])
        return [*messages, next_topics(last["roles"][-1], last["topics"])], []

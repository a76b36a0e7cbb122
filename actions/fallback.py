"""When a message was not understood."""

from rasa_sdk import Tracker

from actions.base import Event, SafeAction
from actions.examples import EXAMPLES
from actions.topics import LABELS, payload
from fingerpost.chat.messages import Choice, Choices, Message, Text
from fingerpost.database import read_session
from fingerpost.knowledge import queries

_GUESSES = 3


class ActionFallback(SafeAction):
    """Offers the likeliest questions as choices when a role is in play, else examples."""

    def respond(self, tracker: Tracker) -> tuple[list[Message], list[Event]]:
        """Never a guess: choices."""
        named = [e["value"] for e in tracker.latest_message.get("entities", []) if e["entity"] == "role"]
        slug = named[0] if named else tracker.get_slot("role")
        ranking = [row["name"] for row in tracker.latest_message.get("intent_ranking", [])]
        topics = [name for name in ranking if name in LABELS][:_GUESSES]
        if slug and topics:
            with read_session() as session:
                title = queries.get_role(session, slug).title
            offers = [Choice(label=LABELS[topic], payload=payload(topic, role=slug)) for topic in topics]
            return [
                Choices(text=f"I'm not sure what you'd like to know about {title}. Did you mean:", choices=offers)
            ], []
        text = "I didn't understand that. I can answer questions about roles and careers."
        return [Text(text=text), EXAMPLES], []

"""Examples that teach what the assistant can do."""

from rasa_sdk import Tracker

from actions.base import Event, SafeAction
from actions.topics import payload
from fingerpost.chat.messages import Choice, Choices, Message

EXAMPLES = Choices(
    text="For example:",
    choices=[
        Choice(label="What does a nurse do?", payload=payload("role_duties", role="nurse")),
        Choice(label="How do I become an electrician?", payload=payload("role_entry", role="electrician")),
        Choice(label="What's next after back-end developer?", payload=payload("role_next", role="back-end-developer")),
        Choice(label="Which sectors do you know?", payload=payload("sector_roles")),
    ],
)


class ActionExamples(SafeAction):
    """Follows the greeting, the help and whatever was declined."""

    def respond(self, tracker: Tracker) -> tuple[list[Message], list[Event]]:
        """Questions to pick."""
        return [EXAMPLES], []

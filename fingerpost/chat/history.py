"""A conversation as the visitor saw it."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from sqlalchemy import Engine, select

from fingerpost.chat.messages import Message, Text, from_bot
from fingerpost.chat.models import ConversationEvent
from fingerpost.database import read_session


class Entry(BaseModel):
    """What one side said."""

    sender: Literal["visitor", "assistant"]
    at: datetime
    messages: list[Message]


def history(engine: Engine, conversation: str) -> list[Entry]:
    """All that was said, oldest first."""
    query = (
        select(ConversationEvent)
        .where(ConversationEvent.conversation_id == conversation, ConversationEvent.kind.in_(("user", "bot")))
        .order_by(ConversationEvent.position)
    )
    entries: list[Entry] = []
    with read_session(engine) as session:
        for event in session.scalars(query):
            at = datetime.fromtimestamp(event.at, UTC)
            if event.kind == "user":
                said = (event.data.get("metadata") or {}).get("label") or event.data.get("text") or ""
                if said.startswith(INTENT_MESSAGE_PREFIX):
                    continue  # the greeting that the server asked for; what is typed never begins so
                entries.append(Entry(sender="visitor", at=at, messages=[Text(text=said)]))
            else:
                data = event.data.get("data") or {}
                messages = from_bot([{**data, "text": event.data.get("text")}])
                entries.append(Entry(sender="assistant", at=at, messages=messages))
    return entries

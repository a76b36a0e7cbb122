"""Rasa's tracker store on our tables: appends events, and hands back a working window instead of the whole past.

Rasa rebuilds its states from all events of a tracker at each turn. With the last turns and the slots a turn costs the
same at any length of the conversation; the whole history stays in the database.
"""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Session

from fingerpost.chat.models import Conversation, ConversationEvent
from fingerpost.database import get_engine, migrate, read_session, write_session
from fingerpost.settings import get_settings

_STORED = "_fingerpost_stored"


class ConversationStore(TrackerStore):
    """Conversations in the database. A failed read or write raises: it never starts a conversation anew."""

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        engine: Engine | None = None,
        window: int | None = None,
        create_tables: bool = False,
        **kwargs: Any,
    ) -> None:
        """`window`: turns that `retrieve` hands back. `create_tables`: migrate first (for `endpoints.yml`)."""
        super().__init__(domain, event_broker, **kwargs)
        self._engine = engine or get_engine()
        self._window = window or get_settings().conversation_window
        if create_tables:
            migrate(self._engine)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that are new since `retrieve`, and the slots, in one transaction."""
        new = list(tracker.events)[getattr(tracker, _STORED, 0) :]
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        await asyncio.to_thread(self._append, tracker, new)
        setattr(tracker, _STORED, len(tracker.events))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The working window: the slots and the last turns."""
        return await asyncio.to_thread(self._load, sender_id, self._window)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The whole conversation."""
        return await asyncio.to_thread(self._load, conversation_id, None)

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations."""
        return await asyncio.to_thread(self._ids)

    async def delete(self, sender_id: str) -> None:
        """Erase a conversation."""
        await asyncio.to_thread(erase, self._engine, sender_id)

    def _ids(self) -> list[str]:
        with read_session(self._engine) as session:
            return list(session.scalars(select(Conversation.id)))

    def _append(self, tracker: DialogueStateTracker, events: list[Event]) -> None:
        now = datetime.now(UTC)
        with write_session(self._engine) as session:
            conversation = session.get(Conversation, tracker.sender_id)
            if conversation is None:
                conversation = Conversation(id=tracker.sender_id, started_at=now, active_at=now, length=0, slots={})
                session.add(conversation)
                session.flush()
            rows = [
                {
                    "conversation_id": tracker.sender_id,
                    "position": conversation.length + offset,
                    "at": event.timestamp,
                    "kind": event.type_name,
                    "data": event.as_dict(),
                }
                for offset, event in enumerate(events)
            ]
            if rows:
                session.execute(insert(ConversationEvent), rows)
            conversation.length += len(rows)
            conversation.active_at = now
            conversation.slots = {
                name: slot.value
                for name, slot in tracker.slots.items()
                if slot.value is not None and not name.startswith("session_started")
            }

    def _load(self, sender_id: str, window: int | None) -> DialogueStateTracker | None:
        with read_session(self._engine) as session:
            conversation = session.get(Conversation, sender_id)
            if conversation is None:
                return None
            first = _window_start(session, sender_id, window)
            query = (
                select(ConversationEvent.data)
                .where(ConversationEvent.conversation_id == sender_id, ConversationEvent.position >= first)
                .order_by(ConversationEvent.position)
            )
            stored = [Event.from_parameters(data) for data in session.scalars(query)]
            slots = dict(conversation.slots)
        events: list[Event] = []
        if first:
            events = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
            events += [SlotSet(name, value) for name, value in slots.items() if name in self._slot_names()]
            events += [ActionExecuted(ACTION_LISTEN_NAME)]
            for event in events:
                event.timestamp = stored[0].timestamp if stored else event.timestamp
        tracker = self.init_tracker(sender_id)
        for event in (*events, *(event for event in stored if event is not None)):
            tracker.update(event, self.domain)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker

    def _slot_names(self) -> set[str]:
        return {slot.name for slot in self.domain.slots}


def _window_start(session: Session, conversation: str, window: int | None) -> int:
    """Position of the first event of the last `window` turns; 0 when all fit."""
    if window is None:
        return 0
    query = (
        select(ConversationEvent.position)
        .where(ConversationEvent.conversation_id == conversation, ConversationEvent.kind == "user")
        .order_by(ConversationEvent.position.desc())
        .offset(window - 1)
        .limit(1)
    )
    return session.scalar(query) or 0


def erase(engine: Engine, conversation: str) -> None:
    """Delete a conversation and all its events."""
    with write_session(engine) as session:
        session.execute(delete(ConversationEvent).where(ConversationEvent.conversation_id == conversation))
        session.execute(delete(Conversation).where(Conversation.id == conversation))

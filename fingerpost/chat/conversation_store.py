"""Rasa's tracker store on our tables: appends events, and hands back a working window instead of the whole past.

Rasa rebuilds its states from all events of a tracker at each turn. With the last turns and the slots a turn costs the
same at any length of the conversation; the whole history stays in the database.
"""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from cachetools import LRUCache
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Engine, Select, delete, func, insert, select, update

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
        self._recent = _RecentEvents(self._window)
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
        slots = {
            name: slot.value
            for name, slot in tracker.slots.items()
            if slot.value is not None and not name.startswith("session_started")
        }
        with write_session(self._engine) as session:
            length = session.scalar(
                update(Conversation)
                .where(Conversation.id == tracker.sender_id)
                .values(length=Conversation.length + len(events), active_at=now, slots=slots)
                .returning(Conversation.length)
            )
            if length is None:
                length = len(events)
                row = {"id": tracker.sender_id, "started_at": now, "active_at": now, "length": length, "slots": slots}
                session.execute(insert(Conversation), row)
            rows = [
                {
                    "conversation_id": tracker.sender_id,
                    "position": position,
                    "at": event.timestamp,
                    "kind": event.type_name,
                    "data": event.as_dict(),
                }
                for position, event in enumerate(events, start=length - len(events))
            ]
            if rows:
                session.execute(insert(ConversationEvent), rows)
        self._recent.add(tracker.sender_id, length - len(events), events)

    def _load(self, sender_id: str, window: int | None) -> DialogueStateTracker | None:
        with read_session(self._engine) as session:
            found = session.execute(
                select(Conversation.length, Conversation.slots).where(Conversation.id == sender_id)
            ).first()
            if found is None:
                return None
            length, slots = found
            stored = self._recent.get(sender_id, length, window)
            if stored is None:
                rows = session.execute(_events(sender_id, window))
                stored = [(position, Event.from_parameters(data)) for position, data in rows]
                self._recent.put(sender_id, stored, window)
        tracker = self.init_tracker(sender_id)
        for event in (*self._remembered(stored, slots), *(event for _, event in stored)):
            tracker.update(event, self.domain)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker

    def _remembered(self, stored: list[tuple[int, Event]], slots: dict[str, Any]) -> list[Event]:
        """What stands for the turns before `stored`: a session and the slots as they are now."""
        if not stored or stored[0][0] == 0:
            return []
        names = {slot.name for slot in self.domain.slots}
        events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
        events += [SlotSet(name, value) for name, value in slots.items() if name in names]
        events += [ActionExecuted(ACTION_LISTEN_NAME)]
        for event in events:
            event.timestamp = stored[0][1].timestamp
        return events


class _RecentEvents:
    """The last turns of the conversations that are going on, as the database has them.

    The length in the database says whether they are still the last: another replica may have answered since.
    """

    def __init__(self, window: int, conversations: int = 1000) -> None:
        self._window = window
        self._kept: LRUCache[str, list[tuple[int, Event]]] = LRUCache(conversations)
        self._lock = Lock()

    def get(self, conversation: str, length: int, window: int | None) -> list[tuple[int, Event]] | None:
        """Positions and events of the last turns; None where they are not known."""
        with self._lock:
            kept = self._kept.get(conversation)
        return kept if kept and window == self._window and kept[-1][0] == length - 1 else None

    def put(self, conversation: str, stored: list[tuple[int, Event]], window: int | None) -> None:
        """Keep what was read of the last turns."""
        if window == self._window:
            with self._lock:
                self._kept[conversation] = stored

    def add(self, conversation: str, first: int, events: list[Event]) -> None:
        """Follow what was appended from position `first` on."""
        with self._lock:
            kept = self._kept.get(conversation, [])
            if first and (not kept or kept[-1][0] != first - 1):
                self._kept.pop(conversation, None)
                return
            kept = [*kept, *enumerate(events, start=first)]
            turns = [index for index, (_, event) in enumerate(kept) if event.type_name == "user"]
            self._kept[conversation] = kept[turns[-self._window] :] if len(turns) >= self._window else kept


def _events(conversation: str, window: int | None) -> Select[tuple[int, dict[str, Any]]]:
    """Position and data of the events of the last `window` turns, or of all."""
    query = select(ConversationEvent.position, ConversationEvent.data).where(
        ConversationEvent.conversation_id == conversation
    )
    if window is not None:
        first = (
            select(ConversationEvent.position)
            .where(ConversationEvent.conversation_id == conversation, ConversationEvent.kind == "user")
            .order_by(ConversationEvent.position.desc())
            .offset(window - 1)
            .limit(1)
            .scalar_subquery()
        )
        query = query.where(ConversationEvent.position >= func.coalesce(first, 0))
    return query.order_by(ConversationEvent.position)


def erase(engine: Engine, conversation: str) -> None:
    """Delete a conversation and all its events."""
    with write_session(engine) as session:
        session.execute(delete(ConversationEvent).where(ConversationEvent.conversation_id == conversation))
        session.execute(delete(Conversation).where(Conversation.id == conversation))

"""The tables of stored conversations."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fingerpost.database import Base


class Conversation(Base):
    """One visitor's conversation. `length` counts its events; `slots` is the memory of the dialogue after the last."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(String(160), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    active_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    length: Mapped[int] = mapped_column(default=0)
    slots: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class ConversationEvent(Base):
    """One Rasa event, in the order it happened."""

    __tablename__ = "conversation_events"
    __table_args__ = (
        Index("ix_conversation_events_place", "conversation_id", "position", unique=True),
        Index("ix_conversation_events_kind", "conversation_id", "kind", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    position: Mapped[int]
    at: Mapped[float] = mapped_column(Float)
    kind: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)

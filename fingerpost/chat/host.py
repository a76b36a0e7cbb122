"""Rasa's agent as a library: one call a turn."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from sqlalchemy import Engine

from fingerpost.chat.conversation_store import ConversationStore
from fingerpost.chat.correlation import apology, correlation_id
from fingerpost.chat.graph_runner import SequentialGraphRunner
from fingerpost.chat.in_process import InProcessActions, trust_own_actions
from fingerpost.chat.messages import Message, Text, from_bot

log = structlog.get_logger(__name__)
CHANNEL = "web"


@dataclass(frozen=True)
class Turn:
    """One question and its answer."""

    intent: str | None
    confidence: float
    roles: list[str]
    messages: list[Message] = field(default_factory=list)


class _Collector(CollectingOutputChannel):
    """Keeps each response whole, as the action gave it."""

    @classmethod
    def name(cls) -> str:
        """The channel that trackers record."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep `message`."""
        self.messages.append(message)


class AgentHost:
    """The agent, its actions and its store, in this process."""

    def __init__(self, model: Path, engine: Engine) -> None:
        """Load `model`. Raises what Rasa raises for a model that cannot be loaded."""
        trust_own_actions()
        self.store = ConversationStore(None, engine=engine)
        self.agent = Agent(action_endpoint=InProcessActions(), tracker_store=self.store)
        # Rasa wraps the store so that a failed read starts a new conversation in memory: ours raises instead.
        self.agent.tracker_store = self.store
        self.agent.load_model(model)
        assert self.agent.processor is not None
        self.agent.processor.graph_runner = SequentialGraphRunner(self.agent.processor.graph_runner)
        self.model = model

    async def warm_up(self) -> None:
        """Answer one question and forget it, so that the first visitor does not wait for what loads lazily."""
        conversation = f"warm-up-{secrets.token_hex(8)}"
        try:
            await self.turn(conversation, "what do you know?")
        finally:
            await self.store.delete(conversation)

    async def turn(self, conversation: str, text: str, label: str | None = None, payload: bool = False) -> Turn:
        """Answer `text`. With `payload` it is an intent that the server offered, under `label`.

        Typed text is never read as an intent: a leading slash is dropped. Raises what the store raises.
        """
        said = text if payload else text.strip().lstrip(INTENT_MESSAGE_PREFIX).strip() or "?"
        channel = _Collector()
        message = UserMessage(
            said, channel, conversation, input_channel=CHANNEL, metadata={"label": label} if label else None
        )
        processor = self.agent.processor
        assert processor is not None
        async with self.agent.lock_store.lock(conversation):
            parsed = await processor.parse_message(message)
            message.parse_data = parsed
            await processor.handle_message(message)
        intent = parsed.get("intent") or {}
        messages = from_bot(channel.messages)
        if not messages:
            # No rule or no answer: the visitor must not be left in silence.
            log.error("turn.unanswered", intent=intent.get("name"))
            messages = [Text(text=apology(correlation_id()))]
        return Turn(
            intent=intent.get("name"),
            confidence=float(intent.get("confidence") or 0.0),
            roles=[str(e["value"]) for e in parsed.get("entities", []) if e["entity"] == "role"],
            messages=messages,
        )

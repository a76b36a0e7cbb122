"""Conversations from a file, through the agent that ships, without a trace left behind."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Engine

from fingerpost.chat.conversation_store import erase
from fingerpost.chat.correlation import apology, correlation_id, new_correlation_id
from fingerpost.chat.host import AgentHost, Turn
from fingerpost.chat.messages import Choices, Text
from fingerpost.database import get_engine
from fingerpost.settings import Settings

log = structlog.get_logger(__name__)


class ReplayError(OSError):
    """The file is not as described."""


@dataclass(frozen=True)
class ReplayedTurn(Turn):
    """A turn of a replay."""

    def as_json(self) -> dict[str, Any]:
        """Intent, confidence, role ids and messages."""
        return {
            "intent": self.intent,
            "confidence": round(self.confidence, 4),
            "roles": self.roles,
            "messages": [message.model_dump(mode="json") for message in self.messages],
        }


class Replay:
    """Runs conversations one after the other."""

    def __init__(self, host: AgentHost, engine: Engine) -> None:
        self._host = host
        self._engine = engine

    @classmethod
    def prepare(cls, _settings: Settings, model: Path) -> "Replay":
        """A replay on the configured database."""
        engine = get_engine()
        return cls(AgentHost(model, engine), engine)

    async def conversation(self, turns: list[str]) -> list[ReplayedTurn]:
        """Answer `turns` in one conversation of their own, which is erased afterwards."""
        conversation = f"replay-{secrets.token_hex(8)}"
        answered: list[ReplayedTurn] = []
        offered: dict[str, tuple[str, str]] = {}
        try:
            for said in turns:
                new_correlation_id()
                choice = offered.get(said) if said.startswith("[") else None
                turn = await self._answer(conversation, said, choice)
                answered.append(turn)
                for message in turn.messages:
                    if isinstance(message, Choices):
                        offered.update({f"[{c.label}]": (c.payload, c.label) for c in message.choices})
        finally:
            erase(self._engine, conversation)
        return answered

    async def _answer(self, conversation: str, said: str, choice: tuple[str, str] | None) -> ReplayedTurn:
        try:
            if choice is not None:
                turn = await self._host.turn(conversation, choice[0], label=choice[1], payload=True)
            else:
                turn = await self._host.turn(conversation, said)
        except Exception:
            log.exception("replay.turn_failed", conversation=conversation)
            return ReplayedTurn(None, 0.0, [], [Text(text=apology(correlation_id()))])
        return ReplayedTurn(turn.intent, turn.confidence, turn.roles, turn.messages)


def read_conversations(file: Path) -> Iterator[tuple[Any, list[str]]]:
    """Ids and turns of a JSON-lines file. Raises `ReplayError` with the line."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            turns = [str(turn) for turn in row["turns"]]
        except (ValueError, KeyError, TypeError) as error:
            raise ReplayError(f'{file}:{number}: expected {{"id", "turns": ["…"]}}') from error
        yield row.get("id", number), turns

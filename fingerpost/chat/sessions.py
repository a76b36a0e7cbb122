"""Visitors' sessions: minted and signed here, so that nobody reads or writes another's conversation."""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from itsdangerous import BadSignature, SignatureExpired, URLSafeSerializer, URLSafeTimedSerializer

from fingerpost.chat.messages import Choice, Choices, Message
from fingerpost.settings import Settings


class InvalidSession(Exception):
    """The token was not made here, was altered, or has expired."""


class InvalidPayload(Exception):
    """The payload is not one that the server offered in this session."""


@dataclass(frozen=True)
class Session:
    """A signed token and the conversation that it opens."""

    conversation: str
    token: str
    expires_at: datetime


class Sessions:
    """Mints and checks tokens, and signs the payloads that a session is offered."""

    def __init__(self, settings: Settings) -> None:
        self._lifetime = timedelta(hours=settings.session_hours)
        self._key = settings.secret_key.get_secret_value() if settings.secret_key else _kept_key(settings.state)
        self._tokens = URLSafeTimedSerializer(self._key, salt="session")

    def mint(self) -> Session:
        """A new session."""
        conversation = secrets.token_urlsafe(18)
        token = self._tokens.dumps(conversation)
        return Session(conversation, str(token), datetime.now(UTC) + self._lifetime)

    def conversation(self, token: str) -> str:
        """The conversation of `token`. Raises `InvalidSession`."""
        try:
            return str(self._tokens.loads(token, max_age=int(self._lifetime.total_seconds())))
        except SignatureExpired as error:
            raise InvalidSession("this session has expired: start a new one") from error
        except BadSignature as error:
            raise InvalidSession("this session token is not valid: start a new session") from error

    def offer(self, conversation: str, messages: list[Message]) -> list[Message]:
        """`messages` with the payload of each choice signed for this conversation."""
        signer = self._payloads(conversation)
        return [
            message.model_copy(update={"choices": [_signed(signer, choice) for choice in message.choices]})
            if isinstance(message, Choices)
            else message
            for message in messages
        ]

    def taken(self, conversation: str, payload: str) -> Choice:
        """The choice behind a signed payload. Raises `InvalidPayload`."""
        try:
            intent, label = self._payloads(conversation).loads(payload)
        except (BadSignature, ValueError, TypeError) as error:
            raise InvalidPayload("this choice was not offered in this conversation") from error
        return Choice(label=label, payload=intent)

    def _payloads(self, conversation: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._key, salt=f"payload:{conversation}")


def _signed(signer: URLSafeSerializer, choice: Choice) -> Choice:
    return Choice(label=choice.label, payload=str(signer.dumps([choice.payload, choice.label])))


def _kept_key(state: Path) -> str:
    """The key of this installation, made at the first start. Several replicas need `FINGERPOST_SECRET_KEY`."""
    file = state / "secret.key"
    state.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key := secrets.token_urlsafe(48))
    return key

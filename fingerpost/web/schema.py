"""Bodies of the HTTP API."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fingerpost.chat.history import Entry
from fingerpost.chat.messages import Message


class NewSession(BaseModel):
    """A session and the assistant's welcome."""

    token: str = Field(description="Send it as `Authorization: Bearer …`.")
    expires_at: datetime
    messages: list[Message]


class Ask(BaseModel):
    """What the visitor types, or the payload of a choice as the server offered it."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(default=None, description="Typed words.")
    payload: str | None = Field(default=None, max_length=2000, description="The payload of a choice.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.text is None) == (self.payload is None):
            raise ValueError("send either text or payload")
        return self


class Answer(BaseModel):
    """The assistant's answer."""

    turn: str = Field(description="Id of the turn, also its correlation id in the log.")
    messages: list[Message]


class Failure(BaseModel):
    """What went wrong, in words; the id finds it in the log. `messages` can be shown to the visitor."""

    detail: str
    correlation_id: str
    messages: list[Message] = []


class Me(BaseModel):
    """Everything held about this session."""

    expires_note: str = "Erase everything at any time with DELETE /api/me."
    conversation: list[Entry]

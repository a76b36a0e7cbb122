"""The id that ties what a visitor sees of a failure to its log lines."""

import secrets

import structlog


def new_correlation_id() -> str:
    """Start a new id, bound to every log line of this context."""
    correlation_id = secrets.token_hex(4)
    structlog.contextvars.bind_contextvars(correlation_id=correlation_id)
    return correlation_id


def correlation_id() -> str:
    """The id of this context; a new one when there is none yet."""
    current = structlog.contextvars.get_contextvars().get("correlation_id")
    return str(current) if current else new_correlation_id()


def apology(reference: str) -> str:
    """What a visitor reads when an answer failed."""
    return (
        "Sorry, something went wrong on our side and I couldn't answer that. Your conversation is safe: "
        f"please try again in a moment. If it keeps happening, quote reference {reference}."
    )

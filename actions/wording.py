"""Small turns of phrase that answers share."""

from collections.abc import Iterable

from fingerpost.knowledge.models import Role


def bullets(items: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {item}" for item in items)


def titled(role: Role, topic: str, body: str) -> str:
    """An answer under its heading, which names the role."""
    return f"**{role.title}: {topic}**\n\n{body}"


def money(amount: int, currency: str, period: str) -> str:
    """An amount as people read it: "£18,000 a year"."""
    symbol = {"GBP": "£", "USD": "$", "EUR": "€"}.get(currency)
    figure = f"{symbol}{amount:,}" if symbol else f"{amount:,} {currency}"
    return f"{figure} {'an' if period == 'hour' else 'a'} {period}"

"""The topics that can be asked of a role, their labels, and the payloads that ask them."""

import json
from collections.abc import Iterable, Mapping

from fingerpost.chat.messages import Choice, Choices

LABELS = {
    "role_overview": "Overview",
    "role_duties": "Duties",
    "role_skills": "Skills",
    "role_qualities": "Personal qualities",
    "role_entry": "How to get in",
    "role_pay": "Pay",
    "role_hours": "Working pattern",
    "role_next": "What's next",
    "role_previous": "What leads to it",
    "role_related": "Similar roles",
}
# What people tend to ask after a topic, most likely first.
_AFTER = {
    "role_overview": ["role_duties", "role_skills", "role_entry", "role_pay", "role_next"],
    "role_duties": ["role_skills", "role_entry", "role_pay", "role_next"],
    "role_skills": ["role_qualities", "role_entry", "role_next", "role_pay"],
    "role_qualities": ["role_skills", "role_entry", "role_related", "role_pay"],
    "role_entry": ["role_skills", "role_pay", "role_previous", "role_next"],
    "role_pay": ["role_hours", "role_next", "role_entry", "role_related"],
    "role_hours": ["role_pay", "role_duties", "role_entry", "role_next"],
    "role_next": ["role_previous", "role_related", "role_pay", "role_skills"],
    "role_previous": ["role_next", "role_entry", "role_skills", "role_related"],
    "role_related": ["role_overview", "role_next", "role_pay", "role_entry"],
}
_OFFERED = 4


def payload(intent: str, **entities: str) -> str:
    """Rasa's form of an intent with entities."""
    return f"/{intent}{json.dumps(entities) if entities else ''}"


def next_topics(slug: str, asked: Iterable[str]) -> Choices:
    """What to ask next of the role `slug`, leaving out what was just asked."""
    done = list(asked)
    offers = [topic for topic in _AFTER.get(done[-1], list(LABELS)) if topic not in done] if done else list(LABELS)
    return Choices(
        text="You can ask next:",
        choices=[Choice(label=LABELS[topic], payload=payload(topic, role=slug)) for topic in offers[:_OFFERED]],
    )


def pick_role(titles: Mapping[str, str], text: str | None = None, intent: str = "name_role") -> Choices:
    """One choice for each of the roles in `titles` (slug to title). `name_role` carries the question asked before."""
    return Choices(
        text=text,
        choices=[Choice(label=title, payload=payload(intent, role=slug)) for slug, title in titles.items()],
    )

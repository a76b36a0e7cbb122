"""Steps of progression as a message."""

from collections.abc import Sequence
from typing import Literal

from fingerpost.chat.messages import Path, PathStep
from fingerpost.knowledge.models import Role
from fingerpost.knowledge.queries import Step


def path(role: Role, direction: Literal["next", "previous"], heading: str, steps: Sequence[Step]) -> Path:
    """The steps from or to `role`."""
    return Path(
        title=f"{heading} {role.title}",
        role=role.slug,
        direction=direction,
        steps=[PathStep(slug=step.slug, title=step.title, change=step.change) for step in steps],
    )

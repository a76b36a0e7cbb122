"""What comes next after the role."""

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from actions.steps import path
from actions.wording import titled
from fingerpost.chat.messages import Message, Text
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Role


class ActionRoleNext(RoleQuestion):
    """Progression from the role."""

    section = "progression"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """Each next role and what changes."""
        steps = queries.next_steps(session, role.slug)
        if not steps:
            return [Text(text=titled(role, "what's next", "The profile names no further step from here."))]
        return [path(role, "next", "What can come next after", steps)]

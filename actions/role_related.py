"""Similar roles."""

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from actions.topics import pick_role
from actions.wording import titled
from fingerpost.chat.messages import Message, Text
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Role


class ActionRoleRelated(RoleQuestion):
    """Related roles."""

    section = "related"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """The roles as choices."""
        similar = queries.related(session, role.slug)
        if not similar:
            return [Text(text=titled(role, "similar roles", "The profile names none."))]
        return [pick_role(similar, f"Roles similar to {role.title}:", intent="role_overview")]

    def sources(self, session: Session, role: Role) -> list[queries.Citation]:
        """None but where roles are named."""
        return super().sources(session, role) if queries.related(session, role.slug) else []

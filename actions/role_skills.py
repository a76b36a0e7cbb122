"""Which skills the role needs: essential and useful apart."""

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from actions.wording import bullets, titled
from fingerpost.chat.messages import Message, Text
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Role


class ActionRoleSkills(RoleQuestion):
    """Skills."""

    section = "skills"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """Two lists."""
        essential, useful = queries.skills(session, role.slug)
        body = f"Essential:\n\n{bullets(essential)}"
        if useful:
            body += f"\n\nUseful:\n\n{bullets(useful)}"
        return [Text(text=titled(role, "skills", body))]

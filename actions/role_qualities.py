"""Which personal qualities suit the role."""

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from actions.wording import bullets, titled
from fingerpost.chat.messages import Message, Text
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Role


class ActionRoleQualities(RoleQuestion):
    """Personal qualities."""

    section = "qualities"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """The qualities as a list."""
        qualities = [fact.text for fact in queries.facts(session, role.slug, self.section)]
        return [Text(text=titled(role, "personal qualities that help", bullets(qualities)))]

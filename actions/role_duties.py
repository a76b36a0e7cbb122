"""What somebody in the role does."""

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from actions.wording import bullets, titled
from fingerpost.chat.messages import Message, Text
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Role


class ActionRoleDuties(RoleQuestion):
    """Duties."""

    section = "duties"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """The duties as a list."""
        duties = [fact.text for fact in queries.facts(session, role.slug, self.section)]
        return [Text(text=titled(role, "what the job involves", bullets(duties)))]

"""What leads to the role."""

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from actions.steps import path
from actions.wording import titled
from fingerpost.chat.messages import Message, Text
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Role


class ActionRolePrevious(RoleQuestion):
    """Progression to the role."""

    section = "progression"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """Each role before it and what changes."""
        steps = queries.previous_steps(session, role.slug)
        if not steps:
            text = "No role that I know leads here. Ask how to get in for the routes from school, college or training."
            return [Text(text=titled(role, "what leads to it", text))]
        return [path(role, "previous", "What can lead to", steps)]

    def sources(self, session: Session, role: Role) -> list[queries.Citation]:
        """The sources of the profiles in which the steps stand."""
        steps = queries.previous_steps(session, role.slug)
        return [c for step in steps for c in queries.citations(session, step.slug, self.section)]

"""A role at a glance."""

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from fingerpost.chat.messages import Card, CardSection, Message
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Role

_GLANCE = 3


class ActionRoleOverview(RoleQuestion):
    """Summary, main duties, essential skills and what follows."""

    section = "summary"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """A card."""
        duties = [fact.text for fact in queries.facts(session, role.slug, "duties")]
        essential, _ = queries.skills(session, role.slug)
        following = [step.title for step in queries.next_steps(session, role.slug)]
        sections = [
            CardSection(heading="Some of what you would do", items=duties[:_GLANCE]),
            CardSection(heading="Skills you cannot do without", items=essential[:_GLANCE]),
        ]
        if following:
            sections.append(CardSection(heading="Where it can lead", items=following[:_GLANCE]))
        return [Card(title=role.title, subtitle=role.sector.title, text=role.summary, sections=sections)]

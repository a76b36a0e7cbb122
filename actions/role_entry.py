"""Qualifications and how to get in."""

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from actions.wording import bullets, titled
from fingerpost.chat.messages import Message, Text
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Role


class ActionRoleEntry(RoleQuestion):
    """Qualifications, routes in and registration."""

    section = "routes"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """Qualifications, then routes, then the regulator where there is one."""
        qualifications = [fact.text for fact in queries.facts(session, role.slug, "qualifications")]
        routes = [
            f"_{(fact.kind or '').capitalize()}_: {fact.text}" for fact in queries.facts(session, role.slug, "routes")
        ]
        body = f"Qualifications:\n\n{bullets(qualifications)}\n\nWays in:\n\n{bullets(routes)}"
        if role.regulator:
            name, url = role.regulator["name"], role.regulator["url"]
            body += f"\n\nRegulated by {f'[{name}]({url})' if url else name}: {role.regulator['registration']}"
        return [Text(text=titled(role, "how to get in", body))]

    def sources(self, session: Session, role: Role) -> list[queries.Citation]:
        """Sources of both sections."""
        return [c for section in ("qualifications", "routes") for c in queries.citations(session, role.slug, section)]

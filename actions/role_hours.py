"""The working pattern: hours, when and where."""

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from actions.wording import bullets, titled
from fingerpost.chat.messages import Message, Text
from fingerpost.knowledge.models import Role


class ActionRoleHours(RoleQuestion):
    """Working pattern."""

    section = "working_pattern"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """Hours, when and where, as far as the base says."""
        pattern = role.working_pattern
        said = [("Hours", pattern["hours"]), ("When", pattern["pattern"]), ("Where", pattern["place"])]
        return [Text(text=titled(role, "working pattern", bullets(f"{name}: {text}" for name, text in said if text)))]

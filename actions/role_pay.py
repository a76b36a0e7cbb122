"""What the role pays: sourced figures only."""

from itertools import groupby

from sqlalchemy.orm import Session

from actions.question import RoleQuestion
from actions.wording import bullets, money, titled
from fingerpost.chat.messages import Message, Text, spoken_date
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Pay, Role

_COUNTRIES = {"GB": "UK", "US": "USA"}
_LEVELS = {
    "starter": "Starting out",
    "experienced": "With experience",
    "p10": "Lowest tenth, below",
    "p25": "Lowest quarter, below",
    "median": "Middle",
    "p75": "Highest quarter, above",
    "p90": "Highest tenth, above",
}


class ActionRolePay(RoleQuestion):
    """Pay."""

    section = "pay"

    def answer(self, session: Session, role: Role) -> list[Message]:
        """Figures by country and source, each with its date; or that there is no sourced figure."""
        parts = [_figures(list(rows)) for _, rows in groupby(role.pay, key=lambda pay: (pay.country, pay.source_id))]
        notes = [fact.text for fact in queries.facts(session, role.slug, "pay")]
        if not parts:
            parts = [f"I have no sourced figure for what {role.plural} earn, so I won't give one."]
        return [Text(text=titled(role, "pay", "\n\n".join([*parts, *notes])))]


def _figures(rows: list[Pay]) -> str:
    country = _COUNTRIES.get(rows[0].country, rows[0].country)
    lines = [f"{_LEVELS[row.level]}: {money(row.amount, row.currency, row.period)}" for row in rows]
    return f"{country}, as of {spoken_date(rows[0].source.date)}:\n\n{bullets(lines)}"

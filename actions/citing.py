"""Sources as an answer shows them."""

from collections.abc import Iterable
from datetime import date

from fingerpost.chat.messages import SourceNote
from fingerpost.knowledge.queries import Citation

_OLD_MONTHS = 24


def cite(citations: Iterable[Citation], today: date | None = None) -> list[SourceNote]:
    """Each source once, with a note when it is older than 24 months."""
    now = today or date.today()
    return [
        SourceNote(
            title=citation.title,
            publisher=citation.publisher,
            date=citation.date,
            url=citation.url,
            licence=citation.licence,
            note=_note(citation, now),
        )
        for citation in dict.fromkeys(citations)
    ]


def is_old(day: date, today: date) -> bool:
    """Whether `day` lies more than 24 whole months before `today`."""
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return months >= _OLD_MONTHS


def _note(citation: Citation, now: date) -> str | None:
    if citation.date is not None and is_old(citation.date, now):
        return "This is older than 24 months: check it before you rely on it."
    return None

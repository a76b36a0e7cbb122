"""What can be asked of the knowledge base. All functions take an open session and raise `UnknownRole`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fingerpost.knowledge.models import (
    Progression,
    RelatedRole,
    Role,
    RoleFact,
    RoleName,
    RoleSkill,
    RoleSource,
    Sector,
    Skill,
    Source,
)


class UnknownRole(LookupError):
    """The knowledge base has no such role."""


@dataclass(frozen=True)
class Citation:
    """A source as an answer cites it. `date` is the publication's, or the profile's review for our own text."""

    title: str
    publisher: str
    licence: str
    date: date | None
    url: str | None


@dataclass(frozen=True)
class Step:
    """A step of progression between two roles."""

    slug: str
    title: str
    change: str


def get_role(session: Session, slug: str) -> Role:
    """The role `slug`, or `UnknownRole`."""
    role = session.get(Role, slug)
    if role is None:
        raise UnknownRole(slug)
    return role


def titles(session: Session, slugs: Sequence[str]) -> dict[str, str]:
    """Titles of `slugs`, in that order; unknown ones are left out."""
    found = dict(session.execute(select(Role.slug, Role.title).where(Role.slug.in_(slugs))).all())
    return {slug: found[slug] for slug in slugs if slug in found}


def facts(session: Session, slug: str, section: str) -> Sequence[RoleFact]:
    """The sentences of one section, in the editor's order."""
    query = select(RoleFact).where(RoleFact.role_slug == slug, RoleFact.section == section).order_by(RoleFact.id)
    return session.scalars(query).all()


def skills(session: Session, slug: str) -> tuple[list[str], list[str]]:
    """Names of the essential and of the useful skills."""
    query = (
        select(Skill.name, RoleSkill.essential)
        .join(RoleSkill, RoleSkill.skill_slug == Skill.slug)
        .where(RoleSkill.role_slug == slug)
        .order_by(RoleSkill.position)
    )
    rows = session.execute(query).all()
    return [name for name, essential in rows if essential], [name for name, essential in rows if not essential]


def next_steps(session: Session, slug: str) -> list[Step]:
    """What the role leads to."""
    query = (
        select(Role.slug, Role.title, Progression.change)
        .join(Progression, Progression.next_slug == Role.slug)
        .where(Progression.role_slug == slug)
        .order_by(Progression.position)
    )
    return [Step(*row) for row in session.execute(query)]


def previous_steps(session: Session, slug: str) -> list[Step]:
    """What leads to the role."""
    query = (
        select(Role.slug, Role.title, Progression.change)
        .join(Progression, Progression.role_slug == Role.slug)
        .where(Progression.next_slug == slug)
        .order_by(Role.title)
    )
    return [Step(*row) for row in session.execute(query)]


def related(session: Session, slug: str) -> dict[str, str]:
    """Slugs and titles of similar roles: those that either profile names, its own first."""
    query = (
        select(RelatedRole.role_slug, RelatedRole.related_slug)
        .where(or_(RelatedRole.role_slug == slug, RelatedRole.related_slug == slug))
        .order_by(RelatedRole.role_slug != slug, RelatedRole.position, RelatedRole.role_slug)
    )
    pairs = session.execute(query)
    return titles(session, list(dict.fromkeys(b if a == slug else a for a, b in pairs)))


def citations(session: Session, slug: str, section: str) -> list[Citation]:
    """The sources that stand behind one section of a role."""
    query = (
        select(Source, Role.reviewed)
        .join(RoleSource, RoleSource.source_id == Source.id)
        .join(Role, Role.slug == RoleSource.role_slug)
        .where(RoleSource.role_slug == slug, RoleSource.section == section)
        .order_by(RoleSource.id)
    )
    return [
        Citation(source.title, source.publisher, source.licence, _dated(source, reviewed), source.url)
        for source, reviewed in session.execute(query)
    ]


def _dated(source: Source, reviewed: date) -> date | None:
    # Our own text has no publication date: it is as old as the last review of the profile.
    return reviewed if source.id == "fingerpost-editors" else source.date


def sectors(session: Session) -> Sequence[Sector]:
    """Sectors that have roles, by title."""
    query = select(Sector).where(select(Role).where(Role.sector_slug == Sector.slug).exists()).order_by(Sector.title)
    return session.scalars(query).all()


def roles_in(session: Session, sector: str) -> dict[str, str]:
    """Slugs and titles of a sector's roles, by title."""
    query = select(Role.slug, Role.title).where(Role.sector_slug == sector).order_by(Role.title)
    return dict(session.execute(query).all())


def role_names(session: Session) -> list[tuple[str, str, bool]]:
    """Every name of every role: slug, name, whether it is the title."""
    query = select(RoleName.role_slug, RoleName.name, RoleName.is_title).order_by(RoleName.role_slug, RoleName.id)
    return [(slug, name, is_title) for slug, name, is_title in session.execute(query)]


def sector_names(session: Session) -> list[tuple[str, str]]:
    """Every name of every sector: slug, name."""
    return [
        (sector.slug, name) for sector in session.scalars(select(Sector)) for name in (sector.title, *sector.aliases)
    ]

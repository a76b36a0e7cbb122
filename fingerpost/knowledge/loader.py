"""From the files into the database: all or nothing, and nothing twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.orm import Session

from fingerpost.database import Base, get_engine, write_session
from fingerpost.knowledge import models
from fingerpost.knowledge.files import KnowledgeError, KnowledgeFiles, Located, read_knowledge
from fingerpost.knowledge.lint import lint_files
from fingerpost.knowledge.schema import RoleProfile

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class LoadReport:
    """How many roles were added, changed, removed or left as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int

    @property
    def anything(self) -> bool:
        """Whether the load changed a role."""
        return bool(self.added or self.changed or self.removed)


def load(data: Path, engine: Engine | None = None, progress: Progress = lambda done, total: None) -> LoadReport:
    """Load the files below `data` in one transaction.

    Raises `KnowledgeError`, with every problem, before anything is written. A profile whose file has not changed
    is left alone; one whose file is gone is removed.
    """
    files = read_knowledge(data)
    if problems := lint_files(files):
        raise KnowledgeError(problems)
    with write_session(engine or get_engine()) as session:
        return _write(session, files, progress)


def version(session: Session) -> int:
    """The version of the knowledge base: 0 when nothing was ever loaded."""
    return session.scalar(select(func.max(models.KnowledgeLoad.id))) or 0


def _write(session: Session, files: KnowledgeFiles, progress: Progress) -> LoadReport:
    vocabulary_changed = _merge_vocabulary(session, files)
    known = dict(session.execute(select(models.Role.slug, models.Role.digest)).all())
    present = {role.document.slug for role in files.roles}
    added = [role for role in files.roles if role.document.slug not in known]
    changed = [role for role in files.roles if known.get(role.document.slug, role.digest) != role.digest]
    removed = sorted(set(known) - present)

    # Edges refer to roles: write all roles first, then what links them.
    stale = [role.document.slug for role in changed]
    session.execute(delete(models.Role).where(models.Role.slug.in_(removed)))
    for table in (models.Progression, models.RelatedRole, models.RoleSkill, models.RoleName, models.RoleFact,
                  models.Pay, models.RoleSource):  # fmt: skip
        session.execute(delete(table).where(table.role_slug.in_(stale)))
    session.expire_all()
    work = [*added, *changed]
    for done, role in enumerate(work, start=1):
        session.merge(_role(role))
        progress(done, len(work))
    session.flush()
    for role in work:
        _write_children(session, role.document)
    report = LoadReport(len(added), len(changed), len(removed), len(files.roles) - len(work))
    if report.anything or vocabulary_changed:
        session.add(models.KnowledgeLoad(at=datetime.now(UTC)))
    return report


def _merge_vocabulary(session: Session, files: KnowledgeFiles) -> bool:
    for source in files.sources:
        session.merge(models.Source(**source.document.model_dump()))
    for sector in files.sectors:
        session.merge(models.Sector(**sector.document.model_dump()))
    for skill in files.skills:
        session.merge(models.Skill(**skill.document.model_dump()))
    changed = bool(session.new) or any(session.is_modified(row) for row in session.dirty)
    session.flush()
    return changed


def _role(located: Located[RoleProfile]) -> models.Role:
    profile = located.document
    return models.Role(
        slug=profile.slug,
        title=profile.title,
        plural=profile.plural,
        sector_slug=profile.sector,
        summary=profile.summary,
        working_pattern=profile.working_pattern.model_dump(),
        regulator=profile.regulator.model_dump() if profile.regulator else None,
        codes=profile.codes.model_dump(),
        reviewed=profile.reviewed,
        digest=located.digest,
    )


def _write_children(session: Session, profile: RoleProfile) -> None:
    names = dict.fromkeys([profile.title, profile.plural, *profile.aliases])
    facts = [
        *(("duties", None, text) for text in profile.duties),
        *(("qualities", None, text) for text in profile.qualities),
        *(("qualifications", None, text) for text in profile.qualifications),
        *(("routes", route.kind, route.text) for route in profile.routes),
        *(("pay", None, text) for text in profile.pay_notes),
    ]
    skills = [(slug, True) for slug in profile.skills.essential] + [(slug, False) for slug in profile.skills.useful]
    tables: list[tuple[type[Base], Sequence[dict[str, object]]]] = [
        (models.RoleName, [{"name": name, "is_title": name == profile.title} for name in names]),
        (models.RoleFact, [{"section": section, "kind": kind, "text": text} for section, kind, text in facts]),
        (models.RoleSkill, [{"skill_slug": slug, "essential": essential, "position": position}
                            for position, (slug, essential) in enumerate(skills)]),
        (models.Pay, [{**pay.model_dump(exclude={"source"}), "source_id": pay.source} for pay in profile.pay]),
        (models.RoleSource, [{"source_id": source.id, "section": section}
                             for source in profile.sources for section in source.covers]),
        (models.Progression, [{"next_slug": edge.role, "change": edge.change, "position": position}
                              for position, edge in enumerate(profile.progression)]),
        (models.RelatedRole, [{"related_slug": slug, "position": position}
                              for position, slug in enumerate(profile.related)]),
    ]  # fmt: skip
    for table, rows in tables:
        if rows:
            session.execute(insert(table), [{"role_slug": profile.slug, **row} for row in rows])

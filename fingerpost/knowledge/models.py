"""The tables of the knowledge base."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Date, DateTime, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fingerpost.database import Base

_ROLE = "roles.slug"


class Source(Base):
    """A publication that answers cite."""

    __tablename__ = "sources"
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    publisher: Mapped[str] = mapped_column(String(200))
    licence: Mapped[str] = mapped_column(String(200))
    date: Mapped[dt.date | None] = mapped_column(Date)
    url: Mapped[str | None] = mapped_column(String(500))


class Sector(Base):
    """A field of work and the words that people use for it."""

    __tablename__ = "sectors"
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    aliases: Mapped[list[str]] = mapped_column(JSON)


class Skill(Base):
    """An entry of the skill vocabulary."""

    __tablename__ = "skills"
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(20))
    aliases: Mapped[list[str]] = mapped_column(JSON)


class Role(Base):
    """A role. `digest` is the SHA-256 of its file's content, by which an unchanged profile is known."""

    __tablename__ = "roles"
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    plural: Mapped[str] = mapped_column(String(160))
    sector_slug: Mapped[str] = mapped_column(ForeignKey("sectors.slug"), index=True)
    summary: Mapped[str] = mapped_column(Text)
    working_pattern: Mapped[dict[str, str | None]] = mapped_column(JSON)
    regulator: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    codes: Mapped[dict[str, str | None]] = mapped_column(JSON)
    reviewed: Mapped[dt.date] = mapped_column(Date)
    digest: Mapped[str] = mapped_column(String(64))

    sector: Mapped[Sector] = relationship()
    names: Mapped[list["RoleName"]] = relationship(cascade="all, delete-orphan", order_by="RoleName.id")
    facts: Mapped[list["RoleFact"]] = relationship(cascade="all, delete-orphan", order_by="RoleFact.id")
    skills: Mapped[list["RoleSkill"]] = relationship(cascade="all, delete-orphan", order_by="RoleSkill.position")
    pay: Mapped[list["Pay"]] = relationship(cascade="all, delete-orphan", order_by="Pay.id")
    sources: Mapped[list["RoleSource"]] = relationship(cascade="all, delete-orphan", order_by="RoleSource.id")
    next_steps: Mapped[list["Progression"]] = relationship(
        cascade="all, delete-orphan", foreign_keys="Progression.role_slug", order_by="Progression.position"
    )
    related: Mapped[list["RelatedRole"]] = relationship(
        cascade="all, delete-orphan", foreign_keys="RelatedRole.role_slug", order_by="RelatedRole.position"
    )


class RoleName(Base):
    """A title, plural or alias. One alias may name several roles: the assistant then asks which."""

    __tablename__ = "role_names"
    id: Mapped[int] = mapped_column(primary_key=True)
    role_slug: Mapped[str] = mapped_column(ForeignKey(_ROLE, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(160), index=True)
    is_title: Mapped[bool]


class RoleFact(Base):
    """One sentence of a profile. `section` is duties, qualities, qualifications, routes or pay; `kind` a route's."""

    __tablename__ = "role_facts"
    __table_args__ = (Index("ix_role_facts_role_section", "role_slug", "section"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    role_slug: Mapped[str] = mapped_column(ForeignKey(_ROLE, ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)


class RoleSkill(Base):
    """A skill that a role needs."""

    __tablename__ = "role_skills"
    role_slug: Mapped[str] = mapped_column(ForeignKey(_ROLE, ondelete="CASCADE"), primary_key=True)
    skill_slug: Mapped[str] = mapped_column(ForeignKey("skills.slug"), primary_key=True)
    essential: Mapped[bool]
    position: Mapped[int]
    skill: Mapped[Skill] = relationship()


class Progression(Base):
    """A step from one role to another. Stored once; read both ways."""

    __tablename__ = "progressions"
    role_slug: Mapped[str] = mapped_column(ForeignKey(_ROLE, ondelete="CASCADE"), primary_key=True)
    next_slug: Mapped[str] = mapped_column(ForeignKey(_ROLE, ondelete="CASCADE"), primary_key=True, index=True)
    change: Mapped[str] = mapped_column(Text)
    position: Mapped[int]


class RelatedRole(Base):
    """Similar roles. Stored once; read both ways."""

    __tablename__ = "related_roles"
    role_slug: Mapped[str] = mapped_column(ForeignKey(_ROLE, ondelete="CASCADE"), primary_key=True)
    related_slug: Mapped[str] = mapped_column(ForeignKey(_ROLE, ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int]


class Pay(Base):
    """A sourced figure, in whole units of `currency` for each `period`."""

    __tablename__ = "pay"
    id: Mapped[int] = mapped_column(primary_key=True)
    role_slug: Mapped[str] = mapped_column(ForeignKey(_ROLE, ondelete="CASCADE"), index=True)
    country: Mapped[str] = mapped_column(String(2))
    level: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int] = mapped_column(Integer)
    currency: Mapped[str] = mapped_column(String(3))
    period: Mapped[str] = mapped_column(String(10))
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    source: Mapped[Source] = relationship()


class RoleSource(Base):
    """Which source stands behind which section of a role."""

    __tablename__ = "role_sources"
    id: Mapped[int] = mapped_column(primary_key=True)
    role_slug: Mapped[str] = mapped_column(ForeignKey(_ROLE, ondelete="CASCADE"), index=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    section: Mapped[str] = mapped_column(String(20))
    source: Mapped[Source] = relationship()


class KnowledgeLoad(Base):
    """One row for each load that changed something: the highest id is the knowledge base's version."""

    __tablename__ = "knowledge_loads"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))

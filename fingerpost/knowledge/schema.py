"""The shape of the files that editors write under `data/`. `docs/editorial.md` explains each field."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=1000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
Section = Literal[
    "summary", "duties", "qualities", "skills", "qualifications", "routes", "working_pattern",
    "progression", "related", "pay",
]  # fmt: skip
SkillKind = Literal["knowledge", "tool", "technique", "personal"]
RouteKind = Literal["degree", "apprenticeship", "college", "training", "work", "direct"]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Document):
    """A publication that answers cite. `date` is None where the publication states none."""

    id: Slug | Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    title: Name
    publisher: Name
    licence: Name
    date: date | None
    url: str | None


class Sector(_Document):
    """A field of work."""

    slug: Slug
    title: Name
    aliases: list[Name] = []


class Skill(_Document):
    """One entry of the skill vocabulary."""

    slug: Slug
    name: Name
    kind: SkillKind
    aliases: list[Name] = []


class Skills(_Document):
    """Skill slugs: what the role cannot be done without, and what helps."""

    essential: list[Slug] = Field(min_length=1)
    useful: list[Slug] = []


class Route(_Document):
    """A way in."""

    kind: RouteKind
    text: Text


class WorkingPattern(_Document):
    """Hours (a week), pattern (when) and place (where, physical conditions)."""

    hours: Text | None = None
    pattern: Text
    place: Text | None = None


class ProgressionEdge(_Document):
    """A step to another role and what changes with it."""

    role: Slug
    change: Text


class Pay(_Document):
    """One sourced figure: `amount` in whole units of `currency` for each `period`."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    level: Literal["starter", "experienced", "p10", "p25", "median", "p75", "p90"]
    amount: int = Field(gt=0)
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    period: Literal["year", "month", "week", "day", "hour"]
    source: str


class Regulator(_Document):
    """Who regulates the role and what registration it takes."""

    name: Name
    registration: Text
    url: str | None = None


class Codes(_Document):
    """Codes of the classifications: SOC 2020 (4 digits), O*NET-SOC 2019, ESCO URI."""

    soc2020: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None = None
    onet_soc: Annotated[str, StringConstraints(pattern=r"^\d{2}-\d{4}\.\d{2}$")] | None = None
    esco: str | None = None


class RoleSource(_Document):
    """Which sections of the profile a source stands behind."""

    id: str
    covers: list[Section] = Field(min_length=1)


class RoleProfile(_Document):
    """One role, as in `data/roles/<slug>.yml`."""

    slug: Slug
    title: Name
    plural: Name
    aliases: list[Name] = []
    sector: Slug
    summary: Text
    duties: list[Text] = Field(min_length=6)
    qualities: list[Text] = Field(min_length=5)
    skills: Skills
    qualifications: list[Text] = Field(min_length=1)
    routes: list[Route] = Field(min_length=2)
    working_pattern: WorkingPattern
    progression: list[ProgressionEdge] = []
    related: list[Slug] = []
    pay: list[Pay] = []
    pay_notes: list[Text] = []
    regulator: Regulator | None = None
    codes: Codes = Codes()
    sources: list[RoleSource] = Field(min_length=1)
    reviewed: date

    @model_validator(mode="after")
    def _grounded(self) -> "RoleProfile":
        covered = {section for source in self.sources for section in source.covers}
        needed = {"summary", "duties", "qualities", "skills", "qualifications", "routes", "working_pattern"}
        needed |= {"progression"} if self.progression else set()
        needed |= {"related"} if self.related else set()
        needed |= {"pay"} if self.pay_notes else set()
        if missing := sorted(needed - covered):
            raise ValueError(f"no source covers: {', '.join(missing)}")
        if len(self.skills.essential) + len(self.skills.useful) < 6:
            raise ValueError("at least 6 skills are needed, essential and useful together")
        if both := set(self.skills.essential) & set(self.skills.useful):
            raise ValueError(f"skills both essential and useful: {', '.join(sorted(both))}")
        return self

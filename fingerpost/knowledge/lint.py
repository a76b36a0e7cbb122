"""Rules over all knowledge files together: what the schema of one file cannot see."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fingerpost.knowledge.files import KnowledgeFiles, Located, Problem, read_knowledge
from fingerpost.knowledge.schema import RoleProfile


def lint(data: Path) -> list[Problem]:
    """Every problem of the files below `data`, by file and line."""
    return lint_files(read_knowledge(data))


def lint_files(files: KnowledgeFiles) -> list[Problem]:
    """Every problem of `files`, those found while reading included."""
    problems = [
        *files.problems,
        *_duplicates(files.sources, "id"),
        *_duplicates(files.sectors, "slug"),
        *_duplicates(files.skills, "slug"),
        *_repeated_sentences(files.roles),
        *_title_clashes(files.roles),
    ]
    known = _Known(files)
    for role in files.roles:
        problems.extend(known.dangling(role))
    return sorted(set(problems), key=lambda problem: (str(problem.file), problem.line, problem.message))


class _Known:
    """What may be referred to."""

    def __init__(self, files: KnowledgeFiles) -> None:
        self.sources = {source.document.id for source in files.sources}
        self.sectors = {sector.document.slug for sector in files.sectors}
        self.skills = {skill.document.slug for skill in files.skills}
        # A profile that could not be read is reported itself; its neighbours are not at fault.
        self.roles = {role.document.slug for role in files.roles} | {
            problem.file.stem for problem in files.problems if problem.file.parent.name == "roles"
        }

    def dangling(self, role: Located[RoleProfile]) -> Iterator[Problem]:
        """References of `role` to what does not exist, or to itself."""
        profile = role.document
        references: list[tuple[str, str, set[str], tuple[str | int, ...]]] = [
            ("sector", profile.sector, self.sectors, ("sector",)),
            *(
                ("skill", slug, self.skills, ("skills", need, index))
                for need, slugs in (("essential", profile.skills.essential), ("useful", profile.skills.useful))
                for index, slug in enumerate(slugs)
            ),
            *(
                ("role", edge.role, self.roles, ("progression", index, "role"))
                for index, edge in enumerate(profile.progression)
            ),
            *(("role", slug, self.roles, ("related", index)) for index, slug in enumerate(profile.related)),
            *(("source", pay.source, self.sources, ("pay", index, "source")) for index, pay in enumerate(profile.pay)),
            *(
                ("source", source.id, self.sources, ("sources", index, "id"))
                for index, source in enumerate(profile.sources)
            ),
        ]
        for kind, slug, known, path in references:
            if slug not in known:
                yield Problem(role.file, role.line_of(*path), f"unknown {kind} '{slug}'")
            elif kind == "role" and slug == profile.slug:
                yield Problem(role.file, role.line_of(*path), "refers to itself")
        for name, slugs in (
            ("skills", [*profile.skills.essential, *profile.skills.useful]),
            ("progression", [edge.role for edge in profile.progression]),
            ("related", list(profile.related)),
        ):
            if repeated := sorted({slug for slug in slugs if slugs.count(slug) > 1}):
                yield Problem(role.file, role.line_of(name), f"{name}: given twice: {', '.join(repeated)}")
        for source in {pay.source for pay in profile.pay}:
            if not any(entry.id == source and "pay" in entry.covers for entry in profile.sources):
                yield Problem(role.file, role.line_of("pay"), f"pay cites '{source}', which does not cover pay")


def _duplicates(documents: Iterable[Located[Any]], key: str) -> Iterator[Problem]:
    first: dict[str, Located[Any]] = {}
    for located in documents:
        value = getattr(located.document, key)
        if value in first:
            other = first[value]
            yield Problem(located.file, located.line, f"'{value}' is defined already at {other.file}:{other.line}")
        first.setdefault(value, located)


def _repeated_sentences(roles: list[Located[RoleProfile]]) -> Iterator[Problem]:
    first: dict[str, Located[RoleProfile]] = {}
    for role in roles:
        for section in ("duties", "qualities", "qualifications", "routes"):
            for index, item in enumerate(getattr(role.document, section)):
                text = item if isinstance(item, str) else item.text
                key = " ".join(text.casefold().split()).rstrip(".")
                if key in first:
                    where = f"{first[key].file.name}"
                    yield Problem(role.file, role.line_of(section, index), f"the same sentence stands in {where}")
                first.setdefault(key, role)


def _title_clashes(roles: list[Located[RoleProfile]]) -> Iterator[Problem]:
    titles: dict[str, Located[RoleProfile]] = {}
    for role in roles:
        key = role.document.title.casefold()
        if key in titles:
            yield Problem(role.file, role.line_of("title"), f"the title is also that of {titles[key].file.name}")
        titles.setdefault(key, role)
    for role in roles:
        for index, alias in enumerate(role.document.aliases):
            owner = titles.get(alias.casefold())
            if owner is not None:
                what = "its own title" if owner is role else f"the title of {owner.file.name}"
                yield Problem(role.file, role.line_of("aliases", index), f"alias '{alias}' is {what}")

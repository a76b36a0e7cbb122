"""Reading the knowledge files under `data/`, with the line of every problem."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from fingerpost.knowledge.schema import RoleProfile, Sector, Skill, Source

Document = TypeVar("Document", bound=BaseModel)


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file; `line` counts from 1."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        """`file:line: message`, as editors jump to it."""
        return f"{self.file}:{self.line}: {self.message}"


class KnowledgeError(Exception):
    """The knowledge files have problems; nothing was loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Located(Generic[Document]):
    """A valid document and where it stands. `tree` is the parsed YAML, which knows its lines."""

    file: Path
    line: int
    document: Document
    tree: Any
    digest: str = ""

    def line_of(self, *path: str | int) -> int:
        """The line of a field, such as `("progression", 0, "role")`."""
        return _line_of(self.tree, path, self.line)


@dataclass
class KnowledgeFiles:
    """All that the files say, and all that is wrong with them."""

    sources: list[Located[Source]] = field(default_factory=list)
    sectors: list[Located[Sector]] = field(default_factory=list)
    skills: list[Located[Skill]] = field(default_factory=list)
    roles: list[Located[RoleProfile]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_knowledge(data: Path) -> KnowledgeFiles:
    """Read `sources.yml`, `sectors.yml`, `skills/*.yml` and `roles/*.yml` below `data`."""
    files = KnowledgeFiles()
    files.sources = list(_read_list(data / "sources.yml", Source, files.problems))
    files.sectors = list(_read_list(data / "sectors.yml", Sector, files.problems))
    for path in sorted((data / "skills").glob("*.yml")):
        files.skills.extend(_read_list(path, Skill, files.problems))
    for path in sorted((data / "roles").glob("*.yml")):
        files.roles.extend(read_role(path, files.problems))
    return files


def read_role(path: Path, problems: list[Problem]) -> Iterator[Located[RoleProfile]]:
    """Read one profile; what is wrong is added to `problems`."""
    tree = _parse(path, problems)
    if tree is None:
        return
    role = _validate(RoleProfile, tree, path, 1, problems)
    if role is None:
        return
    if role.slug != path.stem:
        problems.append(Problem(path, _line_of(tree, ("slug",), 1), f"slug '{role.slug}' is not the file's name"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    yield Located(path, 1, role, tree, digest)


def _read_list(path: Path, model: type[Document], problems: list[Problem]) -> Iterator[Located[Document]]:
    tree = _parse(path, problems)
    if tree is None:
        return
    if not isinstance(tree, list):
        problems.append(Problem(path, 1, "expected a list"))
        return
    for index, item in enumerate(tree):
        line = _line_of(tree, (index,), 1)
        document = _validate(model, item, path, line, problems)
        if document is not None:
            yield Located(path, line, document, item)


def _parse(path: Path, problems: list[Problem]) -> Any:
    try:
        tree = YAML().load(path.read_text(encoding="utf-8"))
    except OSError as error:
        problems.append(Problem(path, 1, f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(Problem(path, line, "is not UTF-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        problems.append(Problem(path, mark.line + 1 if mark else 1, f"is not valid YAML: {error.problem}"))
    else:
        if tree is None:
            problems.append(Problem(path, 1, "is empty"))
        return tree
    return None


def _validate(model: type[Document], tree: Any, path: Path, line: int, problems: list[Problem]) -> Document | None:
    try:
        return model.model_validate(_plain(tree))
    except ValidationError as error:
        for detail in error.errors():
            location = detail["loc"]
            name = ".".join(str(part) for part in location)
            message = detail["msg"].removeprefix("Value error, ")
            problems.append(Problem(path, _line_of(tree, location, line), f"{name}: {message}" if name else message))
        return None


def _plain(tree: Any) -> Any:
    """Ruamel's own containers and scalars as plain Python, which pydantic checks strictly."""
    if isinstance(tree, dict):
        return {str(key): _plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(value) for value in tree]
    return str(tree) if isinstance(tree, str) else tree


def _line_of(tree: Any, path: tuple[str | int, ...], default: int) -> int:
    """The line (from 1) of the deepest part of `path` that exists."""
    line = default
    for part in path:
        position = getattr(getattr(tree, "lc", None), "data", None) or {}
        if part not in position:
            break
        line = position[part][0] + 1
        tree = tree[part]
    return line

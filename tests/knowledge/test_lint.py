"""`roles lint`: every problem, with file and line."""

from pathlib import Path

import pytest

from fingerpost.knowledge.lint import lint
from tests.profiles import SKILLS, dump, profile, small_base, write_base


def problems(data: Path) -> list[str]:
    return [f"{problem.file.name}:{problem.line}: {problem.message}" for problem in lint(data)]


def with_role(tmp_path: Path, **changes: object) -> list[str]:
    return problems(write_base(tmp_path, [*small_base(), profile("stoker", **changes)]))


def test_a_sound_base_has_no_problems(tmp_path):
    assert problems(write_base(tmp_path)) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"duties": ["Only one duty"]}, "duties: List should have at least 6 items"),
        ({"qualities": ["Only one"]}, "qualities: List should have at least 5 items"),
        ({"routes": [{"kind": "college", "text": "A course"}]}, "routes: List should have at least 2 items"),
        ({"routes": [{"kind": "magic", "text": "A spell"}] * 2}, "routes.0.kind: Input should be"),
        ({"sector": "space"}, "unknown sector 'space'"),
        ({"skills": {"essential": ["juggling"], "useful": [f"skill-{n}" for n in range(1, 6)]}}, "unknown skill 'juggling'"),
        ({"skills": {"essential": ["skill-1"], "useful": []}}, "at least 6 skills are needed"),
        ({"skills": {"essential": ["skill-1"] * 2, "useful": [f"skill-{n}" for n in range(2, 6)]}}, "given twice: skill-1"),
        ({"progression": [{"role": "admiral", "change": "All ships"}]}, "unknown role 'admiral'"),
        ({"progression": [{"role": "stoker", "change": "Round and round"}]}, "refers to itself"),
        ({"related": ["admiral"]}, "unknown role 'admiral'"),
        ({"reviewed": "last week"}, "reviewed: Input should be a valid date"),
        ({"summary": None}, "summary: Field required"),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
        ({"sources": [{"id": "hearsay", "covers": ["summary"]}]}, "no source covers:"),
        ({"aliases": ["captain"]}, "alias 'captain' is the title of captain.yml"),
        ({"title": "Captain"}, "the title is also that of captain.yml"),
        ({"duties": [f"Mate duty {n}" for n in range(1, 7)]}, "the same sentence stands in mate.yml"),
        (
            {"pay": [{"country": "GB", "level": "median", "amount": 1, "currency": "GBP", "period": "year", "source": "census"}]},
            "pay cites 'census', which does not cover pay",
        ),
        ({"codes": {"soc2020": "12"}}, "codes.soc2020: String should match pattern"),
    ],
)  # fmt: skip
def test_each_kind_of_problem_is_found(tmp_path, changes, message):
    assert any(message in problem for problem in with_role(tmp_path, **changes)), with_role(tmp_path, **changes)


def test_the_line_is_that_of_the_field(tmp_path):
    data = write_base(tmp_path, [*small_base(), profile("stoker", sector="space")])
    [found] = problems(data)
    line = int(found.split(":")[1])
    assert (data / "roles" / "stoker.yml").read_text().splitlines()[line - 1].startswith("sector:")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"slug: [unclosed", "is not valid YAML"),
        (b"\xff\xfe broken", "is not UTF-8"),
        (b"", "is empty"),
        (b"- a list", "Input should be a valid dictionary"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, content, message):
    data = write_base(tmp_path)
    (data / "roles" / "broken.yml").write_bytes(content)
    assert any("broken.yml:1" in problem and message in problem for problem in problems(data))


def test_all_problems_come_at_once(tmp_path):
    found = with_role(tmp_path, sector="space", related=["admiral"])
    assert len(found) == 2


def test_the_file_is_named_for_the_slug(tmp_path):
    data = write_base(tmp_path)
    dump(data / "roles" / "sailor.yml", profile("stoker"))
    assert any("slug 'stoker' is not the file's name" in problem for problem in problems(data))


def test_the_vocabulary_is_checked_too(tmp_path):
    data = write_base(tmp_path, skills=[*SKILLS, SKILLS[0], {"slug": "UPPER", "name": "x", "kind": "tool"}])
    found = problems(data)
    assert any("'skill-1' is defined already" in problem for problem in found)
    assert any("slug: String should match pattern" in problem for problem in found)


def test_a_missing_vocabulary_is_a_problem_not_a_crash(tmp_path):
    data = write_base(tmp_path)
    (data / "sectors.yml").unlink()
    assert any("sectors.yml:1: cannot be read" in problem for problem in problems(data))


def test_a_list_is_expected(tmp_path):
    data = write_base(tmp_path)
    (data / "sources.yml").write_text("id: one")
    assert any("sources.yml:1: expected a list" in problem for problem in problems(data))

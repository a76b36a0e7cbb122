"""The profiles that ship: breadth, links, and agreement with the reference material where it is at hand."""

import csv
from pathlib import Path

import pytest

from fingerpost.knowledge.files import read_knowledge
from fingerpost.knowledge.lint import lint_files
from fingerpost.settings import PROJECT
from tests.services import SHARED, missing

FILES = read_knowledge(PROJECT / "data")
ROLES = {role.document.slug: role.document for role in FILES.roles}


def reference(path: str) -> Path:
    file = PROJECT / SHARED / path
    if not file.is_file():
        missing(f"the reference file {path}")
    return file


def test_no_problems():
    assert lint_files(FILES) == []


def test_breadth():
    assert len(ROLES) >= 24
    assert len({role.sector for role in ROLES.values()}) >= 8
    named = {"back-end-developer", "front-end-developer", "computer-programmer", "senior-developer", "lead-developer",
             "it-director", "nurse", "electrician", "plumber", "primary-teacher", "accountant", "chef", "hgv-driver",
             "solicitor", "graphic-designer", "care-worker"}  # fmt: skip
    assert named <= set(ROLES)


def test_every_role_is_on_a_path():
    targets = {edge.role for role in ROLES.values() for edge in role.progression}
    assert [slug for slug, role in ROLES.items() if not role.progression and slug not in targets] == []


def test_back_end_developer_leads_and_comes_from_where_the_article_says():
    assert {"senior-developer", "lead-developer", "it-director"} == {
        edge.role for edge in ROLES["back-end-developer"].progression
    }
    for before in ("front-end-developer", "computer-programmer"):
        assert "back-end-developer" in {edge.role for edge in ROLES[before].progression}


@pytest.mark.parametrize(
    "fact",
    [
        "front-end developers", "speed", "scaled", "security", "data storage", "senior management", "every stage",
        "detail", "several things going at once", "organised", "time", "under pressure", "mobile, web or cloud",
        "frameworks", "hosting", "industry", "PHP", "Python", "Ruby", "Java", ".NET", "JavaScript", "Go", "Rust", "MySQL",
        "PostgreSQL", "MongoDB", "Redis", "Neo4j", "Git", "CI/CD", "HTML", "CSS", "computer science",
        "advanced mathematics", "website development", "computer programming", "fluency", "great demand",
        "designs, modifies, repairs and maintains", "seldom see", "rises with each level", "team",
    ],
)  # fmt: skip
def test_back_end_developer_has_every_fact_of_the_article(fact):
    role = ROLES["back-end-developer"]
    names = {skill.document.slug: skill.document.name for skill in FILES.skills}
    skills = [names[slug] for slug in (*role.skills.essential, *role.skills.useful)]
    text = " ".join([role.model_dump_json(), *skills]).lower()
    assert fact.lower() in text


def test_pay_and_hours_are_those_of_the_source():
    with reference("reference/ncs-job-profiles-2019-05-10-facts.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    pairs = {(row["SalaryStarter"], row["SalaryExperienced"], row["MaximumHours"]) for row in rows}
    checked = 0
    for role in ROLES.values():
        if not role.pay:
            continue
        amounts = {pay.level: pay.amount for pay in role.pay}
        hours = "".join(filter(str.isdigit, role.working_pattern.hours or ""))
        assert (str(amounts["starter"]), str(amounts["experienced"]), hours) in pairs, role.slug
        checked += 1
    assert checked >= 24


def test_codes_exist_in_the_classifications():
    soc = {
        line[:4]
        for line in reference("reference/ons-soc2020-coding-index-2024-10.csv").read_text("latin-1").splitlines()
    }
    onet = {line.split("\t")[0] for line in reference("onet/Occupation Data.txt").read_text("utf-8").splitlines()}
    for role in ROLES.values():
        assert role.codes.soc2020 is None or role.codes.soc2020 in soc, role.slug
        assert role.codes.onet_soc is None or role.codes.onet_soc in onet, role.slug


def test_regulated_roles_name_their_regulator():
    for slug in ("nurse", "paramedic", "social-worker", "solicitor", "barrister", "primary-teacher"):
        assert ROLES[slug].regulator is not None, slug

"""The role linker on the real names: spelling, number, ambiguity, unknown jobs, non-roles."""

import pytest

from fingerpost.database import read_session
from fingerpost.knowledge.linker import RoleLinker, compact
from fingerpost.knowledge.queries import role_names, sector_names

COMMON = ["plum", "word", "drive", "course", "nature", "skills", "salary", "hours"]


@pytest.fixture(scope="module")
def linker(loaded):
    with read_session(loaded) as session:
        return RoleLinker(role_names(session), sector_names(session), COMMON)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("what does a back-end developer do", "back-end-developer"),
        ("Back End Developers", "back-end-developer"),
        ("backend dev", "back-end-developer"),
        ("server side engineers", "back-end-developer"),
        ("bakend develper skills", "back-end-developer"),
        ("FRONTEND DEV", "front-end-developer"),
        ("HGV drivers", "hgv-driver"),
        ("hgv's", "hgv-driver"),
        ("truck driver", "hgv-driver"),
        ("plummer", "plumber"),
        ("soliciter", "solicitor"),
        ("electrican", "electrician"),
        ("accountent", "accountant"),
        ("carers", "care-worker"),
        ("sparkies", "electrician"),
        ("chippy", "carpenter"),
        ("head of IT", "it-director"),
        ("CTO", "it-director"),
        ("primary school teachers", "primary-teacher"),
        ("barristers", "barrister"),
        ("graphic desinger", "graphic-designer"),
        ("a nurse's day", "nurse"),
    ],
)
def test_a_name_is_linked(linker, text, slug):
    assert [mention.slugs for mention in linker.find(text) if mention.kind == "role"] == [(slug,)]


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("developer", {"back-end-developer", "front-end-developer"}),
        ("what does a driver earn", {"hgv-driver", "delivery-driver"}),
        ("designers", {"graphic-designer", "web-designer"}),
    ],
)
def test_an_ambiguous_name_keeps_its_candidates(linker, text, some):
    [mention] = linker.find(text)
    assert mention.kind == "ambiguous_role"
    assert some <= set(mention.slugs)


def test_the_longest_name_wins(linker):
    assert [mention.slugs for mention in linker.find("senior care worker or head chef")] == [
        ("senior-care-worker",),
        ("head-chef",),
    ]


def test_several_roles_keep_their_order(linker):
    found = linker.find("is a plumber better off than a nurse or an electrician")
    assert [mention.slugs[0] for mention in found] == ["plumber", "nurse", "electrician"]


@pytest.mark.parametrize("text", ["I want to nurse my career back", "can you cook the tea", "what is the weather", "",
                                  "drive me to the course", "🙂🙂", "of in the"])  # fmt: skip
def test_what_is_no_role_is_left_alone(linker, text):
    assert linker.find(text) == []


def test_a_marked_name_that_says_more_is_unknown(linker):
    text = "how much does a dental nurse earn"
    [mention] = linker.find(text, [(text.index("dental"), text.index(" earn"))])
    assert (mention.kind, mention.text) == ("unknown_role", "dental nurse")
    assert "nurse" in mention.slugs


@pytest.mark.parametrize("words", ["junior nurse", "qualified nurse", "trainee nurses"])
def test_a_modifier_does_not_make_another_role(linker, words):
    [mention] = linker.find(words, [(0, len(words))])
    assert mention.slugs == ("nurse",)


def test_a_marked_name_that_is_unknown(linker):
    [mention] = linker.find("what about a zookeeper", [(13, 22)])
    assert (mention.kind, mention.text) == ("unknown_role", "zookeeper")


@pytest.mark.parametrize(
    ("text", "slug"),
    [("jobs in health care", "health"), ("work in IT", "computing"), ("legal jobs", "law"), ("the trades", "construction")],
)  # fmt: skip
def test_sectors(linker, text, slug):
    assert [mention.slugs for mention in linker.find(text) if mention.kind == "sector"] == [(slug,)]


def test_it_in_lower_case_is_a_pronoun(linker):
    assert linker.find("how much does it pay") == []


@pytest.mark.parametrize("name", ["Back-End Developers", "back end developer", "backend devs"])
def test_compact_names_are_one(name):
    assert compact(name) == "backenddeveloper"

"""Duties, and what every question about a role shares: which role is meant."""

from tests.actions.conftest import entity


def test_all_duties_are_listed(run):
    [text, sources, choices], _ = run("role_duties", [entity("role", "mate")])
    assert text.text.startswith("**Mate: what the job involves**")
    assert all(f"Mate duty {n}" in text.text for n in range(1, 7))
    assert sources.type == "sources"
    assert "role_duties" not in [choice.payload.split("{")[0][1:] for choice in choices.choices]


def test_the_role_of_the_conversation_stands_in(run):
    [text, *_], _ = run("role_duties", slots={"role": "captain"})
    assert "Captain duty 1" in text.text


def test_without_a_role_it_asks_which_and_keeps_the_question(run):
    [text], slots = run("role_duties")
    assert text.text.startswith("Which role do you mean?")
    assert slots == {"pending": ["role_duties"]}


def test_two_roles_are_answered_in_order(run):
    [first, second, *_], slots = run("role_duties", [entity("role", "pilot"), entity("role", "mate")])
    assert "Pilot duty 1" in first.text
    assert "Mate duty 1" in second.text
    assert slots["role"] == "mate"


def test_two_questions_are_answered_in_order(run):
    questions = [entity("question", "role_pay"), entity("question", "role_skills")]
    [pay, skills, _sources, _choices], slots = run("role_duties", [entity("role", "deckhand"), *questions])
    assert "£18,000" in pay.text
    assert "Skill 1" in skills.text
    assert slots["topics"] == ["role_pay", "role_skills"]


def test_an_ambiguous_name_asks_with_choices(run):
    [choices], slots = run("role_duties", [entity("ambiguous_role", "sailor", ["deckhand", "mate"])])
    assert "sailor" in choices.text
    assert [choice.label for choice in choices.choices] == ["Deckhand", "Mate"]
    assert choices.choices[0].payload == '/name_role{"role": "deckhand"}'
    assert slots == {"pending": ["role_duties"]}


def test_an_unknown_role_is_said_so_with_the_nearest(run):
    [text, choices], slots = run("role_duties", [entity("unknown_role", "mate's mate", ["mate"])])
    assert "don't have a profile for “mate's mate”" in text.text
    assert [choice.label for choice in choices.choices] == ["Mate"]
    assert slots == {"pending": ["role_duties"], "role": None}


def test_an_unknown_role_beside_a_known_one_is_not_passed_over(run):
    found = [entity("role", "mate"), entity("unknown_role", "stoker", [])]
    [unknown, duties, *_], _ = run("role_duties", found)
    assert "stoker" in unknown.text
    assert "Mate duty 1" in duties.text


def test_a_role_that_is_gone_is_an_apology_not_silence(run):
    [apology], slots = run("role_duties", slots={"role": "steward"})
    assert "something went wrong on our side" in apology.text
    assert "reference" in apology.text
    assert slots == {}

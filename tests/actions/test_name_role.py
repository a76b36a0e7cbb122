"""A message that only names a role carries a question from before."""

from tests.actions.conftest import entity


def test_the_pending_question_is_answered(run):
    [text, *_], slots = run("name_role", [entity("role", "mate")], {"pending": ["role_hours"], "topics": ["role_pay"]})
    assert "Watches" in text.text
    assert slots["pending"] is None


def test_the_last_question_is_asked_again(run):
    [text, *_], _ = run("name_role", [entity("role", "deckhand")], {"topics": ["role_pay"]})
    assert "£18,000" in text.text


def test_with_nothing_before_it_gives_the_overview(run):
    [card, *_], _ = run("name_role", [entity("role", "pilot")])
    assert card.type == "card"

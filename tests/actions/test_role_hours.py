"""Working pattern."""

from tests.actions.conftest import entity


def test_hours_when_and_where(run):
    [text, *_], _ = run("role_hours", [entity("role", "deckhand")])
    assert "40 hours a week" in text.text
    assert "Watches" in text.text
    assert "On board" in text.text

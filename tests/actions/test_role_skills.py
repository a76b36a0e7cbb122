"""Skills: essential and useful apart."""

from tests.actions.conftest import entity


def test_essential_and_useful_stand_apart(run):
    [text, *_], _ = run("role_skills", [entity("role", "deckhand")])
    essential, _, useful = text.text.partition("Useful:")
    assert "Essential:" in essential
    assert [f"Skill {n}" in essential for n in range(1, 7)] == [True] * 3 + [False] * 3
    assert [f"Skill {n}" in useful for n in range(1, 7)] == [False] * 3 + [True] * 3

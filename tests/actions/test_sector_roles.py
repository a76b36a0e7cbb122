"""Roles of a sector, or the sectors."""

from tests.actions.conftest import entity


def test_the_roles_of_a_sector(run):
    [choices], _ = run("sector_roles", [entity("sector", "sea")])
    assert [choice.label for choice in choices.choices] == ["Captain", "Deckhand", "Mate"]


def test_without_a_sector_the_sectors_with_their_counts(run):
    [choices], _ = run("sector_roles")
    assert "4 roles in 2 sectors" in choices.text
    assert [choice.label for choice in choices.choices] == ["Work at sea (3)", "Work in the air (1)"]
    assert choices.choices[0].payload == '/sector_roles{"sector": "sea"}'

"""Overview: a card from the profile, its source and what to ask next."""

from tests.actions.conftest import entity


def test_card_holds_the_profile(run):
    [card, sources, choices], slots = run("role_overview", [entity("role", "deckhand")])
    assert (card.type, card.title, card.subtitle) == ("card", "Deckhand", "Work at sea")
    assert card.text == "Deckhand is what this is about."
    assert [section.items for section in card.sections] == [
        ["Deckhand duty 1", "Deckhand duty 2", "Deckhand duty 3"],
        ["Skill 1", "Skill 2", "Skill 3"],
        ["Mate"],
    ]
    assert [source.publisher for source in sources.sources] == ["Fingerpost editors"]
    assert str(sources.sources[0].date) == "2026-11-23"
    assert choices.choices[0].payload == '/role_duties{"role": "deckhand"}'
    assert slots["role"] == "deckhand"
    assert slots["topics"] == ["role_overview"]


def test_a_role_that_leads_nowhere_has_no_such_section(run):
    [card, *_], _ = run("role_overview", [entity("role", "captain")])
    assert len(card.sections) == 2

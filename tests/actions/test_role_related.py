"""Similar roles, both ways."""

import pytest

from tests.actions.conftest import entity


@pytest.mark.parametrize(("role", "similar"), [("deckhand", "Pilot"), ("pilot", "Deckhand")])
def test_the_link_works_both_ways(run, role, similar):
    [choices, sources, _], _ = run("role_related", [entity("role", role)])
    assert [choice.label for choice in choices.choices] == [similar]
    assert sources.type == "sources"


def test_none_is_said(run):
    [text, *rest], _ = run("role_related", [entity("role", "captain")])
    assert "names none" in text.text
    assert "sources" not in [message.type for message in rest]

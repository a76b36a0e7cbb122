"""What leads to a role."""

from tests.actions.conftest import entity


def test_steps_are_the_way_back_of_next(run):
    [path, *_], _ = run("role_previous", [entity("role", "mate")])
    assert path.direction == "previous"
    assert [step.slug for step in path.steps] == ["deckhand"]


def test_a_first_role_points_to_the_ways_in(run):
    [text, *_], _ = run("role_previous", [entity("role", "deckhand")])
    assert "Ask how to get in" in text.text

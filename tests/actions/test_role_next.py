"""What comes next."""

from tests.actions.conftest import entity


def test_each_step_says_what_changes(run):
    [path, sources, _], _ = run("role_next", [entity("role", "deckhand")])
    assert (path.type, path.direction) == ("path", "next")
    assert [(step.slug, step.change) for step in path.steps] == [("mate", "You take charge of a watch.")]
    assert sources.type == "sources"


def test_the_end_of_a_line_is_said(run):
    [text, *_], _ = run("role_next", [entity("role", "captain")])
    assert "names no further step" in text.text

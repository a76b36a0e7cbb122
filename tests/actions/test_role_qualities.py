"""Personal qualities."""

from tests.actions.conftest import entity


def test_all_qualities_are_listed(run):
    [text, sources, _], _ = run("role_qualities", [entity("role", "pilot")])
    assert all(f"Pilot quality {n}" in text.text for n in range(1, 6))
    assert sources.sources[0].title == "Role profile"

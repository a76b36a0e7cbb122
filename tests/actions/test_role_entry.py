"""How to get in: qualifications, routes, registration."""

from tests.actions.conftest import entity


def test_qualifications_and_routes(run):
    [text, *_], _ = run("role_entry", [entity("role", "deckhand")])
    assert "Deckhand certificate" in text.text
    assert "_Apprenticeship_: Deckhand apprenticeship" in text.text
    assert "Regulated" not in text.text


def test_a_regulated_role_names_regulator_and_registration(run):
    [text, *_], _ = run("role_entry", [entity("role", "mate")])
    assert "Regulated by [Coastguard](https://example.org/cg): Hold a certificate." in text.text

"""Pay: sourced figures with their date, or plainly none."""

from tests.actions.conftest import entity


def test_figures_carry_country_date_and_an_age_note(run):
    [text, sources, _], _ = run("role_pay", [entity("role", "deckhand")])
    assert "UK, as of 10 May 2019" in text.text
    assert "Starting out: £18,000 a year" in text.text
    assert "With experience: £31,000 a year" in text.text
    note = {source.publisher: source.note for source in sources.sources}["Office of Pay"]
    assert "older than 24 months" in note


def test_without_a_figure_it_says_so_and_adds_what_is_known(run):
    [text, *_], _ = run("role_pay", [entity("role", "captain")])
    assert "no sourced figure for what captains earn" in text.text
    assert "Pay rises with the size of the ship." in text.text
    assert "£" not in text.text

"""A message that was not understood."""

from tests.actions.conftest import entity


def test_with_a_role_the_likeliest_questions_are_offered(run):
    ranking = ["greet", "role_pay", "role_hours", "role_next", "role_entry"]
    [choices], _ = run("fallback", [entity("role", "mate")], ranking=ranking)
    assert "Mate" in choices.text
    assert [choice.payload for choice in choices.choices][:2] == [
        '/role_pay{"role": "mate"}',
        '/role_hours{"role": "mate"}',
    ]


def test_without_a_role_examples(run):
    [text, choices], _ = run("fallback")
    assert "didn't understand" in text.text
    assert len(choices.choices) >= 3

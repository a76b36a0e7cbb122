"""Forgetting the thread."""


def test_the_memory_is_cleared(run):
    messages, slots = run("start_again", slots={"role": "mate", "topics": ["role_pay"]})
    assert "start again" in messages[0].text
    assert slots == {"role": None, "topics": None, "pending": None, "last_answer": None}

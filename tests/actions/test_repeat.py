"""Saying the last answer again."""


def test_the_last_answer_comes_again(run):
    [text, *_], _ = run("repeat", slots={"last_answer": {"topics": ["role_hours"], "roles": ["mate"]}})
    assert "Watches" in text.text


def test_nothing_to_repeat(run):
    [text], _ = run("repeat")
    assert "nothing to repeat" in text.text

"""A cry for help is never taken for something else."""

import pytest

from fingerpost.nlu.distress import in_distress


@pytest.mark.parametrize(
    "text",
    ["i am going to hurt myself", "I want to kill my self", "I’m suicidal", "thinking about ending my life", "i wanna die",
     "I just want to end it all", "dont want to be here anymore", "everyone would be better off without me",
     "no point living", "i could jump off a bridge", "I've taken too many tablets", "life isnt worth it", "self harming"],
)  # fmt: skip
def test_it_is_heard(text):
    assert in_distress(text)


@pytest.mark.parametrize(
    "text",
    ["what kills plants", "how do I cut costs", "the job is killing me but the pay is good", "do nurses see people die",
     "can i hurt my chances by leaving", "how long does a paramedic live on site", "take my driving test",
     "I can't go on Tuesday", "what is the point of a degree"],
)  # fmt: skip
def test_what_is_none_is_left_alone(text):
    assert not in_distress(text)

"""Examples to pick, of roles that the real base has."""

from actions.examples import EXAMPLES
from fingerpost.settings import PROJECT


def test_examples_are_offered(run):
    assert run("examples")[0] == [EXAMPLES]


def test_the_roles_of_the_examples_exist():
    for choice in EXAMPLES.choices:
        if '"role": "' in choice.payload:
            slug = choice.payload.split('"role": "')[1].split('"')[0]
            assert (PROJECT / "data" / "roles" / f"{slug}.yml").is_file()

"""Names come from strangers, and hints are pasted into shells."""

import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.errors.typed import typed


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_what_is_offered_to_be_typed_is_read_as_that_text(text: str) -> None:
    assert shlex.split(typed(text)) == [text]


@pytest.mark.parametrize(
    "name", ["$(id)", "`id`", 'Ann "Bo" Bell', "O'Brien & Sons", "a\\", "Really!", "~root", "-rf", "#1"]
)
def test_a_shell_reads_no_more_into_a_name_than_the_name(name: str) -> None:
    said = subprocess.run(["sh", "-c", f"printf %s {typed(name)}"], capture_output=True, text=True, check=True)
    assert said.stdout == name


def test_plain_words_are_left_as_people_write_them() -> None:
    assert (typed("Greeter"), typed("Ann O'Brien")) == ("Greeter", '"Ann O\'Brien"')

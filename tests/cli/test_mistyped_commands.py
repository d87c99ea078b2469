"""What a wrong command is told."""

from collections.abc import Callable

import pytest

Refused = Callable[..., str]


@pytest.mark.parametrize(("typed", "meant"), [("evnt", "event"), ("volunteers", "volunteer"), ("rsvps", "rsvp")])
def test_a_mistyped_noun_names_the_nearest(refused: Refused, typed: str, meant: str) -> None:
    told = refused(typed, 2)
    assert f"No such command '{typed}'. Did you mean '{meant}'?" in told


def test_a_verb_without_its_noun_names_all_it_may_stand_behind(refused: Refused) -> None:
    told = " ".join(refused("import guests.csv", 2).split())
    assert "No such command 'import'. Did you mean 'seat import' or 'rsvp import'?" in told


def test_a_verb_behind_another_noun_names_the_one_it_has(refused: Refused) -> None:
    assert "No such command 'creat'. Did you mean 'create'?" in refused("event creat", 2)


def test_what_resembles_nothing_is_told_where_the_commands_are(refused: Refused) -> None:
    told = refused("xyzzy", 2)
    assert "No such command 'xyzzy'." in told
    assert "barnstorm -h" in told

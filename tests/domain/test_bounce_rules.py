"""What a delivery report says about an address."""

import pytest

from barnstorm.domain.bounces import Gravity, gravity


@pytest.mark.parametrize(
    ("action", "status", "weight"),
    [
        ("failed", "5.1.1", Gravity.HARD),
        ("Failed", "5.1.10 (no such recipient)", Gravity.HARD),
        ("failed", "5.1.2", Gravity.HARD),
        ("failed", "5.2.1", Gravity.HARD),
        ("failed", "5.2.2", Gravity.SOFT),
        ("failed", "4.2.2", Gravity.SOFT),
        ("failed", "5.7.1", Gravity.SOFT),
        ("failed", "5.1.8", Gravity.SOFT),
        ("failed", "", Gravity.SOFT),
        ("failed", "15.1.1", Gravity.SOFT),
        ("delayed", "4.1.1", Gravity.NONE),
        ("delivered", "2.0.0", Gravity.NONE),
        ("relayed", "5.1.1", Gravity.NONE),
    ],
)
def test_only_an_address_that_does_not_exist_is_dead_at_once(action: str, status: str, weight: Gravity) -> None:
    assert gravity(action, status) is weight

"""Knowing an erased person again."""

from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.erasure import digests
from barnstorm.domain.people import Contact

SECRET = b"s" * 32
ANN = Contact("Ann", "Bell", "ann@example.org", "+447700900123", None, "CA3 8TP")


def test_any_one_thing_is_enough() -> None:
    known = digests(SECRET, ANN)
    for contact in (
        Contact("A.", "B.", "ANN@example.org"),
        Contact("A.", "B.", None, "+447700900123"),
        Contact("ANN", "bell", None, None, None, "CA3 8TP"),
    ):
        assert digests(SECRET, contact) & known


def test_a_name_alone_is_nobodys() -> None:
    assert digests(SECRET, Contact("Ann", "Bell")) == set()


def test_an_address_that_somebody_else_has_too_keeps_nobody_out_but_them() -> None:
    known = digests(SECRET, ANN, shared={"ann@example.org", "+447700900123"})
    assert not digests(SECRET, Contact("Bob", "Bell", "ann@example.org", "+447700900123")) & known
    assert digests(SECRET, Contact("ann", "BELL", "ann@example.org")) & known
    assert digests(SECRET, Contact("ann", "BELL", None, "+447700900123")) & known


@given(st.binary(min_size=32, max_size=32))
def test_another_database_knows_nobody(secret: bytes) -> None:
    assert secret == SECRET or not digests(secret, ANN) & digests(SECRET, ANN)


def test_nobody_can_read_who_it_was() -> None:
    assert all(len(one) == 64 and int(one, 16) >= 0 for one in digests(SECRET, ANN))

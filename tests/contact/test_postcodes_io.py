"""What postcodes.io answers, read; what it should not answer, told apart."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barnstorm.contact.postcodes_io import look_up
from barnstorm.domain.places import Place, westminster
from barnstorm.domain.text import one_line
from barnstorm.errors import BarnstormError
from barnstorm.errors.postcodes import (
    NoSuchPostcode,
    PostcodeInvalid,
    PostcodesBusy,
    PostcodesStrange,
    PostcodesUnreachable,
)
from tests.postcode_service import INVALID, NOT_FOUND, TERMINATED, PostcodeService, serving


@pytest.fixture(scope="module")
def service() -> Iterator[PostcodeService]:
    with serving() as running:
        yield running


def test_a_postcode_is_in_the_seat_of_its_middle(service: PostcodeService) -> None:
    service.knows("CA3 8TP")
    assert look_up("CA3 8TP", service.url) == Place(
        "CA3 8TP", "E14001152", "Carlisle", "North West", "England", 54.897, -2.941
    )


def test_nothing_but_the_postcode_is_sent(service: PostcodeService) -> None:
    service.knows("CA3 8TP")
    look_up("CA3 8TP", service.url)
    path, headers = service.asked[-1]
    assert path == "/postcodes/CA3%208TP"
    assert {name.lower() for name in headers} == {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert "barnstorm" not in str(headers).lower()


def test_wales_has_no_region(service: PostcodeService) -> None:
    service.knows("LL77 7AA", ("W07000112", "Ynys Môn", None, "Wales"))
    place = look_up("LL77 7AA", service.url)
    assert (place.seat_name, place.region, place.country) == ("Ynys Môn", "", "Wales")


@pytest.mark.parametrize("code", ["L99999999", "M99999999", "", "E99"])
def test_a_pseudo_code_is_no_westminster_seat(code: str, service: PostcodeService) -> None:
    service.knows("JE2 3AB", (code, "Channel Islands", None, "Channel Islands"))
    place = look_up("JE2 3AB", service.url)
    assert (place.seat_code, place.seat_name, place.country) == (None, "", "Channel Islands")
    assert westminster(code) is None


def test_a_terminated_postcode_tells_since_when(service: PostcodeService) -> None:
    service.says("CA1 9ZZ", 404, NOT_FOUND | {"terminated": TERMINATED})
    place = look_up("CA1 9ZZ", service.url)
    assert (place.seat_code, place.terminated_on, place.latitude) == (None, "2017-03", 54.9)


def test_what_a_service_says_is_cleaned(service: PostcodeService) -> None:
    service.knows("CA3 8TP", ("E14001152", "Car\x1b[2Jlisle\u202e", "North\r\nWest", "England"), latitude="x")
    place = look_up("CA3 8TP", service.url)
    assert (place.seat_name, place.region, place.latitude) == ("Car[2Jlisle", "North West", None)


STRANGE: list[tuple[int, Any]] = [
    (200, b"<html>Welcome to the hall's wifi. Please log in.</html>"),
    (200, b"\xff\xfe\x00"),
    (200, b"[" * 200_000),
    (200, b"[]"),
    (200, {"status": 200, "result": None}),
    (200, {"status": 200, "result": {"postcode": "CA3 8TP"}}),
    (200, {"status": 200, "result": {"postcode": "LA9 4DL", "codes": {}}}),
    (302, b""),
    (400, {"status": 400, "error": "Bad request"}),
    (404, b"<html>404 Not Found</html>"),
    (404, {"status": 404, "error": "Resource not found"}),
    (404, {"status": 404, "terminated": {"postcode": "CA3 8TP", "year_terminated": 2017, "month_terminated": 13}}),
]


@pytest.mark.parametrize(("status", "body"), STRANGE, ids=lambda value: repr(value)[:40])
def test_an_answer_of_somebody_else_is_not_believed(status: int, body: Any, service: PostcodeService) -> None:
    service.says("CA3 8TP", status, body)
    with pytest.raises(PostcodesStrange):
        look_up("CA3 8TP", service.url)


@pytest.mark.parametrize(
    ("status", "body", "refusal"),
    [
        (404, NOT_FOUND, NoSuchPostcode),
        (404, INVALID, PostcodeInvalid),
        (429, b"slow down", PostcodesBusy),
        (500, {"status": 500, "error": "500 Internal Server Error"}, PostcodesBusy),
        (503, b"<html>maintenance</html>", PostcodesBusy),
    ],
)
def test_each_refusal_has_its_own_class(
    status: int, body: Any, refusal: type[BarnstormError], service: PostcodeService
) -> None:
    service.says("CA3 8TP", status, body)
    with pytest.raises(refusal):
        look_up("CA3 8TP", service.url)


def test_a_service_that_is_not_there_cannot_be_reached() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(PostcodesUnreachable):
            look_up("CA3 8TP", f"http://127.0.0.1:{taken.getsockname()[1]}")


def test_a_service_that_stays_silent_is_not_waited_for() -> None:
    with serving() as service:
        service.slow = True
        with pytest.raises(PostcodesUnreachable, match=r"within 0\.2 seconds"):
            look_up("CA3 8TP", service.url, timeout_s=0.2)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ["region", "country", "latitude", "longitude", "parliamentary_constituency", "codes"]


@settings(max_examples=30, deadline=None)  # each is a request over a real connection
@given(facts=st.dictionaries(st.sampled_from(FIELDS), json_values))
def test_whatever_a_field_holds_it_is_read_or_refused(facts: dict[str, Any], service: PostcodeService) -> None:
    service.knows("CA3 8TP", **facts)
    try:
        place = look_up("CA3 8TP", service.url)
    except BarnstormError:
        return
    assert place.postcode == "CA3 8TP"
    assert place.seat_name == one_line(place.seat_name)

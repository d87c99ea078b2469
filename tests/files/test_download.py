"""Files from the web, at the edge: time, size, and what is kept of an address."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.errors import BarnstormError
from barnstorm.errors.download import BadAddress, TooLargeToFetch, TooSlow
from barnstorm.files.download import Patience, is_address, opened, without_secrets
from tests.web_files import Reply, Web, serving


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("NO_PROXY", "*")
    with serving() as server:
        yield server


def test_a_file_arrives_whole_and_tells_of_its_pieces(web: Web) -> None:
    body = bytes(range(256)) * 1000
    web.replies["/x.csv"] = Reply(body)
    pieces: list[int] = []
    with opened(f"{web.url}/x.csv") as download:
        assert download.size == len(body)
        assert download.read(pieces.append) == body
    assert sum(pieces) == len(body)
    assert len(pieces) > 1


@pytest.mark.parametrize("stated", [None, -1], ids=["stated", "not stated"])
def test_a_file_larger_than_allowed_is_not_read_to_its_end(web: Web, stated: int | None) -> None:
    web.replies["/x.csv"] = Reply(bytes(3 * 1024**2), stated=stated)
    with (
        pytest.raises(TooLargeToFetch, match="larger than 1 MB"),
        opened(f"{web.url}/x.csv", largest=1024**2) as download,
    ):
        download.read(largest=1024**2)


@pytest.mark.parametrize("patience", [Patience(piece=0.1), Patience(whole=0.0)], ids=["a piece", "all of it"])
def test_patience_ends(web: Web, patience: Patience) -> None:
    web.replies["/x.csv"] = Reply(b"x", stated=10, silent=patience.piece < 1)
    with pytest.raises(TooSlow), opened(f"{web.url}/x.csv", patience=patience) as download:
        download.read()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("https://example.org/x.csv", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("ftp://example.org/x", True),
        ("file:/etc/passwd", True),
        ("C:\\results\\x.csv", False),
        ("results.csv", False),
        ("-", False),
    ],
)
def test_an_address_is_told_from_a_file(name: str, address: bool) -> None:
    assert is_address(name) is address


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://ann:pass@example.org:8443/a?b=c#d", "https://example.org:8443/a?b=c"),
        ("https://example.org/?auth_token=x&election_id=parl.2024-07-04", "https://example.org/?election_id=parl.2024-07-04"),
        ("https://example.org/?X-Amz-Signature=x", "https://example.org/"),
        ("https://example.org/?keywords=a%20b&author=c", "https://example.org/?keywords=a%20b&author=c"),
    ],
)  # fmt: skip
def test_no_secret_of_an_address_is_kept(address: str, kept: str) -> None:
    assert without_secrets(address) == kept


@pytest.mark.parametrize("address", ["https://", "https:///x.csv", "http://[::1/x", "http://a:99999/"])
def test_an_address_without_sense_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        without_secrets(address)


@given(st.text(max_size=30))
def test_any_text_after_http_is_an_address_or_refused(text: str) -> None:
    try:
        assert "\n" not in without_secrets(f"https://user:secret-of-mine@{text}")
    except BarnstormError as refusal:
        assert "secret-of-mine" not in refusal.sentence

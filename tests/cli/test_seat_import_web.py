"""barnstorm seat import https://…"""

import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.result_files import CARLISLE, by_candidate, workbook
from tests.web_files import Reply, Web, serving

Run = Callable[..., Any]
Refused = Callable[..., str]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("NO_PROXY", "*")
    with serving() as server:
        yield server


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure_web(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("NO_PROXY", "*")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(tls)
    with serving(tls) as server:
        yield server


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


def line(address: str) -> list[str]:
    return ["seat", "import", address, "--election", "2015 general"]


def sources(database: str) -> set[str]:
    from sqlalchemy import create_engine, text

    engine = create_engine(database)
    with engine.connect() as connection:
        found = set(connection.execute(text("SELECT source FROM contest")).scalars())
    engine.dispose()
    return found


@pytest.mark.parametrize("data", [by_candidate(CARLISLE), workbook(by_candidate(CARLISLE))], ids=["csv", "xlsx"])
def test_a_file_is_imported_from_its_address(database: str, web: Web, run_line: Run, data: bytes) -> None:
    web.replies["/documents/results"] = Reply(data)
    ran = run_line([*line(f"{web.url}/documents/results"), "--json"])
    assert ran.json()["created"] == 6
    assert f"Downloading {web.url}/documents/results" in ran.err
    assert sources(database) == {f"{web.url}/documents/results"}


def test_a_password_in_an_address_is_sent_and_neither_shown_nor_kept(sqlite: str, web: Web, run_line: Run) -> None:
    web.replies["/x.csv"] = Reply(by_candidate(CARLISLE))
    ran = run_line(line(f"http://ann:hush@{web.host}/x.csv?api_key=hush2"))
    assert web.asked[0][1]["Authorization"].startswith("Basic ")
    assert "hush" not in ran.err + ran.out
    assert sources(sqlite) == {f"{web.url}/x.csv"}


def test_redirects_are_followed(sqlite: str, web: Web, run_line: Run) -> None:
    web.replies |= {f"/{n}": Reply(status=302, headers={"Location": f"/{n + 1}"}) for n in range(5)}
    web.replies["/5"] = Reply(by_candidate(CARLISLE))
    assert run_line([*line(f"{web.url}/0"), "--json"]).json()["created"] == 6


@pytest.mark.parametrize(
    ("reply", "code", "said"),
    [
        (Reply(status=404), 3, "There is no file at"),
        (Reply(status=410), 3, "There is no file at"),
        (Reply(status=403), 4, "does not give"),
        (Reply(status=401), 4, "with your browser"),
        (Reply(status=204), 4, "does not give"),
        (Reply(status=429), 75, "could not give"),
        (Reply(status=500), 75, "could not give"),
        (Reply(status=503), 75, "Try again later"),
        (Reply(b"<!DOCTYPE html><html>"), 4, "it is a web page"),
        (Reply(b""), 4, "it is empty"),
        (Reply(by_candidate(CARLISLE), broken=True), 75, "broke off"),
        (Reply(stated=200 * 1024**2), 4, "larger than 50 MB"),
        (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), 75, "broke off"),
        (Reply(status=302, headers={"Location": "/x.csv"}), 4, "more than 5 times"),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), 4, "not on the web"),
    ],
)
def test_what_the_server_has_not_is_said_and_nothing_imported(
    sqlite: str, web: Web, refused: Refused, run_line: Run, reply: Reply, code: int, said: str
) -> None:
    web.replies["/x.csv"] = reply
    assert said in refused(line(f"{web.url}/x.csv"), code)
    assert run_line("seat list --json").json() == []


def test_nobody_at_an_address_is_said(sqlite: str, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        said = refused(line(f"http://127.0.0.1:{unused.getsockname()[1]}/x.csv"), 75)
    assert "127.0.0.1 could not be reached: nothing answers there" in said


def test_a_name_nobody_knows_is_said(sqlite: str, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "results.example could not be reached: no such name" in refused(line("https://results.example/x.csv"), 75)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://example.org/x.csv", "not from ftp"),
        ("FILE:///etc/passwd", "not from file"),
        ("https://", "no address of a file"),
        ("http://ann:hush@[::1/x.csv", "no address of a file"),
    ],
)
def test_only_addresses_of_the_web_are_fetched(sqlite: str, refused: Refused, address: str, said: str) -> None:
    told = refused(line(address), 2)
    assert said in told
    assert "hush" not in told


@pytest.mark.usefixtures("trusted")
def test_a_server_that_proves_who_it_is_is_believed(sqlite: str, secure_web: Web, run_line: Run) -> None:
    secure_web.replies["/x.csv"] = Reply(by_candidate(CARLISLE))
    assert run_line([*line(f"{secure_web.url}/x.csv"), "--json"]).json()["created"] == 6


def test_a_certificate_nobody_vouches_for_is_refused(sqlite: str, secure_web: Web, refused: Refused) -> None:
    secure_web.replies["/x.csv"] = Reply(by_candidate(CARLISLE))
    assert "localhost cannot be trusted: its certificate does not hold" in refused(line(f"{secure_web.url}/x.csv"), 5)
    assert secure_web.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_name_is_refused(sqlite: str, secure_web: Web, refused: Refused) -> None:
    address = secure_web.url.replace("localhost", "127.0.0.1")
    assert "127.0.0.1 cannot be trusted" in refused(line(f"{address}/x.csv"), 5)


def test_a_server_that_does_not_speak_tls_is_refused(sqlite: str, web: Web, refused: Refused) -> None:
    assert "does not speak TLS" in refused(line(f"https://{web.host}/x.csv"), 5)


@pytest.mark.usefixtures("trusted")
def test_a_way_that_stops_being_protected_is_left(sqlite: str, secure_web: Web, web: Web, refused: Refused) -> None:
    web.replies["/x.csv"] = Reply(by_candidate(CARLISLE))
    secure_web.replies["/x.csv"] = Reply(status=301, headers={"Location": f"{web.url}/x.csv"})
    assert "not protected" in refused(line(f"{secure_web.url}/x.csv"), 4)


def test_certificates_that_are_not_there_are_said(
    sqlite: str, web: Web, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "nowhere.pem")
    assert "SSL_CERT_FILE cannot be read" in refused(line(f"{web.url}/x.csv"), 5)

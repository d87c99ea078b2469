"""Mails taken apart: any bytes are one, and none of them is believed."""

import time
from base64 import encodebytes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.calendar.reply import read_reply
from barnstorm.domain.replies import Seal
from barnstorm.mail.incoming import LARGEST, read_mail
from barnstorm.mail.incoming_folders import mails_in
from barnstorm.mail.incoming_reports import Failure
from tests.incoming_mails import calendar, mail

MAILS = [
    mail(path.name, calendar=calendar(uid="u@x")) for path in sorted((Path(__file__).parent / "replies").glob("*.eml"))
]


@given(st.binary(max_size=2000))
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    assert read_mail(raw).digest == read_mail(raw).digest


headers = st.builds(
    "{}: {}".format,
    st.sampled_from(
        ["From", "To", "Subject", "Date", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
         "Message-ID", "In-Reply-To", "Auto-Submitted", "Authentication-Results", "MIME-Version"]
    ),
    st.text(max_size=80)
    | st.sampled_from(
        [
            "multipart/report; report-type=delivery-status; boundary=b", "multipart/mixed; boundary=b",
            "message/rfc822", "message/delivery-status", "message/feedback-report", "text/calendar; method*=x'y'%zz",
            'text/calendar; charset="utf-8\\"; method=REPLY', "base64", "x-uuencode", "quoted-printable",
            "=?utf-8?b?////?=", "=?nonsense?q?x?=", "=?isö?q?x?=", "Thu, 99 Foo 99999 99:99:99 +9999",
            "attachment; filename*0*=''%ff",
            '<a@b>, "', "@", "multipart/alternative", "text/calendar; charset=idna",
        ]
    ),
)  # fmt: skip
bodies = st.lists(st.one_of(st.text(max_size=60), st.sampled_from(["--b", "--b--", "", "BEGIN:VCALENDAR"]), headers))


@given(st.lists(headers, max_size=8), bodies)
def test_any_headers_over_any_body_are_a_mail(above: list[str], below: list[str]) -> None:
    raw = "\n".join([*above, "", *below]).encode("utf-8", "surrogatepass")
    found = read_mail(raw)
    for text in (found.sender, found.sender_name, found.subject, found.recipients):
        assert "\n" not in text
        text.encode("utf-8")


@given(st.sampled_from(MAILS), st.data())
def test_a_mail_cut_or_spoilt_anywhere_is_still_one(raw: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw)))
    spoilt = raw[:start] + data.draw(st.binary(max_size=20)) + raw[start + data.draw(st.integers(0, 200)) :]
    assert "\n" not in read_mail(spoilt).subject


@pytest.mark.parametrize("name", ["outlook-accepted.eml", "apple-accepted.eml", "google-accepted.eml", "nested.eml"])
def test_a_calendar_is_found_wherever_it_is_and_however_it_is_coded(name: str) -> None:
    (part,) = read_mail(mail(name, calendar=calendar(uid="ü@x"))).calendars[:1]
    assert "UID:ü@x" in part.text.replace("\r\n", "\n")


def test_the_same_mail_is_the_same_whatever_servers_and_folders_did_to_it() -> None:
    raw = mail("apple-accepted.eml", calendar=calendar(uid="u@x", more="COMMENT:x\n\nFrom here on"))
    moved = b"Received: by somebody\r\nX-UID: 4\r\n" + raw.replace(b"\n", b"\r\n") + b"\r\n\r\n"
    quoted = raw.replace(b"\nFrom here", b"\n>From here")
    assert read_mail(raw).digest == read_mail(moved).digest == read_mail(quoted).digest
    assert read_mail(raw).digest != read_mail(mail("apple-accepted.eml", calendar=calendar(uid="u@x"))).digest


def test_a_report_says_whom_and_why_and_which_letter() -> None:
    for name in ("bounce-postfix.eml", "bounce-exchange.eml"):
        found = read_mail(mail(name, answers="<1.abc@together.example>"))
        assert found.report is not None
        assert found.report.failures == (Failure("ann@example.org", "failed", "5.1.1"),)
        assert found.report.message_ids == ("<1.abc@together.example>",)
        assert found.calendars == ()  # what it quotes is our own invitation


def test_a_report_inside_another_mail_is_only_a_text() -> None:
    inner = mail("bounce-postfix.eml", answers="<1.abc@together.example>")
    raw = b"From: mallory@example.net\nContent-Type: multipart/mixed; boundary=out\n\n"
    raw += b"--out\nContent-Type: message/rfc822\n\n"
    assert read_mail(raw + inner + b"\n--out--\n").report is None


def test_only_the_topmost_verdict_of_the_mail_server_counts() -> None:
    raw = b"Authentication-Results: mx; dmarc=fail\nAuthentication-Results: mx; dmarc=pass\nFrom: ann@example.org\n\n"
    assert read_mail(raw).seal is Seal.FAILED


def test_a_signature_of_another_domain_says_nothing_about_the_sender() -> None:
    raw = b"Authentication-Results: mx; dkim=pass header.d=mallory.example\nFrom: ann@example.org\n\n"
    assert read_mail(raw).seal is Seal.NONE


def test_a_mail_nested_too_deep_is_told_and_not_followed() -> None:
    raw = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000))
    found = read_mail(b"From: ann@example.org\n" + raw)
    assert "too deep" in found.trouble


def test_five_megabytes_are_read_in_no_time_and_far_too_many_are_not_read() -> None:
    photograph = (
        f"Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n{encodebytes(bytes(4_000_000)).decode()}"
    )
    boundary = "--Apple-Mail=_2E8C41D6-0B0B-4C7B-9B7E-000000000000\n"
    letter = mail("apple-accepted.eml", calendar=calendar(uid="u@x"))
    raw = letter.replace(b"Content-Disposition", f"{photograph}\n{boundary}Content-Disposition".encode(), 1)
    assert len(raw) > 5_000_000
    begin = time.process_time()
    assert len(read_mail(raw).calendars) == 1
    assert time.process_time() - begin < 5
    assert "larger than" in read_mail(b"x" * (LARGEST + 1)).trouble


def test_an_answer_that_carries_the_leaflet_along_is_read() -> None:
    leaflet = f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{encodebytes(bytes(4_000_000)).decode().strip()}".replace(
        "\n", "\r\n "
    )
    (found,) = read_mail(mail("outlook-accepted.eml", calendar=calendar(uid="u@x", more=leaflet))).calendars
    assert len(found.text) > 5_000_000
    assert read_reply(found.text).attendees[0].address == "ann@example.org"


def test_a_calendar_too_large_to_be_an_answer_is_told_and_not_passed_over() -> None:
    letter = read_mail(mail("outlook-accepted.eml", calendar=calendar(uid="u@x", more="COMMENT:" + "x" * 11_000_000)))
    assert letter.trouble == "the calendar in it is larger than 10 MB"
    assert letter.calendars == ()


def test_an_mbox_is_read_message_by_message(tmp_path: Path) -> None:
    one, other = mail("winmail.eml"), mail("letter.eml", text="Hello\n\n>From the top\n\nFrom nowhere")
    path = tmp_path / "box"
    path.write_bytes(
        b"From a@b Thu May 11 10:12:43 2017\n" + one + b"\nFrom c@d Thu May 11 10:12:44 2017\n" + other + b"\n"
    )
    posts = list(mails_in(str(path)))
    assert read_mail(posts[0].raw).digest == read_mail(one).digest
    assert posts[0].where == f"{path} no. 1"
    # Whoever wrote that mbox should have quoted it: the last piece is no mail of ours, and the rest is whole.
    assert [read_mail(post.raw).sender for post in posts] == ["ann@example.org", "ann@example.org", ""]

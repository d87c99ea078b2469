"""Amazon's signature, against what Amazon publishes for those who write one."""

from datetime import UTC, datetime

from barnstorm.mail.backends.ses_signature import Signer

SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"  # noqa: S105 - the secret of Amazon's own examples
SIGNER = Signer("AKIDEXAMPLE", SECRET, "us-east-1", "service")
AT = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)


def signature(signed: dict[str, str]) -> str:
    return signed["Authorization"].rpartition("Signature=")[2]


def test_a_bare_post_is_signed_as_in_their_test_suite() -> None:
    """Their case `post-vanilla`."""
    signed = SIGNER.headers("example.amazonaws.com", "/", {}, b"", AT)
    assert signed["X-Amz-Date"] == "20150830T123600Z"
    assert signed["Authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    )


def test_headers_and_body_are_signed_as_in_their_test_suite() -> None:
    """Their case `post-x-www-form-urlencoded`."""
    given = {"Content-Type": "application/x-www-form-urlencoded"}
    signed = SIGNER.headers("example.amazonaws.com", "/", given, b"Param1=value1", AT)
    assert signature(signed) == "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"


def test_the_time_is_told_in_utc_whatever_the_zone() -> None:
    from zoneinfo import ZoneInfo

    signed = SIGNER.headers("example.amazonaws.com", "/", {}, b"", AT.astimezone(ZoneInfo("Asia/Tokyo")))
    assert signed["X-Amz-Date"] == "20150830T123600Z"


def test_another_body_has_another_signature() -> None:
    one = SIGNER.headers("example.amazonaws.com", "/", {}, b"a", AT)
    other = SIGNER.headers("example.amazonaws.com", "/", {}, b"b", AT)
    assert signature(one) != signature(other)

"""Saying who we are to a mail server: by a password, or by a token (XOAUTH2, as Google and Microsoft want it)."""

import smtplib

from barnstorm.mail.dsn import Dsn

_XOAUTH2 = "XOAUTH2"


def log_in(smtp: smtplib.SMTP, dsn: Dsn) -> None:
    """SMTPAuthenticationError if it is refused; SMTPNotSupportedError if the server knows no such way."""
    if dsn.has("token"):
        _by_token(smtp, dsn.user, dsn.token())
    else:
        smtp.login(dsn.user, dsn.password())


def _by_token(smtp: smtplib.SMTP, user: str, token: str) -> None:
    if _XOAUTH2 not in smtp.esmtp_features.get("auth", "").upper().split():
        raise smtplib.SMTPNotSupportedError("it does not offer XOAUTH2")

    def answer(challenge: bytes | None = None) -> str:
        # A challenge is the server's word on why it refuses, in JSON; it gives its number once that is acknowledged.
        return "" if challenge else f"user={user}\x01auth=Bearer {token}\x01\x01"

    smtp.auth(_XOAUTH2, answer)

"""Whom we believe to be the server: what every encrypted way to send begins with."""

import ssl

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.dsn import Dsn


def trusted(dsn: Dsn) -> ssl.SSLContext:
    """The system's certificates, or those of ?cafile= alone. BadMailUrl if that file cannot be read."""
    cafile = dsn.options.get("cafile")
    try:
        return ssl.create_default_context(cafile=cafile)
    except OSError as e:
        raise BadMailUrl(f"cafile cannot be read ({e.strerror or 'not a file of certificates'})") from None

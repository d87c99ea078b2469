"""Consent: how somebody agreed to be reached."""

from enum import StrEnum


class Channel(StrEnum):
    """One consent is for one of them: who agreed to be mailed did not agree to be rung."""

    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"
    POST = "post"

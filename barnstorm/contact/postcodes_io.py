"""postcodes.io: which seat a postcode is in. Free, without a key; only the postcode is sent.

Since its version 17 (30 September 2024) it answers with the seats of 2024, in both of its fields. The seat is that of
the postcode's middle: an address at the edge may lie in the next.
"""

import math
import re
from typing import Any
from urllib.parse import quote, urlsplit

from barnstorm.domain.places import Place, westminster
from barnstorm.domain.text import one_line
from barnstorm.errors.postcodes import (
    NoSuchPostcode,
    PostcodeInvalid,
    PostcodesBusy,
    PostcodesStrange,
    PostcodesUnreachable,
)

OK, NOT_FOUND, TOO_MANY, TROUBLE = 200, 404, 429, 500
SEAT = "parliamentary_constituency"


def look_up(postcode: str, base_url: str, timeout_s: float = 10.0) -> Place:
    """Where `postcode` (`CA3 8TP`) is. Waits at most `timeout_s` for each word of the answer.

    NoSuchPostcode or PostcodeInvalid if the service says so; PostcodesUnreachable, PostcodesBusy or PostcodesStrange
    where another time may help.
    """
    status, body = _ask(f"{base_url}/postcodes/{quote(postcode)}", timeout_s)
    host = _host(base_url)
    if status == OK and isinstance(body.get("result"), dict):
        return _place(postcode, body["result"], host)
    if status == NOT_FOUND and isinstance(body.get("terminated"), dict):
        return _terminated(postcode, body["terminated"], host)
    if status == NOT_FOUND and body.get("error") == "Invalid postcode":
        raise PostcodeInvalid(postcode)
    if status == NOT_FOUND and body.get("error") == "Postcode not found":
        raise NoSuchPostcode(postcode)
    raise PostcodesStrange(host, f"HTTP {status}")


def _ask(url: str, timeout_s: float) -> tuple[int, dict[str, Any]]:
    """The status, and the body of an answer that is one."""
    import httpx

    host = _host(url)
    try:
        answer = httpx.get(url, timeout=timeout_s, headers={"Accept": "application/json"})
    except httpx.TimeoutException as e:
        raise PostcodesUnreachable(host, f"no answer within {timeout_s:g} seconds") from e
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as e:
        why = re.sub(r"^\[Errno -?\d+\] ", "", one_line(str(e))).rstrip(".")
        raise PostcodesUnreachable(host, why or "the connection broke off") from e
    if answer.status_code == TOO_MANY:
        raise PostcodesBusy(host, "it has been asked too often")
    if answer.status_code >= TROUBLE:
        raise PostcodesBusy(host, f"it is in trouble itself (HTTP {answer.status_code})")
    try:
        body = answer.json()
    except (ValueError, RecursionError) as e:
        raise PostcodesStrange(host, f"HTTP {answer.status_code}, and no JSON") from e
    if not isinstance(body, dict):
        raise PostcodesStrange(host, f"HTTP {answer.status_code}, and no JSON object")
    return answer.status_code, body


def _place(postcode: str, result: dict[str, Any], host: str) -> Place:
    _require_same(postcode, result, host)
    codes = result.get("codes")
    if not isinstance(codes, dict):
        raise PostcodesStrange(host, "it names no seat")
    code = westminster(_either(codes))
    return Place(
        postcode,
        seat_code=code,
        seat_name=_either(result) if code else "",
        region=_text(result.get("region")),
        country=_text(result.get("country")),
        latitude=_degrees(result.get("latitude")),
        longitude=_degrees(result.get("longitude")),
    )


def _terminated(postcode: str, facts: dict[str, Any], host: str) -> Place:
    _require_same(postcode, facts, host)
    year, month = facts.get("year_terminated"), facts.get("month_terminated")
    if not isinstance(year, int) or not isinstance(month, int) or not 1 <= month <= 12:  # noqa: PLR2004 - months
        raise PostcodesStrange(host, "it does not say when the postcode ended")
    return Place(
        postcode,
        latitude=_degrees(facts.get("latitude")),
        longitude=_degrees(facts.get("longitude")),
        terminated_on=f"{year:04}-{month:02}",
    )


def _require_same(postcode: str, facts: dict[str, Any], host: str) -> None:
    told = _text(facts.get("postcode"))
    if told.replace(" ", "").upper() != postcode.replace(" ", ""):
        raise PostcodesStrange(host, f"it tells of {told[:10] or 'no postcode'}")


def _either(facts: dict[str, Any]) -> str:
    return _text(facts.get(f"{SEAT}_2024")) or _text(facts.get(SEAT))


def _text(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""


def _degrees(value: Any) -> float | None:
    known = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if known else None


def _host(url: str) -> str:
    return urlsplit(url).hostname or url

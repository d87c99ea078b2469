"""What people write for names, emails, numbers and postcodes."""

import re

import email_validator
import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.contact import email as emails
from barnstorm.contact.read import (
    read_contact,
    read_email,
    read_name,
    read_phone,
    read_phone_kept,
    read_postcode,
)
from barnstorm.errors import BarnstormError
from barnstorm.errors.person import (
    NameTooLong,
    UnreadableEmail,
    UnreadableName,
    UnreadablePhone,
    UnreadablePostcode,
)


@pytest.mark.parametrize(
    "text",
    [
        "07700900123",
        "07700 900123",
        "07700-900-123",
        "7700900123",
        "447700900123",
        "+447700900123",
        "+44 (0)7700 900123",
        "0044 7700 900 123",
        "(07700) 900123",
        "tel: 07700.900123",
        "Mob. 07700 900123",
        "07700 900123 ext 5",
        "4.47700900123E+11",
        "7.700900123E+09",
        "447700900123.0",
        "７７００９００１２３",
        "\u202a07700 900123\u202c",
    ],
)
def test_one_number_however_it_is_written(text: str) -> None:
    assert read_phone(text) == "+447700900123"


def test_a_number_from_abroad_needs_its_country_code() -> None:
    assert read_phone("+353 87 123 4567") == "+353871234567"
    assert read_phone("+1 (212) 555-0123") == "+12125550123"


def test_a_spreadsheet_that_swallowed_noughts_is_understood() -> None:
    assert read_phone("4.477009001E+11") == "+447700900100"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "call me",
        "12345",
        "999",
        "0770090012",
        "077009001234",
        "4.477E+11",
        "07700 900123 or 01228 555123",
        "Ann 07700900123",
        "07700O900123",
        "+44",
        "1E+99",
        "()",
    ],
)
def test_what_is_no_number_is_refused_and_kept_as_written(text: str) -> None:
    with pytest.raises(UnreadablePhone):
        read_phone(text)
    assert read_phone_kept(text) == (None, text or None)


def test_an_extension_is_not_lost() -> None:
    assert read_phone_kept("01228 555123 x12") == ("+441228555123", "01228 555123 x12")


@given(st.from_regex(r"\A(\+44|0044|0|)7[0-9]{9}\Z"))
def test_the_quick_way_with_mobiles_says_what_phonenumbers_says(text: str) -> None:
    number = phonenumbers.parse(text, "GB")
    assert phonenumbers.is_possible_number(number)
    assert read_phone(text) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ann@example.org", "ann@example.org"),
        (" Ann.Bell+Party@Example.ORG ", "Ann.Bell+Party@example.org"),
        ("ann@carlisle.test", "ann@carlisle.test"),
        ("ann@nowhere.invalid", "ann@nowhere.invalid"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("ann@bücher.example", "ann@bücher.example"),
        ("ann\u200b@example.org", "ann@example.org"),
    ],
)
def test_emails_are_kept_as_written_apart_from_the_domains_case(text: str, address: str) -> None:
    assert read_email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "a..b@example.org",
        "ann bell@example.org",
        "ann@-x.org",
        "a@b.org.",
    ],
)
def test_what_is_no_email_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(UnreadableEmail, match=re.escape(f"“{text}” is not an email address")):
        read_email(text)


_ADDRESSES = st.one_of(
    st.from_regex(r"\A[A-Za-z0-9._+'-]{1,12}@[A-Za-z0-9.-]{1,20}\Z"),
    st.from_regex(r"\A[a-z]{1,8}([._+-][a-z0-9]{1,5}){0,3}@([a-z0-9-]{1,8}\.){1,3}[a-z]{2,6}\Z"),
    st.emails(),
)


@given(_ADDRESSES)
def test_the_quick_way_with_emails_says_what_the_library_says(text: str) -> None:
    if not emails._PLAIN.fullmatch(text):
        return
    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()
    assert read_email(text) == email_validator.validate_email(text, check_deliverability=False).normalized


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("ca38tp", "CA3 8TP"),
        (" CA3  8TP", "CA3 8TP"),
        ("SW1A1AA", "SW1A 1AA"),
        ("m1 1ae", "M1 1AE"),
        ("gir0aa", "GIR 0AA"),
    ],
)
def test_postcodes_are_spaced_and_in_capitals(text: str, postcode: str) -> None:
    assert read_postcode(text) == postcode


@pytest.mark.parametrize("text", ["CA3", "8TP", "12345", "CA3 8TPX", "", "ＣＡ３ ８ＴＰ"])
def test_other_forms_are_no_postcodes(text: str) -> None:
    with pytest.raises(UnreadablePostcode):
        read_postcode(text)


@pytest.mark.parametrize("text", ["", "  ", "123", "?!", "\x1b[2J\u202e"[:1]])
def test_a_name_has_a_letter(text: str) -> None:
    with pytest.raises(UnreadableName):
        read_name(text)


def test_names_are_cleaned_of_what_nobody_sees_and_kept_as_letters() -> None:
    assert read_name("Ann\x1b[31m \u202eBell\n") == ("Ann[31m", "Bell")
    assert read_name("[bold]Ann[/] Bell") == ("[bold]Ann[/]", "Bell")


def test_three_hundred_letters_are_a_name_and_three_thousand_are_not() -> None:
    assert read_name("x" * 300) == ("", "x" * 300)
    with pytest.raises(NameTooLong):
        read_name("ﷺ" * 300)
    with pytest.raises(NameTooLong):
        read_name("x" * 3000)


def test_empty_is_the_same_as_not_given() -> None:
    contact = read_contact("Ann Bell", email=" ", phone="", postcode=None)
    assert (contact.email, contact.phone, contact.phone_as_written, contact.postcode) == (None, None, None, None)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_written_is_read_or_refused(name: str, email: str, phone: str, postcode: str) -> None:
    try:
        contact = read_contact(name, email, phone, postcode)
    except BarnstormError as e:
        assert e.sentence
        return
    assert contact.name
    assert contact.phone is None or re.fullmatch(r"\+\d{6,16}", contact.phone)
    for value in (contact.name, contact.email or "", contact.phone_as_written or ""):
        assert value.isprintable() or not set(value) & set("\r\n\0\x1b")

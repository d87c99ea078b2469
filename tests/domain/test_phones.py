"""Numbers on their way to a spreadsheet."""

import phonenumbers
import pytest

from barnstorm.contact.phone import read_phone
from barnstorm.domain.phones import for_spreadsheets


def test_a_british_number_keeps_its_zero_and_its_text() -> None:
    assert for_spreadsheets("+447700900123") == "07700 900123"


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_a_number_of_any_country_reads_back(region: str) -> None:
    example = phonenumbers.example_number(region)
    assert example is not None
    number = read_phone(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164))
    written = for_spreadsheets(number)
    assert written[0] == "0"
    assert " " in written
    assert read_phone(written) == number

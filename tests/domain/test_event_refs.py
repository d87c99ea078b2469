"""What an event is called on the command line."""

from datetime import date

import pytest

from barnstorm.domain.events import Kind, ref_stem

DAY = date(2017, 5, 18)


@pytest.mark.parametrize(
    ("place", "kind", "ref"),
    [
        ("Carlisle", Kind.BARNSTORM, "carlisle-2017-05-18"),
        ("Kendal barnstorm", Kind.BARNSTORM, "kendal-2017-05-18"),
        ("Carlisle", Kind.CANVASS, "carlisle-canvass-2017-05-18"),
        ("Phone bank with Ann", Kind.PHONEBANK, "phone-bank-with-ann-2017-05-18"),
        ("Canvass in Denton Holme", Kind.CANVASS, "canvass-in-denton-holme-2017-05-18"),
        ("Doors of Denton Holme", Kind.CANVASS, "doors-of-denton-holme-canvass-2017-05-18"),
        ("Ŵ", Kind.BARNSTORM, "w-2017-05-18"),
    ],
)
def test_a_ref_says_where_what_and_when_each_once(place: str, kind: Kind, ref: str) -> None:
    assert ref_stem(place, kind, DAY) == ref

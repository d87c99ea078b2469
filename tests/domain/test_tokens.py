"""A token proves whom it names."""

from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.tokens import Bearer, bearer, token

SECRET = bytes(32)
IDS = st.integers(0, 10**12 - 1)


@given(IDS, IDS)
def test_a_token_is_found_again_wherever_it_stands(event_id: int, person_id: int) -> None:
    made = token(SECRET, event_id, person_id)
    for text in (made, f"Re: yes [{made}]", f"<hello+{made}@example.org>", f"Aw: {made.upper()}, danke"):
        assert bearer(SECRET, text) == Bearer(event_id, person_id)


@given(IDS, IDS, IDS)
def test_a_token_for_one_person_answers_for_nobody_else(event_id: int, person_id: int, other: int) -> None:
    mark = token(SECRET, event_id, person_id).rpartition("-")[2]
    forged = bearer(SECRET, f"{event_id}-{other}-{mark}")
    assert forged is None or other == person_id


def test_another_campaigns_token_is_none_of_ours() -> None:
    assert bearer(bytes(31) + b"x", token(SECRET, 1, 2)) is None


@given(st.text())
def test_any_subject_may_come(text: str) -> None:
    assert bearer(SECRET, text) is None or "-" in text

"""barnstorm person consent, withdraw, consents; barnstorm privacy consents, wordings."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.session import looking, writing
from barnstorm.domain.consents import Channel
from barnstorm.domain.delivery import Reason
from barnstorm.errors.privacy import NoSuchOrganisation
from barnstorm.services.mail.suppressions import suppress
from barnstorm.services.privacy.consents import agreed, consented

Run = Callable[..., Any]
Refused = Callable[..., str]
Clock = Callable[[str], None]

WORDS = "I agree to hear from Compass by email."
GIVE = ["--organisation", "Compass", "--channel", "email", "--source", "sheet D2"]


@pytest.fixture
def ann(database: str, run_line: Run, clock: Clock) -> str:
    """Ann and Bob are on a list, and have agreed to nothing."""
    clock("2017-05-10T12:00+01:00")
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall --organisation Compass')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org')
    run_line('rsvp add hall "Bob Cole" --email bob@example.org')
    return "Ann Bell"


@pytest.fixture
def agrees(ann: str, run_line: Run) -> Run:
    """Write down that Ann agreed; more options may be given."""
    return lambda *more, code=0: run_line(["person", "consent", ann, *GIVE, "--wording", WORDS, "--json", *more], code)


def who(database: str, organisation: str, channel: Channel | None) -> set[int]:
    engine = open_engine(database_url(database))
    try:
        with looking(engine) as session:
            return agreed(session, organisation, channel)
    finally:
        engine.dispose()


def test_an_rsvp_is_no_consent(ann: str, database: str, run_line: Run) -> None:
    assert run_line(["person", "consents", ann, "--json"]).json() == []
    assert who(database, "Compass", None) == set()


def test_a_consent_tells_who_what_where_and_when(agrees: Run) -> None:
    (row,) = agrees("--on", "9 May 2017").json()
    assert row == {
        "id": 1,
        "person_id": 1,
        "name": "Ann Bell",
        "organisation": "Compass",
        "channel": "email",
        "given_at": "2017-05-08T23:00:00+00:00",
        "withdrawn_at": None,
        "withdrawn_how": "",
        "source": "sheet D2",
        "wording_id": 1,
        "wording": WORDS,
        "recorded_at": "2017-05-10T11:00:00+00:00",
    }


def test_one_consent_is_for_one_organisation_and_one_channel(agrees: Run, database: str) -> None:
    agrees()
    assert who(database, "COMPASS", Channel.EMAIL) == {1}
    assert who(database, "compass", None) == {1}
    assert who(database, "Compass", Channel.PHONE) == set()
    with pytest.raises(NoSuchOrganisation):
        who(database, "Greens", None)


def test_a_sheet_with_a_tick_for_each_is_one_command(agrees: Run) -> None:
    rows = agrees("--organisation", "Green Party", "--channel", "phone").json()
    assert [(row["organisation"], row["channel"]) for row in rows] == [
        ("Compass", "email"), ("Compass", "phone"), ("Green Party", "email"), ("Green Party", "phone"),
    ]  # fmt: skip


def test_whether_one_person_agreed_to_one_thing(agrees: Run, database: str) -> None:
    agrees()
    engine = open_engine(database_url(database))
    with looking(engine) as session:
        assert consented(session, 1, 1, Channel.EMAIL)
        assert not consented(session, 1, 1, Channel.POST)
        assert not consented(session, 2, 1, Channel.EMAIL)
    engine.dispose()


def test_agreeing_twice_to_the_same_words_is_one_consent(agrees: Run) -> None:
    agrees()
    ran = agrees()
    assert "nothing was changed" in ran.err
    assert [row["id"] for row in ran.json()] == [1]


def test_a_wording_is_picked_by_its_number(agrees: Run, ann: str, run_line: Run, refused: Refused) -> None:
    agrees()
    (row,) = run_line(["person", "consent", "Bob Cole", *GIVE, "--wording", "1", "--json"]).json()
    assert row["wording"] == WORDS
    assert WORDS in refused(["person", "consent", ann, *GIVE], 2)
    assert "no wording 7" in refused(["person", "consent", ann, *GIVE, "--wording", "7"], 3)
    assert run_line("privacy wordings --json").json()[0]["people"] == 2


def test_consent_to_nothing_in_particular_is_none(ann: str, refused: Refused) -> None:
    assert "missing" in refused(["person", "consent", ann, *GIVE], 2)
    assert "“…”" in refused(["person", "consent", ann, *GIVE, "--wording", "…"], 2)


def test_a_withdrawal_ends_what_it_names_and_nothing_else(agrees: Run, ann: str, database: str, run_line: Run) -> None:
    agrees("--channel", "phone")
    (row,) = run_line(["person", "withdraw", ann, "--channel", "phone", "--how", "told a caller", "--json"]).json()
    assert (row["channel"], row["withdrawn_how"]) == ("phone", "told a caller")
    assert who(database, "Compass", Channel.PHONE) == set()
    assert who(database, "Compass", Channel.EMAIL) == {1}
    run_line(["person", "withdraw", ann])
    assert who(database, "Compass", None) == set()
    assert len(run_line(["person", "consents", ann, "--json"]).json()) == 2


def test_withdrawing_what_was_never_given_is_no_failure(ann: str, run_line: Run) -> None:
    assert "agreed to none" in run_line(["person", "withdraw", ann, "--organisation", "Compass"]).err


def test_a_sheet_typed_in_late_does_not_bring_back_what_was_withdrawn(
    agrees: Run, ann: str, run_line: Run, clock: Clock
) -> None:
    agrees()
    clock("2017-05-12T09:00+01:00")
    run_line(["person", "withdraw", ann])
    clock("2017-05-13T09:00+01:00")
    assert "withdrawn that since, on 12 May 2017" in agrees("--on", "11 May 2017", code=4).err
    assert len(agrees().json()) == 1


def test_nobody_agreed_on_a_day_to_come(agrees: Run) -> None:
    assert "still to come" in agrees("--on", "11 May 2017", code=4).err


def test_a_slip_in_an_organisations_name_is_no_new_organisation(ann: str, refused: Refused) -> None:
    told = refused(["person", "consent", ann, "--organisation", "Compas", *GIVE[2:], "--wording", WORDS], 3)
    assert "“Compass”" in told


def test_the_ledger_can_be_asked_for_what_still_holds(agrees: Run, ann: str, run_line: Run) -> None:
    agrees("--channel", "post")
    run_line(["person", "withdraw", ann, "--channel", "post"])
    live = run_line("privacy consents --organisation compass --live --json").json()
    assert [row["channel"] for row in live] == ["email"]
    assert len(run_line("privacy consents --json").json()) == 2
    assert run_line("privacy consents --channel text --json").json() == []


def test_an_address_nothing_is_mailed_to_is_told(agrees: Run, run_line: Run, database: str) -> None:
    engine = open_engine(database_url(database))
    with writing(engine) as session:
        suppress(session, "ann@example.org", Reason.UNSUBSCRIBED, datetime(2017, 5, 9, 12, tzinfo=UTC))
    engine.dispose()
    assert "unsubscribed" in agrees().err


def test_the_table_fits_a_narrow_terminal(agrees: Run, ann: str, run_line: Run) -> None:
    agrees()
    assert "Compass\temail" in run_line(["person", "consents", ann]).out

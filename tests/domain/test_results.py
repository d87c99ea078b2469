"""The arithmetic of a result."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from barnstorm.domain.result_gate import misfit, totals_misfit
from barnstorm.domain.results import (
    Candidate,
    alliance_lead,
    challengers,
    majority,
    places,
    share,
    swing_needed,
    turnout,
    valid_votes,
    winner,
)


def stood(code: str, votes: int, *, elected: bool = False, name: str = "") -> Candidate:
    return Candidate(name or code, code, code, votes, elected=elected)


CARLISLE = [
    stood("Con", 18873), stood("Lab", 16099), stood("UKIP", 5277), stood("Green", 1125), stood("LD", 1087),
    stood("Ind", 126),
]  # fmt: skip
COPELAND = [stood("Lab", 16750), stood("Con", 14186), stood("UKIP", 6148), stood("LD", 1368), stood("Green", 1179)]
WORKINGTON = [
    stood("Lab", 16282), stood("Con", 11596), stood("UKIP", 7538), stood("LD", 1708), stood("Green", 1149),
    stood("Ind", 190),
]  # fmt: skip
BARROW = [
    stood("Lab", 18320), stood("Con", 17525), stood("UKIP", 5070), stood("LD", 1169), stood("Green", 1061),
    stood("Ind", 130),
]  # fmt: skip

ANY_RESULT = st.lists(
    st.builds(
        stood, st.sampled_from(["Con", "Lab", "LD", "Green", "Ind", "Spk"]), st.integers(min_value=0, max_value=90_000)
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize(
    ("candidates", "electorate", "lead", "percent", "swing", "voted"),
    [
        (CARLISLE, 65827, 2774, 6.51, 3.26, 64.7),
        (COPELAND, 62087, 2564, 6.47, 3.23, 63.8),
        (WORKINGTON, 58615, 4686, 12.18, 6.09, 65.6),
        (BARROW, 68338, 795, 1.84, 0.92, 63.3),
    ],
    ids=["Carlisle", "Copeland", "Workington", "Barrow"],
)
def test_the_four_seats_of_2015_come_out_as_published(
    candidates: list[Candidate], electorate: int, lead: int, percent: float, swing: float, voted: float
) -> None:
    total = valid_votes(candidates)
    (challenger,) = challengers(candidates)
    assert majority(candidates) == lead
    assert round(share(lead, total) * 100, 2) == percent
    assert round(swing_needed(candidates[0].votes, challenger.votes, total) * 100, 2) == swing
    assert round((turnout(total, electorate) or 0) * 100, 1) == voted


def test_a_full_alliance_would_still_have_lost_carlisle_and_have_won_copelands_by_election() -> None:
    lead = alliance_lead(CARLISLE, {"Lab", "LD", "Green"})
    assert (lead.alliance_votes, lead.votes, lead.opponent) == (18311, -562, "Con")
    by_election = [
        stood("Con", 13748),
        stood("Lab", 11601),
        stood("LD", 2252),
        stood("UKIP", 2025),
        stood("Green", 515),
    ]
    assert alliance_lead(by_election, {"Lab", "LD", "Green"}).votes == 620


def test_independents_and_the_speaker_belong_to_no_alliance() -> None:
    result = [stood("Con", 50), stood("Ind", 30, name="A"), stood("Ind", 30, name="B"), stood("Spk", 5)]
    lead = alliance_lead(result, {"Ind", "Spk"})
    assert (lead.parties, lead.alliance_votes, lead.votes) == ((), 0, -50)


def test_a_tie_for_first_place_has_no_winner_until_the_lot_is_told() -> None:
    assert winner([stood("A", 5), stood("B", 5)]) is None
    assert challengers([stood("A", 5), stood("B", 5)]) == ()
    told = [stood("A", 5), stood("B", 5, elected=True)]
    assert winner(told) is told[1]
    assert majority(told) == 0
    assert challengers(told) == (told[0],)


def test_those_who_tie_below_the_winner_are_best_placed_together() -> None:
    result = [stood("Lab", 9), stood("UKIP", 4), stood("Green", 4), stood("LD", 1)]
    assert [c.code for c in challengers(result)] == ["UKIP", "Green"]
    assert [c.code for c in challengers(result, aside={"Green"})] == ["UKIP"]
    assert places([9, 4, 4, 1]) == [1, 2, 2, 4]


def test_nobody_challenges_the_speaker() -> None:
    assert challengers([stood("Spk", 34299), stood("Green", 8574)]) == ()


def test_an_independent_is_not_held_to_anothers_standing_aside() -> None:
    result = [stood("Con", 9), stood("Ind", 5), stood("Lab", 3)]
    assert challengers(result, aside={"Ind"})[0].code == "Ind"


def test_who_stands_alone_has_all_votes_as_majority() -> None:
    assert majority([stood("Lab", 7)]) == 7
    assert majority([]) is None


@given(ANY_RESULT)
def test_shares_add_up_to_one_and_the_majority_never_exceeds_the_votes(candidates: list[Candidate]) -> None:
    total = valid_votes(candidates)
    added = sum(share(c.votes, total) for c in candidates)
    assert added == pytest.approx(1 if total else 0)
    lead = majority(candidates)
    assert lead is not None
    assert 0 <= lead <= total


@given(ANY_RESULT)
def test_moving_the_swing_needed_from_winner_to_challenger_draws_level(candidates: list[Candidate]) -> None:
    won, total = winner(candidates), valid_votes(candidates)
    for challenger in challengers(candidates):
        assert won is not None
        moved = swing_needed(won.votes, challenger.votes, total) * total
        assert won.votes - moved == pytest.approx(challenger.votes + moved)


@given(ANY_RESULT, st.sets(st.sampled_from(["Con", "Lab", "LD", "Green"])))
def test_an_alliance_has_its_votes_and_no_others(candidates: list[Candidate], codes: set[str]) -> None:
    lead = alliance_lead(candidates, codes)
    assert lead.alliance_votes == sum(c.votes for c in candidates if c.code in codes)
    assert lead.votes == lead.alliance_votes - lead.opponent_votes


@given(st.lists(st.integers(min_value=0, max_value=90_000), min_size=2, max_size=9).filter(any))
def test_published_shares_of_six_decimals_agree_with_their_votes(votes: list[int]) -> None:
    shares = [round(v / sum(votes), 6) for v in votes]
    assert misfit(votes, shares, 6) is None


@given(
    st.lists(st.integers(min_value=100, max_value=20_000), min_size=2, max_size=9),
    st.integers(min_value=0, max_value=8),
    st.integers(min_value=10, max_value=5_000),
)
def test_votes_changed_after_the_shares_were_worked_out_are_found(votes: list[int], at: int, more: int) -> None:
    assume(max(votes) < 0.9 * sum(votes))
    shares: list[float | None] = [round(v / sum(votes), 6) for v in votes]
    wrong = list(votes)
    wrong[at % len(votes)] += more
    assert misfit(wrong, shares, 6) is not None


def test_a_share_printed_coarsely_is_held_to_no_more_than_it_says() -> None:
    votes = [c.votes for c in CARLISLE]
    assert misfit(votes, [0.443, 0.378, 0.124, 0.026, 0.026, 0.003], 3) is None
    assert misfit(votes, [0.443, 0.387, 0.124, 0.026, 0.026, 0.003], 3) == 1
    assert misfit(votes, [None] * 6, 0) is None


def test_sums_printed_elsewhere_are_compared() -> None:
    assert totals_misfit([5, 3], 8, 2) is None
    assert "add up to 8" in (totals_misfit([5, 3], 9, 2) or "")
    assert "first less second is 2" in (totals_misfit([5, 3], 8, 3) or "")

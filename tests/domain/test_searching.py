"""Finding people by a few letters, misspelt or not, or by digits."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from barnstorm.domain.names import fold
from barnstorm.domain.searching import Entry, Index, digits_apart, read_query
from barnstorm.domain.slips import slips_allowed

PEOPLE = {
    1: ("Ann Bell", "447700900123"),
    2: ("Zoë O’Brien", "447700900456"),
    3: ("Robert Johnson", ""),
    4: ("Ludwig van Beethoven", "493012345"),
    5: ("Katherine Smith", "447700900777"),
    6: ("Catherine Smyth", "447700900888"),
    7: ("王 小明", ""),
    8: ("De Silva, Maria", ""),
    9: ("Mc Donald, Ronald", ""),
    10: ("Anna Annable", ""),
}
INDEX = Index(Entry(key, tuple(fold(name).split()), digits) for key, (name, digits) in PEOPLE.items())


def found(typed: str) -> list[int]:
    """The likeliest first."""
    costs = INDEX.find(read_query(typed))
    return sorted(costs, key=lambda key: (costs[key], key))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        *(("bel", 1), ("ann b", 1), ("b ann", 1), ("BELL, ann", 1)),
        *(("obrien", 2), ("o'brien", 2), ("o’b", 2), ("zoe o brien", 2), ("ZOË", 2)),
        *(("beeth", 4), ("van beet", 4), ("vanbeethoven", 4)),
        *(("小明", 7), ("silva", 8), ("desilva", 8), ("mcdonald", 9), ("ronald mcd", 9)),
    ],
)
def test_the_beginning_of_any_word_in_any_order_finds_a_name(typed: str, key: int) -> None:
    assert found(typed)[0] == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        *(("obrein", 2), ("brien", 2), ("zeo", 2), ("o'brian", 2), ("obrienn zoe", 2), ("obien", 2)),
        *(("jonhson", 3), ("rboert jonson", 3), ("jhonsen robret", 3), ("ohnson", 3)),
        *(("bethoven", 4), ("beathovan", 4), ("ludvig", 4)),
    ],
)
def test_a_slip_or_two_are_forgiven(typed: str, key: int) -> None:
    assert found(typed)[0] == key


def test_the_middle_of_a_word_finds_it_too() -> None:
    assert found("hoven") == [4]


def test_the_very_name_stands_before_what_is_like_it() -> None:
    assert found("katherine smith")[:2] == [5, 6]
    assert found("catherine smyth")[:2] == [6, 5]


def test_each_word_typed_needs_a_name_of_its_own() -> None:
    assert found("ann ann") == [10]


@pytest.mark.parametrize("typed", ["", "   ", "12", "'", "!?", "- -"])
def test_nothing_is_found_by_nothing(typed: str) -> None:
    assert read_query(typed).is_empty
    assert found(typed) == []


@pytest.mark.parametrize(
    ("typed", "keys"),
    [("123", [1]), ("900 4", [2]), ("07700 900456", [2]), ("+44 7700 900888", [6]), ("ann 0123", [1])],
)
def test_digits_are_of_the_number(typed: str, keys: list[int]) -> None:
    assert found(typed)[: len(keys)] == keys


def test_the_end_of_a_number_counts_more_than_its_middle() -> None:
    assert digits_apart("447700900123", "123") == 0
    assert digits_apart("447700900123", "0770") == 1
    assert digits_apart("447700900123", "999") is None
    assert digits_apart("447700900123", "000") is None


def test_whoever_has_two_names_is_found_by_each_and_once() -> None:
    index = Index([Entry(1, ("ann", "bell")), Entry(1, ("ann", "khan"))])
    assert set(index.find(read_query("khan"))) == set(index.find(read_query("ann"))) == {1}
    assert index.find(read_query("bell khan")) == {}


words = st.text(string.ascii_lowercase[:6], min_size=1, max_size=9)


@given(st.lists(st.lists(words, min_size=1, max_size=3), max_size=12), words)
def test_adding_one_by_one_is_the_same_as_all_at_once(names: list[list[str]], typed: str) -> None:
    entries = [Entry(key, tuple(name)) for key, name in enumerate(names)]
    grown = Index()
    for entry in entries:
        grown.add(entry)
    assert grown.find(read_query(typed)) == Index(entries).find(read_query(typed))


@given(st.sets(words, min_size=1, max_size=30), words)
@example({"ab"}, "ba")
@example({"abcd", "abce", "abdc"}, "abdc")
@example({"aabcdef"}, "abcdef")
def test_slips_are_counted_as_optimal_string_alignment_counts_them(vocabulary: set[str], typed: str) -> None:
    index = Index((Entry(key, (word,)) for key, word in enumerate(sorted(vocabulary))), enough=1000)
    most = slips_allowed(len(typed))
    for key, word in enumerate(sorted(vocabulary)):
        beginnings = [word] if len(typed) <= 3 else [word[:end] for end in range(len(word) + 1)]
        slips = min(alignment(typed, beginning) for beginning in beginnings)
        near = slips <= most or word.startswith(typed) or (len(typed) >= 3 and typed in word)
        assert (key in index.find(read_query(typed))) == near, (typed, word, slips)


def alignment(one: str, other: str) -> int:
    """The textbook's table: letters left out, added, mistyped, or swapped with the next."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            wrong = one[i - 1] != other[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + wrong)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[len(one)][len(other)]


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read(typed: str) -> None:
    assert INDEX.find(read_query(typed)).keys() <= PEOPLE.keys()


@given(st.sampled_from(sorted(PEOPLE)), st.data())
def test_any_beginning_of_a_name_finds_its_owner(key: int, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(fold(PEOPLE[key][0]).split()))
    typed = word[: data.draw(st.integers(1, len(word)))]
    assert key in INDEX.find(read_query(typed))


def test_a_name_of_a_hundred_words_does_not_hold_up_the_queue() -> None:
    index = Index([Entry(1, ("a",) * 100)])
    assert index.find(read_query("a " * 100)) == {1: 0}


@given(st.lists(words, min_size=1, max_size=12), words)
def test_typing_letter_by_letter_finds_what_typing_at_once_does(vocabulary: list[str], typed: str) -> None:
    entries = [Entry(key, (word,)) for key, word in enumerate(vocabulary)]
    slowly = Index(entries)
    found = [slowly.find(read_query(typed[:end])) for end in range(1, len(typed) + 1)]
    assert found[-1] == Index(entries).find(read_query(typed))

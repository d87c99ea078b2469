"""Who is meant by a name on paper."""

from barnstorm.domain.acquaintances import Acquaintance, By, likely, recognise
from barnstorm.domain.duplicates import Traits
from barnstorm.domain.names_alike import name_of

EMAIL, OTHER_EMAIL, PHONE, OTHER_PHONE = "ann@example.org", "bell@example.org", "+447700900123", "+447700900124"


def traits(
    number: int = 0, name: str = "Ann Bell", email: str = "", phone: str = "", postcode: str = "", also: str = ""
) -> Traits:
    names = tuple(name_of(*each.split(" ")) for each in (name, also) if each)
    return Traits(number, names, *(frozenset({key} - {""}) for key in (email, phone, postcode)))


def readings(email: str = "", phone: str = "") -> list[Traits]:
    """As a line gives them: the name as it stands, and the other way round."""
    return [traits(name=name, email=email, phone=phone) for name in ("Ann Bell", "Bell Ann")]


def meant(written: list[Traits], *known: Acquaintance) -> tuple[tuple[int, ...], By]:
    found = recognise(written, known)
    return found.people, found.by


def test_the_name_with_a_number_in_common_is_that_person_wherever_they_are_known_from() -> None:
    known = Acquaintance(traits(7, phone=PHONE, email=OTHER_EMAIL), here=False)
    assert meant(readings(phone=PHONE, email=EMAIL), known) == ((7,), By.ADDRESS)


def test_a_number_in_common_without_the_name_is_somebody_else_of_the_house() -> None:
    known = Acquaintance(traits(7, "Bob Bell", phone=PHONE), here=True)
    assert meant(readings(phone=PHONE), known) == ((), By.NEW)


def test_the_name_alone_is_enough_on_tonights_list() -> None:
    here, elsewhere = Acquaintance(traits(7, email=EMAIL), here=True), Acquaintance(traits(8), here=False)
    assert meant(readings(phone=PHONE), here, elsewhere) == ((7,), By.NAME)
    assert meant(readings(phone=PHONE), elsewhere) == ((), By.NEW)


def test_two_numbers_are_two_people_until_somebody_says_that_they_are_one() -> None:
    known = Acquaintance(traits(7, phone=OTHER_PHONE), here=True)
    assert meant(readings(phone=PHONE), known) == ((), By.NEW)
    assert [one.person_id for one in likely(traits(phone=PHONE), [known], None)] == [7], "they are named"
    elsewhere = Acquaintance(traits(7, phone=OTHER_PHONE), here=False)
    assert likely(traits(phone=PHONE), [elsewhere], None) == []


def test_namesakes_on_tonights_list_are_told_apart_by_what_is_known_or_not_at_all() -> None:
    known = [Acquaintance(traits(n, phone=phone), here=True) for n, phone in ((7, PHONE), (8, OTHER_PHONE))]
    assert meant(readings(), *known) == ((7, 8), By.NAME)
    assert meant(readings(phone=OTHER_PHONE), *known) == ((8,), By.ADDRESS)


def test_a_name_typed_the_other_way_round_is_known_all_the_same() -> None:
    known = Acquaintance(traits(7, "Bell Ann"), here=True)
    assert meant(readings(), known) == ((7,), By.NAME)
    right_way = Acquaintance(traits(8), here=True)
    assert meant(readings(), known, right_way) == ((8,), By.NAME)


def test_a_name_from_before_a_merge_counts() -> None:
    known = Acquaintance(traits(7, "Ann Nixon", also="Ann Bell"), here=True)
    assert meant(readings(), known) == ((7,), By.NAME)


def test_likenesses_are_few_and_say_why() -> None:
    crowd = [Acquaintance(traits(n, phone=PHONE), here=False) for n in range(1, 9)]
    found = likely(traits(phone=PHONE), crowd, meant=1)
    assert [one.person_id for one in found] == [2, 3]
    assert found[0].reasons == ("same name", "same phone")

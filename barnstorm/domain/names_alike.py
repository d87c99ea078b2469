"""Whether two names may be one person's: written the other way round, shortened, or with a slip of the finger."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from barnstorm.domain.names import fold

_SHORT_FORMS = """
abigail abby abbie; albert alfred bert alf; alexander alex sandy alec; alexandra alex sandra; andrew andy drew
anthony antony tony; barbara barb babs; benjamin ben; catherine katherine katharine kathryn cathy kathy kate katie kath
charles charlie chas; christine christina chris chrissie tina; christopher chris kit; daniel dan danny; david dave davey
deborah debra debbie deb; dorothy dot dottie; edward ed eddie ted teddy ned; eleanor ellie nell
elizabeth elisabeth liz lizzie beth betty eliza libby; frances fran francesca; francis frank; frederick fred freddie
gerald gerard gerry jerry; gillian jill gill; graham graeme; gregory greg; harold harry; helen nell; henry harry hal
jacob jake; jacqueline jackie; james jim jimmy jamie; janet jan; jeffrey geoffrey jeff geoff; jennifer jen jenny
jessica jess; john jon johnny jack; jonathan jonny jon; joseph joe joey; joshua josh; judith judy; kenneth ken kenny
lawrence laurence larry laurie; leonard len lenny; lewis louis lou; louise lou; margaret maggie meg peggy marge
mark marc; mary molly polly; matthew matt; maximilian max; michael mike mick mickey
mohammed muhammad mohamed mohammad muhammed mo; nathaniel nathan nat; nicholas nicolas nick nicky; nicola nicky nikki
oliver olly ollie; pamela pam; patricia pat patsy trish tricia; patrick pat paddy; peter pete; philip phillip phil
philippa pippa; rachel rachael; raymond ray; rebecca becky becca; richard rich rick dick ricky
robert rob bob bobby robbie bert; roger rog; ronald ron ronnie; rosemary rose rosie; samantha sam; samuel sam sammy
sarah sara sally sadie; sean shaun shawn; simon si; stephanie steph; stephen steven steve; stuart stewart stu
susan sue susie suzanne; terence terry; theodore theo ted; theresa teresa terry tess; thomas tom tommy thom; timothy tim
valerie val; veronica ronnie; victoria vicky vicki tori; vincent vince; walter walt wally
william will bill billy willie liam; zachary zach zak
"""
"""Forms of one given name each: those an organiser in Britain would take for the same without asking."""

_FORMS_OF: dict[str, set[int]] = {}
for _number, _forms in enumerate(_SHORT_FORMS.replace("\n", ";").split(";")):
    for _form in _forms.split():
        _FORMS_OF.setdefault(_form, set()).add(_number)

_LONG_ENOUGH = 3
"""Letters from which one more, one fewer or two swapped is a slip: `Jo` and `Joe` are two names."""
_LONG_ENOUGH_TO_MISTYPE = 5
"""Letters from which another letter is a slip: `Tim` and `Tom`, `Bell` and `Ball` are two names."""


class Likeness(StrEnum):
    """In what two names agree, the surest first; the words are shown to the organiser."""

    SAME = "same name"
    SWAPPED = "names the other way round"
    SLIP = "a letter apart"
    SHORT = "a short form of the name"
    LEFT_OUT = "a name left out"
    INITIAL = "initial for the name"
    ONE_NAME = "only one name given"
    GIVEN = "same first name, other surname"


_WEAKER = tuple(Likeness)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in folded words."""

    given: tuple[str, ...]
    family: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return self.given + self.family


def name_of(given: str, family: str) -> Name:
    return Name(tuple(fold(given).split()), tuple(fold(family).split()))


def alike(one: Name, other: Name) -> Likeness | None:
    """How two names may be the same person's, or None."""
    if one.words == other.words:
        return Likeness.SAME
    if sorted(one.words) == sorted(other.words):
        return Likeness.SWAPPED
    if not (one.given and one.family and other.given and other.family):
        return _one_name(one, other)
    given, family = _same_words(one.given, other.given), _same_words(one.family, other.family)
    if given and family:
        return _weakest(given, family)
    crosswise = _same_words(one.given, other.family), _same_words(one.family, other.given)
    if all(crosswise):
        return Likeness.SWAPPED
    return Likeness.GIVEN if given in {Likeness.SAME, Likeness.SHORT} else None


def _one_name(one: Name, other: Name) -> Likeness | None:
    """A person who wrote only `Ann`, or only `Bell`."""
    fewer, more = sorted((Counter(one.words), Counter(other.words)), key=Counter.total)
    return Likeness.ONE_NAME if fewer and fewer <= more else None


def _same_words(one: Sequence[str], other: Sequence[str]) -> Likeness | None:
    """Whether two given names, or two surnames, may be the same, word by word: `Ann Mary` and `Ann M`."""
    if "".join(one) == "".join(other):
        return Likeness.SAME
    found = Likeness.SAME
    for a, b in zip_longest(one, other):
        same = Likeness.LEFT_OUT if a is None or b is None else _same_word(a, b)
        if same is None:
            return None
        found = _weakest(found, same)
    return found


def _same_word(a: str, b: str) -> Likeness | None:
    if a == b:
        return Likeness.SAME
    if 1 in (len(a), len(b)):
        return Likeness.INITIAL if a[0] == b[0] else None
    if not _FORMS_OF.get(a, _NONE).isdisjoint(_FORMS_OF.get(b, _NONE)):
        return Likeness.SHORT
    return Likeness.SLIP if one_slip(a, b) else None


_NONE: frozenset[int] = frozenset()


def one_slip(a: str, b: str) -> bool:
    """Whether one letter too many, too few, mistyped or swapped with the next makes the one word of the other."""
    shorter, longer = sorted((a, b), key=len)
    if len(longer) - len(shorter) > 1 or len(shorter) < _LONG_ENOUGH:
        return False
    start = 0
    while start < len(shorter) and a[start] == b[start]:
        start += 1
    end = 0
    while end < len(shorter) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left_a, left_b = a[start : len(a) - end], b[start : len(b) - end]
    if len(left_a) == len(left_b) == 1:
        return len(shorter) >= _LONG_ENOUGH_TO_MISTYPE
    swapped = len(left_a) == 2 and left_a == left_b[::-1]  # noqa: PLR2004 - two letters change places
    return swapped or (len(left_a) + len(left_b) == 1)


def _weakest(one: Likeness, other: Likeness) -> Likeness:
    return max(one, other, key=_WEAKER.index)

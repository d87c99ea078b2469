"""Names in writing that the paper's fonts lack: a rough reading in Latin letters, so that a greeter can find the line.

A PDF canvas does not shape Indic scripts, and no small font holds every script. Unicode's own character names say how
a letter sounds (`DEVANAGARI LETTER NA`); a syllable is built from them as its script builds it. The list on the screen
has the name as written, under the same number.
"""

import re
import unicodedata

_SCRIPTS = "BENGALI|DEVANAGARI|GUJARATI|GURMUKHI|KANNADA|MALAYALAM|ORIYA|TAMIL|TELUGU"
"""Those whose letters Unicode names by sound and orders as they are spoken."""

_LETTER = re.compile(rf"(?P<script>{_SCRIPTS}) LETTER (?P<sound>[A-Z]+)$")
_VOWEL_SIGN = re.compile(r"[A-Z]+ VOWEL SIGN (?P<sound>[A-Z]+)")
_VOWEL_KILLER = re.compile(r" SIGN VIRAMA$")
_NASAL = re.compile(r" (?:SIGN ANUSVARA|SIGN CANDRABINDU|SIGN BINDI|TIPPI)$")
_DROPS_LAST_A = frozenset({"DEVANAGARI", "BENGALI", "GUJARATI", "GURMUKHI"})
_PLAINER = (("LLL", "ZH"), ("TT", "T"), ("DD", "D"), ("NN", "N"), ("LL", "L"), ("RR", "R"), ("SS", "SH"), ("AA", "A"),
            ("II", "I"), ("UU", "U"), ("EE", "E"), ("OO", "O"))  # fmt: skip
"""Unicode doubles a letter for retroflex and long sounds; English spelling of the names does not."""


def reading(word: str) -> str:
    """`नेहा` -> `Neha`. Letters without a reading are told by their script, `‹Thai›`; what is no letter is left out."""
    sounds = script = ""
    for ch in word:
        name = unicodedata.name(ch, "")
        if found := _LETTER.match(name):
            script = script or found["script"]
            sounds += _plain(found["sound"])
        elif found := _VOWEL_SIGN.match(name):
            sounds = sounds.removesuffix("a") + _plain(found["sound"])
        elif _VOWEL_KILLER.search(name):
            sounds = sounds.removesuffix("a")
        elif _NASAL.search(name):
            sounds += "n"
        elif ch.isalpha():
            return f"‹{name.split(' ')[0].title() or '?'}›"
    if script in _DROPS_LAST_A and len(sounds) > len("ra") and _ends_in_bare_consonant(word):
        sounds = sounds.removesuffix("a")
    return sounds.capitalize()


def _ends_in_bare_consonant(word: str) -> bool:
    return " LETTER " in unicodedata.name(word[-1], "") and unicodedata.name(word[-1])[-1] == "A"


def _plain(sound: str) -> str:
    for doubled, single in _PLAINER:
        sound = sound.replace(doubled, single)
    return sound.lower()

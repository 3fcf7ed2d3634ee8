"""How names are compared: as people type them, without accents, capitals or marks."""

import unicodedata

LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
"""Letters that Unicode does not take apart, as people write them without them."""

MARKS = "'’‘ʼ`´"
"""Marks within a name that people leave out, or write otherwise."""


_LETTERS_AND_MARKS = LETTERS | str.maketrans(dict.fromkeys(MARKS, ""))


def folded(name: str) -> str:
    """Return a name as it is compared.

    >>> folded("Łukasz"), folded("Siân"), folded("O’Neill"), folded("STRAUSS")
    ('lukasz', 'sian', 'oneill', 'strauss')
    """
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name).casefold()
        name = "".join(each for each in apart if not unicodedata.combining(each))
    return name.lower().translate(_LETTERS_AND_MARKS)

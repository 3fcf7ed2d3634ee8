"""How names are compared: as people type them, without accents, capitals or marks."""

import unicodedata

LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
"""Letters that Unicode does not take apart, as people write them without them."""

MARKS = "'’‘‛ʼʻ`´′"
"""Marks within a name that people leave out, or write otherwise."""


_WITHOUT_MARKS = str.maketrans(dict.fromkeys(MARKS, ""))


def folded(name: str) -> str:
    """Return a name as it is compared.

    >>> folded("Łukasz"), folded("Siân"), folded("O’Neill"), folded("STRAUSS")
    ('lukasz', 'sian', 'oneill', 'strauss')
    """
    name = name.translate(_WITHOUT_MARKS)
    if name.isascii():
        return name.lower()
    apart = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(each for each in apart if not unicodedata.combining(each))
    return plain.translate(LETTERS)

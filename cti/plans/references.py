"""Short references: they tell two people apart, and nobody outside who they are."""

from hashlib import sha256

LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No vowels, which make words, and nothing that looks like something else."""

LENGTH = 5
"""Among the people one worker ever has, two alike are as good as impossible."""


def reference_of(row_id: str) -> str:
    """Return a short reference that is always the same for the same id.

    >>> reference_of("5f0c7d6f3f9b4a0c8f8a7e6d5c4b3a29")
    'RQFJX'
    """
    number = int.from_bytes(sha256(row_id.encode()).digest(), "big")
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)

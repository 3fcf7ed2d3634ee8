"""How old somebody has to be to read a text with ease, by the length of its words.

Flesch and Kincaid's grade, plus the five years before school begins to count.
"""

import re

YEARS_BEFORE = 5

_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Return roughly how many syllables a word has; at least one."""
    plain = re.sub(
        r"(?:[^laeiouy]|^)e$|(?<=[^tdaeiouy])ed$|(?<=[^sxzhcg])es$", "", word
    )
    return max(1, len(_VOWELS.findall(plain)))


def reading_age(text: str) -> float:
    """Return the age from which a text is read with ease."""
    sentences = [each for each in re.split(r"[.?!:;]+", text) if each.strip()]
    words = re.findall(r"[a-z’']+", text.lower())
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59 + YEARS_BEFORE

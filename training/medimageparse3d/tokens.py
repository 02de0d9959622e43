"""CLIP's byte-pair encoding: what a prompt's token ids are. The app has its own; both are held to the same goldens."""

import gzip
import html
import re
import unicodedata
from functools import cache
from itertools import pairwise

from .ship import FOLDER

CONTEXT = 77
WORD_END = "</w>"
# Contractions, letters, single digits, the rest; CLIP's own pattern in terms of Python's re.
WORDS = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+", re.IGNORECASE)


def byte_letters() -> dict[int, str]:
    """A printable letter for each byte, in the order of the vocabulary: first those that are printable themselves."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + n) for n, byte in enumerate(others)}


@cache
def vocabulary() -> tuple[dict[str, int], dict[tuple[str, str], int], dict[int, str]]:
    """Ids of tokens, ranks of merges, letters of bytes."""
    lines = gzip.decompress((FOLDER / "clip-merges.txt.gz").read_bytes()).decode().splitlines()
    merges = [tuple(line.split(" ")) for line in lines if " " in line]
    letters = byte_letters()
    singles = list(letters.values())
    tokens = [*singles, *(letter + WORD_END for letter in singles), *("".join(pair) for pair in merges)]
    ids = {token: n for n, token in enumerate(tokens)}
    return ids, {pair: rank for rank, pair in enumerate(merges)}, letters


def merged(word: list[str], ranks: dict[tuple[str, str], int]) -> list[str]:
    """The word's parts after all merges, the earliest in the list first."""
    while len(word) > 1:
        pairs = list(pairwise(word))
        best = min(pairs, key=lambda pair: ranks.get(pair, len(ranks)))
        if best not in ranks:
            break
        parts, at = [], 0
        while at < len(word):
            joined = tuple(word[at : at + 2]) == best
            parts.append("".join(best) if joined else word[at])
            at += 2 if joined else 1
        word = parts
    return word


def token_ids(prompt: str) -> list[int]:
    """From begin mark to end mark, at most 77; what is longer loses its end."""
    ids, ranks, letters = vocabulary()
    begin, end = len(ids), len(ids) + 1
    text = html.unescape(html.unescape(unicodedata.normalize("NFC", prompt))).strip().lower()
    found = []
    for word in WORDS.findall(text):
        spelled = [letters[byte] for byte in word.encode()]
        found += [ids[part] for part in merged([*spelled[:-1], spelled[-1] + WORD_END], ranks)]
    return [begin, *found[: CONTEXT - 2], end]

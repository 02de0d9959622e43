"""Prompts as people type them, sampled for training: names in sentences of many languages, with slips of the keyboard."""

import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from . import outside
from .contexts import surround
from .vocabulary import GROUPS, STRUCTURES, words

NONE = len(STRUCTURES)
HELD_OUT = Path(__file__).parents[1] / "prompts"

SIDES = {"left": ("lt", "lt.", "l", "l.", "lft"), "right": ("rt", "rt.", "r", "r.", "rgt")}
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {key: row[max(0, i - 1) : i + 2].replace(key, "") for row in ROWS for i, key in enumerate(row)}
ALPHABETS = (
    *("abcdefghijklmnopqrstuvwxyz", "aeioulrnstm", "abc123", "0123456789", "!?.,;:#*"),
    *("一二三人大中国好我你的是在不了有和", "あいうえおかきくけこ"),
)
LANGUAGES = {code: 25_000 for code in ("en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja")}
LANGUAGES |= {
    code: 6_000
    for code in ("pl", "ru", "tr", "ko", "ar", "fa", "hi", "he", "cs", "sv", "da", "fi", "hu", "ro", "el", "uk", "vi", "id")
}
HEARD = "e-i|i-e|a-e|e-a|o-a|a-o|u-o|o-u|y-i|i-y|c-k|k-c|s-z|ph-f|oe-e|ae-e|ea-ee|ou-o|sh-ch|c-s|th-t"
SOUNDS = tuple(pair.split("-") for pair in words(HEARD))


@cache
def held_out() -> frozenset[str]:
    """The wordings of `prompts/*.tsv` in plain form: what the encoder is tested with it never sees in training."""
    rows = (line for file in sorted(HELD_OUT.glob("*.tsv")) for line in file.read_text().splitlines()[1:])
    return frozenset(plain(row.split("\t")[-1]) for row in rows) - known_names()


@cache
def common_words() -> tuple[str, ...]:
    """The commonest words of many languages: none of them is one of our names, or a word of one."""
    from wordfreq import top_n_list

    known = {part for s in STRUCTURES for n in (s.name, *s.synonyms) for part in (n, *n.split())}
    known |= {part for names, _ in GROUPS for n in names for part in (n, *n.split())}
    known |= {f"{w}s" for w in known} | {without_accents(w) for w in known}
    listed = [w for code, count in LANGUAGES.items() for w in top_n_list(code, count)]
    return tuple(w for w in dict.fromkeys(listed) if w not in known and (len(w) > 2 or w > "\u2e80"))


@cache
def real_words() -> frozenset[str]:
    return frozenset(common_words())


@cache
def near_misses() -> tuple[str, ...]:
    """Common words that a slip or two could make of a name: "river", "sliver", "kidding"."""
    names = {w for s in STRUCTURES for n in (s.name, *s.synonyms[:12]) for w in n.split() if w.isascii() and len(w) > 4}
    close = {shorter for name in names for shorter in _less_one(name)}
    return tuple(w for w in common_words() if w.isascii() and len(w) > 3 and not close.isdisjoint(_less_one(w)))


def _less_one(word: str) -> set[str]:
    """`word` and what is left of it without any one letter: two words that share one of these are two slips apart at most."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


@cache
def known_names() -> frozenset[str]:
    return frozenset(plain(w) for s in STRUCTURES for w in (s.name, *s.synonyms))


def plain(text: str) -> str:
    """In lower case, with one space for any white space or punctuation."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


def without_accents(text: str) -> str:
    """As on a keyboard that lacks them; letters of other scripts stay."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", "".join(letters)).replace("œ", "oe").replace("ß", "ss").replace("ł", "l")


def slip(word: str, rng: random.Random) -> str:
    """One slip of the keyboard or the ear in a word of at least four letters; the first letter mostly stays."""
    if len(word) < 4:
        return word
    i = rng.randrange(0 if rng.random() < 0.15 else 1, len(word))
    kind = rng.randrange(7)
    if kind == 0:
        return word[:i] + word[i + 1 :]
    if kind == 1 and i + 1 < len(word):
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if kind == 2:
        return word[:i] + word[i] + word[i:]
    if kind == 3:
        return word[:i] + rng.choice(NEIGHBOURS.get(word[i], "aeiou")) + word[i + 1 :]
    if kind == 4:
        return word[:i] + rng.choice(NEIGHBOURS.get(word[i], "aeiou")) + word[i:]
    heard = [(a, b) for a, b in SOUNDS if a in word[1:]]
    if kind == 5 and heard:
        a, b = rng.choice(heard)
        return word[0] + word[1:].replace(a, b, 1)
    doubled = [m.start() for m in re.finditer(r"(.)\1", word)]
    at = rng.choice(doubled) if doubled else i
    return word[:at] + word[at + 1 :]


def mistype(name: str, rng: random.Random) -> str:
    """`name` with up to two slips, in a word that a slip does not turn into another real word."""
    parts, slips = name.split(" "), rng.choices((0, 1, 2), (0.42, 0.42, 0.16))[0]
    for n in range(slips):
        fit = [i for i, w in enumerate(parts) if w[0:1].isalpha() and w < "\u2e80" and len(w) > (3 if n == 0 else 6)]
        if not fit:
            break
        i = rng.choice(fit)
        slipped = slip(parts[i], rng)
        if slipped not in real_words():
            parts[i] = slipped
    return " ".join(parts)


def _arrange(name: str, rng: random.Random) -> str:
    """Other ways to write the same name: other side words and places for them, hyphens, no spaces, a plural."""
    side = re.match(r"^(left|right) (.+)$", name)
    if side and rng.random() < 0.6:
        word, organ = side.groups()
        written = rng.choice((word, word, word, *SIDES[word], f"{word}-sided", f"{word} side"))
        before, after = f"{written} {organ}", rng.choice(("{} {}", "{}, {}", "{} ({})")).format(organ, written)
        return before if rng.random() < 0.5 else after
    chance = rng.random()
    if chance < 0.03:
        return name.replace(" ", "")
    if chance < 0.06:
        return name.replace(" ", rng.choice("-_"))
    if chance < 0.08 and name.isascii() and not side:
        return f"{name}s"
    return name


def _say(name: str, rng: random.Random) -> str:
    spoken = without_accents(name) if rng.random() < 0.25 else name
    # Every prompt's case is lowered before it is read.
    said = surround(mistype(_arrange(spoken, rng), rng), rng).lower()
    spaces = [m.start() for m in re.finditer(" ", said)]
    if spaces and rng.random() < 0.04:
        at = rng.choice(spaces)
        return said[:at] + said[at + 1 :]
    return said


def say_structure(index: int, rng: random.Random) -> str:
    """A wording of structure `index`: often its own name or an English synonym, else one of any language."""
    structure = STRUCTURES[index]
    chance = rng.random()
    names = structure.synonyms[:6] if chance < 0.25 else structure.synonyms
    return _unseen(lambda: _say(structure.name if chance > 0.7 else rng.choice(names), rng))


def say_outside(rng: random.Random) -> str:
    """A wording of something that Mini does not know."""
    while plain(text := _unseen(lambda: rng.choices(OUTSIDE, OUTSIDE_SHARES)[0](rng).lower())) in known_names():
        pass
    return text


def _unseen(make: Callable[[], str]) -> str:
    while True:
        text = make()
        if plain(text) not in held_out():
            return text


def _any_name(rng: random.Random) -> str:
    structure = rng.choice(STRUCTURES)
    return rng.choice((structure.name, *structure.synonyms[:8]))


def _anatomy(rng: random.Random) -> str:
    tables = (outside.ANATOMY, outside.FOREIGN, outside.MORE_FOREIGN, outside.CONDITIONS)
    table = rng.choices(tables, (0.42, 0.25, 0.2, 0.13))[0]
    return _say(rng.choice(table), rng)


def _other_words(rng: random.Random) -> str:
    return _arranged(rng.choice(outside.WORDS if rng.random() < 0.75 else outside.CODE), rng)


def _arranged(text: str, rng: random.Random) -> str:
    return _say(text, rng) if rng.random() < 0.5 else text


def _finding(rng: random.Random) -> str:
    """A structure's name, or its adjective, made into something else."""
    structure = rng.choice(STRUCTURES)
    name = rng.choice((structure.name, *structure.synonyms))
    if any("\u2e80" <= c <= "\u9fff" for c in name):
        return _say(name + rng.choice(outside.CJK_TAILS), rng)
    chance = rng.random()
    if chance < 0.12:
        return _say(name.split(" ")[-1] + rng.choice(outside.GERMAN_TAILS), rng)
    if chance < 0.2:
        return _say(f"{name} {rng.choice(outside.FOREIGN_TAILS)}", rng)
    if chance < 0.4:
        return _say(f"{rng.choice(outside.FINDINGS_AFTER)} {rng.choice(('the ', ''))}{name}", rng)
    if chance < 0.6:
        return _say(f"{rng.choice(outside.ADJECTIVES)} {rng.choice(outside.FINDINGS)}", rng)
    return _say(f"{name} {rng.choice(outside.FINDINGS)}", rng)


def _words_of_a_language(rng: random.Random) -> str:
    return _arranged(" ".join(rng.choices(common_words(), k=rng.choice((1, 1, 1, 2, 2, 3, 5)))), rng)


def _near_miss(rng: random.Random) -> str:
    return _arranged(rng.choice(near_misses()), rng)


def _letters(rng: random.Random) -> str:
    letters = rng.choice(ALPHABETS)
    return " ".join("".join(rng.choices(letters, k=rng.randint(1, 10))) for _ in range(rng.choice((1, 1, 1, 2, 3))))


def _not_one(rng: random.Random) -> str:
    """Two structures at once, one without the side that it needs, or one that has none with a side."""
    chance = rng.random()
    if chance < 0.3:
        return _say(f"{_any_name(rng)} {_any_name(rng)}", rng) + "x" * (rng.random() < 0.1)
    if chance < 0.65:
        return _say(rng.choice(GROUPS[rng.randrange(2)][0]), rng)
    without_side = rng.choice([s.name for s in STRUCTURES if " " not in s.name])
    return _say(f"{rng.choice(('left', 'right', 'lt', 'rt'))} {without_side}", rng)


def _joined(rng: random.Random) -> str:
    """A name inside a longer word, "kidneyish", or only its beginning, "stom"; or a side alone."""
    chance = rng.random()
    if chance < 0.1:
        side = rng.choice(("left", "right"))
        return _say(rng.choice((*SIDES[side], f"{side} one", f"the {side}", f"{side} half", f"{side} lateral")), rng)
    if chance < 0.5:
        name = rng.choice([s.name.split(" ")[-1] for s in STRUCTURES])
        return _arranged(name[: rng.randint(2, max(2, len(name) * 6 // 10))] + rng.choice(("", "", "a", "er", "ing", "o")), rng)
    letters = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 4)))
    name = rng.choice([s.name.split(" ")[-1] for s in STRUCTURES])
    return letters + name if rng.random() < 0.5 else name + letters


OUTSIDE = (_anatomy, _other_words, _finding, _words_of_a_language, _near_miss, _letters, _not_one, _joined)
OUTSIDE_SHARES = (0.26, 0.1, 0.17, 0.14, 0.15, 0.05, 0.07, 0.06)


def text_batch(size: int, rng: random.Random) -> tuple[list[str], list[int]]:
    """Wordings and what each means: a structure's index, or NONE for half of them."""
    texts, meanings = [], []
    for _ in range(size):
        meaning = NONE if rng.random() < 0.5 else rng.randrange(NONE)
        texts.append(say_outside(rng) if meaning == NONE else say_structure(meaning, rng))
        meanings.append(meaning)
    return texts, meanings

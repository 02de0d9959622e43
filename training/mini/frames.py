"""What people write round an organ's name, with the name masked: sentences from grammars, and what each does with the name.

    python -m mini.frames --number 60000 --seed 1 > frames.tsv

A grammar is a file of `frames/`, one a language. `SLOT = this | that` lists what may stand for `<SLOT>`; `<SLOT?>` may be
missing; `kind: <SLOT> @` is a sentence of that kind, in which `@` stands for the name.
"""

import argparse
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "frames"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))
# The first two ask for the organ as a whole, the others for something else.
KINDS = ("ask", "report", "question", "relation", "part", "pathology", "negation", "other")
NAME = "@"
SLOT = re.compile(r"<([A-Z]+)(\??)>")
# Of the words of each slot, so many are never used in training: what the classifier makes of words that it has not seen.
LEFT_OUT = 0.15


@dataclass(frozen=True)
class Frame:
    language: str
    kind: str
    text: str  # in normal form
    is_left_out: bool  # with a word that no other has


@dataclass(frozen=True)
class Grammar:
    language: str
    has_spaces: bool
    slots: dict[str, tuple[str, ...]]
    sentences: dict[str, tuple[str, ...]]  # by kind
    kept: dict[str, tuple[str, ...]]  # of `slots`, what training sees
    left_out: dict[str, frozenset[str]]  # words of slots that training does not see; the same in every run

    def say(self, kind: str, rng: random.Random, with_left_out: bool) -> Frame:
        used_left_out = False

        def fill(match: re.Match[str]) -> str:
            nonlocal used_left_out
            slot, optional = match.groups()
            if optional and rng.random() < 0.5:
                return ""
            words = self.slots[slot] if with_left_out else self.kept[slot]
            word = rng.choice(words)
            used_left_out |= word in self.left_out[slot]
            return word

        text = SLOT.sub(fill, rng.choice(self.sentences[kind]))
        return Frame(self.language, kind, normal_form(text), used_left_out)


def read_grammar(language: str) -> Grammar:
    slots: dict[str, tuple[str, ...]] = {}
    sentences: dict[str, tuple[str, ...]] = {}
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if (kind := line.partition(": ")[0]) in KINDS:
            sentences[kind] = (*sentences.get(kind, ()), line.partition(": ")[2])
        else:
            slot, _, words = line.partition(" = ")
            slots[slot] = tuple(dict.fromkeys(word.strip() for word in words.split(" | ")))
    has_spaces = slots.pop("SPACES", ("yes",)) != ("no",)
    left_out = {slot: some_of(words, f"{language} {slot}") for slot, words in slots.items()}
    kept = {slot: tuple(word for word in words if word not in left_out[slot]) for slot, words in slots.items()}
    return Grammar(language, has_spaces, slots, sentences, kept, left_out)


def some_of(words: tuple[str, ...], seed: str) -> frozenset[str]:
    shuffled = sorted(words)
    random.Random(seed).shuffle(shuffled)
    return frozenset(shuffled[: int(len(shuffled) * LEFT_OUT)])


def normal_form(text: str) -> str:
    """As `normalForm` of src/prompt/normalize.ts, for a text in which `@` stands for names; runs of them are one."""
    plain = re.sub(r"[&+]", " and ", unicodedata.normalize("NFKC", text).lower())
    kept = "".join(c if c == NAME or unicodedata.category(c)[0] in "LMN" else " " for c in plain)
    return " ".join(kept.split())


def generate(number: int, seed: int) -> list[Frame]:
    """Sentences that differ in normal form, of all languages and kinds. One of two kinds has the kind that asks for less."""
    rng = random.Random(seed)
    grammars = [read_grammar(language) for language in LANGUAGES]
    made: dict[tuple[str, str], Frame] = {}
    for _ in range(8 * number):
        if len(made) >= number:
            break
        grammar = rng.choice(grammars)
        kind = rng.choice(KINDS[:2] if rng.random() < 0.4 else KINDS)
        frame = grammar.say(kind, rng, with_left_out=rng.random() < 0.5)
        key = (frame.language, frame.text)
        if key not in made or KINDS.index(made[key].kind) < KINDS.index(kind):
            made[key] = frame
    return list(made.values())


def lines(frames: list[Frame]) -> Iterator[str]:
    yield "language\tkind\tleft out\ttext"
    for frame in frames:
        yield f"{frame.language}\t{frame.kind}\t{int(frame.is_left_out)}\t{frame.text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print("\n".join(lines(generate(arguments.number, arguments.seed))))


if __name__ == "__main__":
    main()

"""Prompts as people type them, sampled for training: names and synonyms in sentences, with case and typos."""

import random
import unicodedata

from .vocabulary import OUTSIDE_WORDS, STRUCTURES

TEMPLATES = (
    "{}", "{}", "{}", "{}", "the {}", "{} please", "the {} please", "segment the {}", "segment {}", "show me the {}",
    "find the {}", "where is the {}?", "outline the {}", "{} in abdomen CT", "{} in abdominal CT", "{} in CT", "{} in MRI",
    "{} in abdomen MR",
    "mask of the {}", "{} segmentation", "CT imaging of the {} in the abdomen", "visualization of the {} in abdominal CT imaging",
    "presence of {}", "delineate the {}", "this patient's {}", "{} volume", "a mask for the {}", "highlight {}", "{}.",
)  # fmt: skip
NONE = len(STRUCTURES)


def _typo(word: str, rng: random.Random) -> str:
    """One slip of the keyboard in a word of at least five letters; the first letter stays."""
    if len(word) < 5:
        return word
    i = rng.randrange(1, len(word) - 1)
    slip = rng.randrange(4)
    if slip == 0:
        return word[:i] + word[i + 1 :]
    if slip == 1:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if slip == 2:
        return word[:i] + word[i] + word[i:]
    return word[:i] + rng.choice("abcdefghijklmnopqrstuvwxyz") + word[i + 1 :]


def _plain(text: str) -> str:
    """Without accents, as on a keyboard that lacks them."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _say(name: str, rng: random.Random) -> str:
    words = (_plain(name) if rng.random() < 0.3 else name).split(" ")
    if rng.random() < 0.2:
        i = rng.randrange(len(words))
        words[i] = _typo(words[i], rng)
    text = rng.choice(TEMPLATES).format(" ".join(words))
    return text.capitalize() if rng.random() < 0.2 else text.upper() if rng.random() < 0.03 else text


def say_structure(index: int, rng: random.Random) -> str:
    """A wording of structure `index`: half of the time its name, else a synonym."""
    structure = STRUCTURES[index]
    plain = rng.random() < 0.5
    return _say(structure.name if plain else rng.choice(structure.synonyms), rng)


def say_outside(rng: random.Random) -> str:
    """A wording of something that Mini does not know: other anatomy, findings, nonsense words."""
    if rng.random() < 0.3:
        letters = "abcdefghijklmnopqrstuvwxyz"
        made_up = ["".join(rng.choices(letters, k=rng.randint(2, 10))) for _ in range(rng.randint(1, 3))]
        return _say(" ".join(made_up), rng)
    return _say(rng.choice(OUTSIDE_WORDS), rng)


def text_batch(size: int, rng: random.Random) -> tuple[list[str], list[int]]:
    """Wordings and what each means: a structure's index, or NONE for two in five."""
    texts, meanings = [], []
    for _ in range(size):
        meaning = NONE if rng.random() < 0.4 else rng.randrange(NONE)
        texts.append(say_outside(rng) if meaning == NONE else say_structure(meaning, rng))
        meanings.append(meaning)
    return texts, meanings

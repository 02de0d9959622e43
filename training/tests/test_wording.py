import random

from mini.vocabulary import GROUPS, OUTSIDE_WORDS, STRUCTURES
from mini.wording import NONE, say_structure, text_batch


def test_every_structure_is_named_once_and_no_synonym_means_two_things():
    owners: dict[str, str] = {}
    for structure in STRUCTURES:
        for word in (structure.name, *structure.synonyms):
            assert owners.setdefault(word, structure.id) == structure.id, word
    for names, _ in GROUPS:
        assert not set(names) & set(owners)


def test_nothing_outside_the_vocabulary_is_also_in_it():
    known = {w for s in STRUCTURES for w in (s.name, *s.synonyms)} | {n for names, _ in GROUPS for n in names}
    assert not known & set(OUTSIDE_WORDS)


def test_a_sided_structure_never_loses_its_side():
    rng = random.Random(0)
    left = next(i for i, s in enumerate(STRUCTURES) if s.id == "kidney_left")
    for _ in range(300):
        said = say_structure(left, rng).lower()
        others = ("right", "rt", "rechte", "droit", "derecho", "destro", "direito", "dexter", "右肾")
        assert not set(said.replace(".", " ").split()) & set(others)


def test_batches_mix_structures_and_words_that_mean_none_of_them():
    texts, meanings = text_batch(400, random.Random(1))
    assert len(texts) == len(meanings) == 400
    assert set(meanings) == set(range(NONE + 1))

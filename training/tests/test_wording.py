import random

import pytest

from mini import outside, wording
from mini.vocabulary import GROUPS, STRUCTURES
from mini.wording import NONE, plain, say_outside, say_structure, text_batch

pytest.importorskip("wordfreq")


def test_every_structure_is_named_once_and_no_name_means_two_things():
    owners: dict[str, str] = {}
    for structure in STRUCTURES:
        for word in (structure.name, *structure.synonyms):
            assert owners.setdefault(plain(word), structure.id) == structure.id, word
    for names, members in GROUPS:
        assert not {plain(n) for n in names} & set(owners)
        assert set(members) <= {s.id for s in STRUCTURES}


def test_every_structure_has_a_name_in_ten_languages_scripts_and_spellings():
    for structure in STRUCTURES:
        names = (structure.name, *structure.synonyms)
        assert len(names) >= 12, structure.id
        assert any("\u4e00" <= c <= "\u9fff" for n in names for c in n), structure.id
        assert any("\u0400" <= c <= "\u04ff" for n in names for c in n), structure.id


def test_every_structure_has_a_name_in_each_other_script():
    scripts = {"Arabic": "\u0600\u06ff", "Hebrew": "\u0590\u05ff", "Devanagari": "\u0900\u097f", "Hangul": "\uac00\ud7af"}
    scripts |= {"Greek": "\u0370\u03ff", "Thai": "\u0e00\u0e7f"}
    missing = {
        (structure.id, script)
        for structure in STRUCTURES
        for script, (first, last) in scripts.items()
        if not any(first <= c <= last for name in structure.synonyms for c in name)
    }
    assert missing == {("postcava", "Thai")}  # the card says "up to" for this


def test_nothing_outside_the_vocabulary_is_also_in_it():
    known = wording.known_names() | {plain(n) for names, _ in GROUPS for n in names}
    for table in (outside.ANATOMY, outside.FOREIGN, outside.WORDS, outside.CODE):
        assert not {plain(w) for w in table} & known
    assert not set(wording.common_words()) & known


def test_a_sided_structure_never_loses_its_side():
    rng = random.Random(0)
    left = next(i for i, s in enumerate(STRUCTURES) if s.id == "kidney_left")
    others = {"right", "rt", "r", "rechte", "rechts", "droit", "derecho", "destro", "direito", "dexter", "右肾"}
    for _ in range(300):
        assert not set(plain(say_structure(left, rng)).split()) & others


def test_batches_mix_structures_and_words_that_mean_none_of_them():
    texts, meanings = text_batch(600, random.Random(1))
    assert len(texts) == len(meanings) == 600
    assert set(meanings) == set(range(NONE + 1))


def test_what_the_encoder_is_tested_with_is_never_sampled_for_training():
    assert len(wording.held_out()) > 500
    rng = random.Random(2)
    said = {plain(say_structure(rng.randrange(NONE), rng)) for _ in range(3000)} | {plain(say_outside(rng)) for _ in range(3000)}
    assert not said & wording.held_out()


def test_the_lists_say_truly_which_wordings_the_vocabulary_has():
    groups = {plain(n) for names, _ in GROUPS for n in names}
    ids = {s.id for s in STRUCTURES}
    for line in (wording.HELD_OUT / "understood.tsv").read_text().splitlines()[1:]:
        expected, kind, text = line.split("\t")
        assert set(expected.split()) <= ids | {"all"}, text
        if kind.startswith("by outsiders"):
            continue
        assert kind == ("name" if plain(text) in wording.known_names() | groups | {plain(i) for i in ids} else "held-out"), text
    for line in (wording.HELD_OUT / "not-understood.tsv").read_text().splitlines()[1:]:
        assert plain(line.split("\t")[1]) not in wording.known_names() | groups, line


def test_a_slip_never_makes_another_real_word_or_name_of_a_name():
    rng = random.Random(3)
    slipped = {wording.mistype("liver", rng) for _ in range(500)} - {"liver"}
    assert len(slipped) > 20 and not slipped & {"river", "lover", "live", "alive"}

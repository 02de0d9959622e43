import random
import re

import torch

from mini.context_classifier import BUCKETS, Bags, ContextClassifier, kinds_of, runs_of, train
from mini.frames import KINDS, LANGUAGES, NAME, generate, normal_form, read_grammar


def test_every_language_has_sentences_of_every_kind_with_slots_that_exist():
    assert {"en", "de", "fr", "es", "zh"} <= set(LANGUAGES)
    for language in LANGUAGES:
        grammar = read_grammar(language)
        assert set(grammar.sentences) == set(KINDS), language
        sentences = [text for texts in grammar.sentences.values() for text in texts]
        assert {slot for text in sentences for slot in re.findall(r"<([A-Z]+)\??>", text)} == set(grammar.slots), language
        assert all(NAME in text for text in sentences), language


def test_the_same_seed_gives_the_same_sentences_each_once_in_normal_form():
    frames = generate(4000, seed=3)
    assert frames == generate(4000, seed=3)
    assert frames != generate(4000, seed=4)
    assert len({(frame.language, frame.text) for frame in frames}) == len(frames) == 4000
    assert all(frame.text == normal_form(frame.text) and NAME in frame.text for frame in frames)
    assert not any(slot in frame.text for frame in frames for slot in "<>|")


def test_no_name_of_an_organ_stands_beside_the_mask():
    words = {word for frame in generate(4000, seed=5) if frame.language == "en" for word in frame.text.split()}
    assert not words & {"liver", "kidney", "spleen", "pancreas", "gallbladder", "aorta"}


def test_words_left_out_of_training_are_in_no_sentence_that_says_it_has_none():
    grammar = read_grammar("en")
    assert all(grammar.left_out[slot] for slot in ("VERB", "PART", "PATH", "ADJ"))
    rng = random.Random(1)
    said = [grammar.say("pathology", rng, with_left_out=True) for _ in range(300)]
    assert {frame.is_left_out for frame in said} == {True, False}
    assert not any(grammar.say("pathology", rng, with_left_out=False).is_left_out for _ in range(300))


def test_runs_are_of_utf16_units_and_each_counts_once():
    assert len(runs_of("@")) == 5  # | |@ |@| @ @|
    assert set(runs_of("把@画出来")) - set(runs_of("@"))
    assert all(0 <= bucket < BUCKETS for bucket in runs_of("show me the @"))


def test_a_classifier_learns_to_tell_kinds_apart_and_batches_do_not_mix_sentences():
    frames = [frame for frame in generate(1500, seed=6) if frame.language in ("en", "zh")]
    bags = Bags(frames)
    model = train(bags, steps=60, seed=1)
    alone = kinds_of(model, [frames[7].text])[0]
    among = kinds_of(model, [frame.text for frame in frames[:20]])[7]
    assert all(abs(alone[kind] - among[kind]) < 1e-5 for kind in KINDS)
    with torch.no_grad():
        buckets, starts, kinds = bags.some(torch.arange(len(bags)))
        right = (model(buckets, starts).argmax(1) == kinds).float().mean()
        chance = (ContextClassifier()(buckets, starts).argmax(1) == kinds).float().mean()
    assert right > max(0.8, chance)

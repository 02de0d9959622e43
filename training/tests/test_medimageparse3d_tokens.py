from medimageparse3d_reference import reference

from medimageparse3d.tokens import token_ids, vocabulary


def test_the_vocabulary_is_that_of_the_token_table():
    ids, _, _ = vocabulary()
    assert len(ids) + 2 == 49408


def test_a_prompt_of_the_training_data_has_the_published_ids():
    assert token_ids("liver in abdomen CT") == [49406, 12639, 530, 596, 2164, 576, 1122, 49407]


def test_every_listed_prompt_has_the_original_ids():
    """All but those that the original first sends through a library that repairs damaged Unicode."""
    listed = reference("text_tokens.json")["prompts"]
    plain = [entry for entry in listed if not entry["needs_unicode_repair"]]
    assert len(plain) > len(listed) / 2
    wrong = {entry["prompt"]: token_ids(entry["prompt"]) for entry in plain if token_ids(entry["prompt"]) != entry["ids"]}
    assert wrong == {}

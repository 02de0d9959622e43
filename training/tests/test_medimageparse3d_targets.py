"""The vocabulary in the committed recipe is the one that the published list makes."""

import copy
import json

from medimageparse3d.ship import FOLDER
from medimageparse3d.targets import fill


def test_recipe_holds_the_vocabulary_that_the_list_makes():
    recipe = json.loads((FOLDER / "recipe.json").read_text())
    assert fill(copy.deepcopy(recipe)) == recipe

"""Functions that exist in both languages name each other; here both names are looked up, so that none outlives its twin."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: "Twin: `name` in training/mini/x.py", "Twins: `a` and `b` in ...", "Twin of src/model/x.ts", with line breaks in between.
IN_PYTHON = re.compile(r"Twins?: ((?:`\w+`(?: of | and |, )?)+)\s+in\s+(?:\*\s+)?(training/[\w/]+\.py)")
IN_TYPESCRIPT = re.compile(r"Twin(?:s of|s|:| of)? (?:`(\w+)` in )?(src/[\w/-]+(?:\.ts)?)")


def typescript_notes() -> list[tuple[Path, str, Path]]:
    """(file with the note, name, Python file that should define it)."""
    notes = []
    for file in sorted((ROOT / "src").rglob("*.ts")):
        text = re.sub(r"\n\s*\* ", " ", file.read_text())
        for names, path in IN_PYTHON.findall(text):
            notes += [(file, name, ROOT / path) for name in re.findall(r"`(\w+)`", names)]
    return notes


def python_notes() -> list[tuple[Path, str, Path]]:
    """(file with the note, name or "", TypeScript file or folder that should be there)."""
    notes = []
    for file in sorted((ROOT / "training").glob("*/*.py")):
        if file != Path(__file__):
            notes += [(file, name, ROOT / path) for name, path in IN_TYPESCRIPT.findall(file.read_text())]
    return notes


def test_there_are_notes_on_both_sides():
    assert len(typescript_notes()) >= 10
    assert len(python_notes()) >= 4


@pytest.mark.parametrize("file, name, twin", typescript_notes(), ids=lambda value: getattr(value, "name", value))
def test_a_twin_in_python_is_still_there(file, name, twin):
    assert twin.is_file(), f"{file} names {twin}"
    assert re.search(rf"^\s*(def|class) {name}\b", twin.read_text(), re.MULTILINE), f"{twin} has no {name}, which {file} names"


@pytest.mark.parametrize("file, name, twin", python_notes(), ids=lambda value: getattr(value, "name", value))
def test_a_twin_in_typescript_is_still_there(file, name, twin):
    assert twin.exists(), f"{file} names {twin}"
    assert name in (twin.read_text() if twin.is_file() else ""), f"{twin} has no {name}, which {file} names"

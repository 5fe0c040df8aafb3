"""Every verb written in the journal can be read in French (`SENTENCES` of `<app>/privacy`)."""

import ast

from fanal.schools.reading.journal import all_words
from tests.architecture import source
from tests.architecture.source import none_of

APPS = (
    "accounts.",
    "directory.",
    "equipment.",
    "helpdesk.",
    "missions.",
    "online_services.",
    "overview.",
    "privacy.",
)


def verbs() -> set[tuple[str, str]]:
    """The literal `verb="app.verb"` of each call."""
    return {
        (str(keyword.value.value), source.name_of(file))
        for file in source.python_files()
        for node in ast.walk(source.tree_of(file))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "verb" and isinstance(keyword.value, ast.Constant)
        if str(keyword.value.value).startswith(APPS)
    }


def test_every_verb_has_a_sentence():
    explained = {verb for words in all_words() for verb in words.sentences}
    none_of(f"{file}: {verb} has no sentence in SENTENCES" for verb, file in verbs() if verb not in explained)


def test_the_verbs_are_found():
    assert len(verbs()) > 40

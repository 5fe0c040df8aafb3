"""Every verb written in the journal can be read in French (`SENTENCES` of `<app>/privacy`)."""

import ast
from functools import cache
from textwrap import dedent

from fanal.schools.reading.journal import all_words
from tests.architecture import source
from tests.architecture.source import none_of
from tests.architecture.verbs import module_name, verbs_of


@cache
def written() -> tuple[set[tuple[str, str]], list[str]]:
    return verbs_of({module_name(file): source.tree_of(file) for file in source.python_files()})


def made_up(**modules: str) -> tuple[set[str], list[str]]:
    """What is read of a program of these modules."""
    verbs, unread = verbs_of({name: ast.parse(dedent(text)) for name, text in modules.items()})
    return {verb for verb, _ in verbs}, unread


def test_every_verb_has_a_sentence():
    explained = {verb for words in all_words() for verb in words.sentences}
    verbs, _ = written()
    none_of(
        f"{module}: {verb} has no sentence in SENTENCES" for verb, module in verbs if verb not in explained
    )


def test_no_sentence_stands_for_a_verb_that_nothing_writes():
    verbs = {verb for verb, _ in written()[0]}
    none_of(verb for words in all_words() for verb in words.sentences if verb not in verbs)


def test_every_verb_can_be_read_from_the_code():
    _, unread = written()
    none_of(unread)


def test_the_verbs_are_found(at_least):
    at_least("verbs of the journal", len({verb for verb, _ in written()[0]}), 510)


def test_verbs_that_are_no_literals_are_seen():
    verbs, unread = made_up(
        actions="""
            ENDED = {True: "app.ended", False: "app.stopped"}
            USUAL = "app.usual"

            def end(row, is_late):
                verb = "app.late" if is_late else "app.in_time"
                noted(row, verb=verb)
                noted(row, verb=ENDED[is_late])
                _move(row, "app.moved")
                _move(row)

            def _move(row, verb=USUAL):
                def inside():
                    noted(row, verb=verb)
                inside()
        """,
        views="""
            from actions import _move

            def view(row, way):
                says, chain = ("app.seen", 1) if way else ("app.heard", 2)
                _move(row, verb=says)
        """,
    )
    assert unread == []
    assert verbs == {
        "app.late",
        "app.in_time",
        "app.ended",
        "app.stopped",
        "app.moved",
        "app.usual",
        "app.seen",
        "app.heard",
    }


def test_a_verb_that_may_be_anything_is_a_finding():
    verbs, unread = made_up(
        actions="""
            def end(row, state):
                noted(row, verb=f"app.ended_{state}")

            def listener(verb):
                noted(None, verb=verb)

            signal.connect(listener)

            def undo(row, by, **details):
                said = {"verb": "app.undone", "by": by}
                noted(row, **said)
                noted(row, "app.undone", **details)

            def noted(row, verb): ...
        """
    )
    assert verbs == set()
    assert [finding.split(":")[1] for finding in unread] == ["3", "6", "12"]

"""What a sheet of the register must say, and what a colleague is asked."""

from dataclasses import replace

import pytest

from fanal.privacy.rules.codes import Controller, Dpia, ProcessingPartKind
from fanal.privacy.rules.declaration import ToolDeclaration, advice
from fanal.privacy.rules.declaration import refusals as declared_refusals
from fanal.privacy.rules.register import ProcessingRecord, completeness, entry_refusals, refusals
from fanal.privacy.tests.full_record import FULL

EMPTY = ProcessingRecord(
    "Vie scolaire", Controller.HEAD, "", "", None, (), (), (), "", (), "", Dpia.TO_SAY, ""
)


def test_a_sheet_that_says_everything_is_complete_and_may_enter():
    assert completeness(FULL).is_complete
    assert completeness(FULL).percent == 100
    assert entry_refusals(FULL) == []


def test_an_empty_sheet_says_what_to_do_in_its_order():
    result = completeness(EMPTY)
    assert (result.said, result.total) == (3, 13)
    assert result.missing[0] == "Dites à quoi sert ce traitement."
    assert result.missing[-1].startswith("Décidez si une analyse d’impact")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"controller": Controller.OTHER}, "Nommez l’autre responsable"),
        ({"sensitive": ("health",)}, "pourquoi ces données sensibles"),
        ({"parts": {ProcessingPartKind.RETENTION: 1}}, "qui reçoit"),
        ({"has_no_processor": False}, "sous-traitants"),
        ({"has_no_transfer": False}, "Union européenne"),
        ({"dpia": Dpia.NEEDED}, "reste à faire"),
        ({"dpia": Dpia.ELSEWHERE}, "la référence"),
        ({"measures": ()}, "mesures de sécurité"),
    ],
)
def test_each_thing_that_is_missing_is_named(change, words):
    (missing,) = completeness(replace(FULL, **change)).missing
    assert words in missing


def test_what_is_said_both_ways_is_refused():
    sheet = replace(
        FULL, name=" ", parts=FULL.parts | {ProcessingPartKind.PROCESSOR: 1, ProcessingPartKind.TRANSFER: 1}
    )
    assert len(refusals(sheet)) == 3


def test_three_answers_are_enough_to_declare():
    assert declared_refusals(ToolDeclaration("Quizinière", "Exercices", ["pupils"], ["identity"], True)) == []
    assert len(declared_refusals(ToolDeclaration("", " ", [], [], False))) == 3


def test_whoever_declares_is_told_what_to_do_meanwhile():
    sentences = advice(ToolDeclaration("X", "Y", ["pupils"], ["personal"], True))
    assert len(sentences) == 3

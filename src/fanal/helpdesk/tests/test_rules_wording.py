from datetime import date

import pytest

from fanal.helpdesk.rules.codes import WaitingFor
from fanal.helpdesk.rules.wording import AuthorityName, Reader, Wait, short_label, waiting_sentence

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("kind", "button", "number"),
    [
        ("department", "Transmettre au Département", "n° du Département"),
        ("region", "Transmettre à la Région", "n° de la Région"),
        ("metropolis", "Transmettre à la Métropole", "n° de la Métropole"),
        ("city", "Transmettre à la Ville", "n° de la Ville"),
        ("ogec", "Transmettre à l’OGEC", "n° de l’OGEC"),
        ("anything", "Transmettre à la Collectivité", "n° de la Collectivité"),
    ],
)
def test_the_authority_is_called_by_its_type(kind: str, button: str, number: str) -> None:
    name = AuthorityName.of_kind(kind)
    assert (name.forward_label, name.number_label) == (button, number)


@pytest.mark.parametrize(
    ("wait", "kind", "reader", "sentence"),
    [
        pytest.param(
            Wait(WaitingFor.AUTHORITY, 11, date(2026, 12, 4)),
            "department",
            Reader.TEAM,
            "En attente du Département depuis 11 jours ouvrés, promis le 4 décembre.",
            id="promised",
        ),
        pytest.param(
            Wait(WaitingFor.AUTHORITY, 11, date(2026, 11, 13), days_late=8),
            "region",
            Reader.REQUESTER,
            "En attente de la Région depuis 11 jours ouvrés, promis le 13 novembre "
            "(dépassé de 8 jours ouvrés).",
            id="promise broken",
        ),
        pytest.param(
            Wait(WaitingFor.PART, 1, date(2027, 1, 1)),
            "city",
            Reader.TEAM,
            "En attente d’une pièce depuis 1 jour ouvré, promis le 1er janvier 2027.",
            id="a part, next year",
        ),
        pytest.param(
            Wait(WaitingFor.REQUESTER, 0),
            "region",
            Reader.REQUESTER,
            "En attente de votre réponse depuis aujourd’hui.",
            id="the teacher himself",
        ),
        pytest.param(
            Wait(WaitingFor.REQUESTER, 2, requester="Mme Bernard"),
            "region",
            Reader.TEAM,
            "En attente de Mme Bernard depuis 2 jours ouvrés.",
            id="the teacher, seen by the team or the head",
        ),
    ],
)
def test_who_waits_for_whom_in_one_sentence(wait: Wait, kind: str, reader: Reader, sentence: str) -> None:
    name = AuthorityName.of_kind(kind)
    assert waiting_sentence(wait, authority=name, reader=reader, today=TODAY) == sentence


@pytest.mark.parametrize(
    ("waiting_for", "reader", "label"),
    [
        (WaitingFor.REQUESTER, Reader.REQUESTER, "En attente de vous"),
        (WaitingFor.REQUESTER, Reader.TEAM, "En attente du demandeur"),
        (WaitingFor.AUTHORITY, Reader.REQUESTER, "En attente du Département"),
        (WaitingFor.PART, Reader.TEAM, "En attente d’une pièce"),
    ],
)
def test_the_short_label_of_a_list(waiting_for: WaitingFor, reader: Reader, label: str) -> None:
    assert short_label(waiting_for, authority=AuthorityName.of_kind("department"), reader=reader) == label

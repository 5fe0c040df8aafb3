"""Which sheets come while one types."""

import pytest

from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.kinds import guess, leads_to_management
from fanal.practice_sheets.rules.delivered import FIRST_SHEETS
from fanal.practice_sheets.rules.practice_sheet import SHOWN, SearchableSheet, fitting

KNOWN = [
    SearchableSheet(rank, sheet.title, tuple(sheet.kinds), sheet.words)
    for rank, sheet in enumerate(FIRST_SHEETS, 1)
]
CODES = {rank: sheet.code for rank, sheet in enumerate(FIRST_SHEETS, 1)}


def fitting_codes(text: str) -> list[str]:
    return [CODES[number] for number in fitting(KNOWN, text, guess(text))]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Le vidéoprojecteur s’allume mais reste noir", "projector-no-picture"),
        ("le videoprojecteur affiche « aucun signal »", "projector-no-picture"),
        ("pas de son dans la vidéo", "no-sound"),
        ("les enceintes ne marchent plus", "no-sound"),
        ("l’ordi rame, c’est très lent", "slow-computer"),
        ("écran noir, le pc ne démarre plus", "black-screen"),
        ("bourrage papier au copieur", "printer"),
        ("l’imprimente n’imprime plus", "printer"),
        ("j’ai oublié mon mot de passe ENT", "ent-password"),
        ("Pronote ne s’ouvre pas", "pronote"),
        ("pas de wifi au CDI", "wifi"),
        ("les tablettes de la valise ne chargent plus", "tablets"),
        ("le stylet du TNI est décalé", "board-offset"),
        ("micro du casque ne marche pas", "headset"),
        ("comment scanner un document", "scan"),
    ],
)
def test_each_usual_trouble_finds_its_sheet_first(text, first):
    assert fitting_codes(text)[0] == first


def test_never_more_than_three():
    assert len(fitting_codes("ordinateur lent, écran noir, pas de son, plus de wifi, imprimante")) == SHOWN


@pytest.mark.parametrize("text", ["", "bonjour", "la porte de la salle ne ferme plus", "le radiateur fuit"])
def test_nothing_is_shown_for_what_no_sheet_is_about(text):
    assert fitting_codes(text) == []


def test_a_kind_chosen_by_hand_is_enough():
    assert [CODES[n] for n in fitting(KNOWN, "", RequestKind.TABLET)] == ["headset", "wifi", "tablets"]


def test_a_sheet_without_words_is_found_by_its_title():
    ours = [SearchableSheet(7, "Badge de la loge perdu", (), "")]
    assert fitting(ours, "j’ai perdu mon badge", RequestKind.OTHER) == [7]


def test_the_first_sheets_are_whole():
    assert len(FIRST_SHEETS) == 12
    assert len({sheet.code for sheet in FIRST_SHEETS}) == 12
    for sheet in FIRST_SHEETS:
        assert len(sheet.title) <= 120, sheet.code
        assert len(sheet.words) <= 300, sheet.code
        assert sheet.kinds, sheet.code
        assert "## " in sheet.body, sheet.code
        assert "'" not in sheet.body + sheet.title, sheet.code
        assert not leads_to_management(sheet.body), sheet.code

"""What an answer means, what it changes, and whose number it carries."""

import pytest

from fanal.helpdesk.rules.answers import AnswerEffect, Meaning, effect, external_number, meaning
from fanal.helpdesk.rules.codes import RequestState
from fanal.helpdesk.rules.senders import is_of_authority


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oui", Meaning.YES),
        ("oui merci !", Meaning.YES),
        ("Ça marche, merci beaucoup", Meaning.YES),
        ("OK.", Meaning.YES),
        ("Merci beaucoup", Meaning.THANKS),
        ("Non", Meaning.NO),
        ("Non, l’écran reste noir", Meaning.NO),
        ("Toujours pas", Meaning.NO),
        ("Oui mais le son ne marche pas", Meaning.OTHER),
        ("Ça marche sauf le son", Meaning.OTHER),
        ("Ouistiti", Meaning.OTHER),
        ("Nonobstant votre passage", Meaning.OTHER),
        ("Oui " + "et puis encore une longue histoire " * 5, Meaning.OTHER),
        ("", Meaning.OTHER),
    ],
)
def test_a_short_answer_is_understood_and_a_doubt_is_not_a_yes(text, expected):
    assert meaning(text) is expected


@pytest.mark.parametrize(
    ("state", "said", "days", "expected"),
    [
        (RequestState.SOLVED, Meaning.YES, 0, AnswerEffect.CLOSE),
        (RequestState.SOLVED, Meaning.NO, 0, AnswerEffect.REOPEN),
        (RequestState.SOLVED, Meaning.OTHER, 0, AnswerEffect.REOPEN),
        (RequestState.CLOSED, Meaning.THANKS, 3, AnswerEffect.NOTHING),
        (RequestState.CLOSED, Meaning.OTHER, 30, AnswerEffect.REOPEN),
        (RequestState.CLOSED, Meaning.OTHER, 31, AnswerEffect.LINK),
        (RequestState.TAKEN, Meaning.YES, 0, AnswerEffect.NOTHING),
    ],
)
def test_an_answer_changes_what_it_may_change(state, said, days, expected):
    assert effect(state, said, days_closed=days) is expected


def test_an_awaited_answer_puts_the_request_back_to_work():
    assert effect(RequestState.WAITING, Meaning.OTHER, waiting_for="requester") is AnswerEffect.RESUME
    assert effect(RequestState.WAITING, Meaning.OTHER, waiting_for="authority") is AnswerEffect.NOTHING


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("[GLPI #0000123] Nouveau suivi", "123"),
        ("RE: [ #88531 ] Écran noir", "88531"),
        ("Ticket n° 88531 pris en compte", "88531"),
        ("Votre ticket numéro 4521", "4521"),
        ("INC0012345 ouvert", "INC0012345"),
        ("Demande n° 241 – Salle 204 – Écran", ""),
        ("RE: bonjour", ""),
    ],
)
def test_their_number_is_read_in_the_subject_and_ours_is_not_theirs(subject, number):
    assert external_number(subject) == number


@pytest.mark.parametrize(
    ("sender", "desk", "expected"),
    [
        ("aide@dep.fr", "aide@dep.fr", True),
        ("Paul@DEP.fr", "aide@dep.fr", True),
        ("paul@autre.fr", "aide@dep.fr", False),
        ("paul@dep.fr.pirate.fr", "aide@dep.fr", False),
        ("paul@gmail.com", "dep@gmail.com", False),
        ("dep@gmail.com", "dep@gmail.com", True),
        ("prof@ac-rennes.fr", "assistance@ac-rennes.fr", False),
        ("assistance@ac-rennes.fr", "assistance@ac-rennes.fr", True),
        ("prof@x.region-academique-bretagne.fr", "aide@x.region-academique-bretagne.fr", False),
        ("agent@education.gouv.fr", "aide@education.gouv.fr", False),
        ("paul@pac-rennes.fr", "aide@pac-rennes.fr", True),
        ("x@", "", False),
    ],
)
def test_the_authority_is_its_desk_and_its_own_domain(sender, desk, expected):
    assert is_of_authority(sender, desk, []) is expected

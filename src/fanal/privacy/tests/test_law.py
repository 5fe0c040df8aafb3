"""What binds, said as it binds: terms of answers, the clock of a breach, grounds, the controller's name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fanal.accounts.models import Academy, School
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.privacy.models import DataBreach
from fanal.privacy.reading.requests import LONGER, RECEIVED, remedy_of
from fanal.privacy.rules.breaches import Risk, TellingChoice, clock
from fanal.privacy.rules.codes import Controller, LegalBasis
from fanal.privacy.rules.register import warnings
from fanal.privacy.tests.breach_facts import FRIDAY
from fanal.privacy.tests.breach_facts import NEW as FACTS
from fanal.privacy.tests.full_record import FULL as SHEET

TODAY = date(2026, 11, 26)
pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.parametrize("words", [RECEIVED, LONGER])
def test_an_answer_is_due_at_the_latest_and_not_aimed_at(words):
    """verified.md § 3.7: article 12, § 3, binds."""
    assert "au plus tard le {due}" in words
    assert "vis" not in words


@pytest.mark.parametrize(
    ("risk", "cnil", "runs"),
    [
        (Risk.TO_SAY, TellingChoice.TO_SAY, True),
        (Risk.TO_SAY, TellingChoice.NO, True),
        (Risk.UNLIKELY, TellingChoice.NO, False),
        (Risk.UNLIKELY, TellingChoice.TO_SAY, True),
        (Risk.RISK, TellingChoice.YES, True),
    ],
)
def test_a_breach_whose_risk_is_to_be_assessed_keeps_its_clock(school, risk, cnil, runs):
    """verified.md § 3.7; the question over many rows says the same as the rule."""
    now = FRIDAY + timedelta(hours=5)
    assert clock(replace(FACTS, risk=risk, cnil=cnil, cnil_notified_at=None), now).is_running is runs
    with scope(school):
        DataBreach.objects.create(
            school=school,
            number=1,
            title="Clé perdue",
            description="Clé perdue",
            known_at=FRIDAY,
            answers=FACTS.answers,
            risk=risk,
            cnil=cnil,
        )
        assert DataBreach.objects.for_school(school).clock_running().exists() is runs


@pytest.mark.parametrize(
    ("controller", "legal_basis", "warned"),
    [
        (Controller.HEAD, LegalBasis.INTEREST, True),
        (Controller.JOINT, LegalBasis.INTEREST, True),
        (Controller.OTHER, LegalBasis.INTEREST, False),
        (Controller.HEAD, LegalBasis.PUBLIC_TASK, False),
    ],
)
def test_legitimate_interest_warns_that_a_public_authority_cannot_use_it(controller, legal_basis, warned):
    """verified.md § 3.7: article 6, § 1, last sentence."""
    assert bool(warnings(replace(SHEET, controller=controller, legal_basis=legal_basis))) is warned


def test_a_private_school_names_the_delegate_of_the_academy_only_when_it_appointed_them(school):
    """verified.md § 3.6: the letters of a private school read public law."""
    assert "de l’académie" not in remedy_of(school, TODAY), (
        "December § 3: a public school that appointed none"
    )
    assert "délégué à la protection des données (…" in remedy_of(school, TODAY)
    school.status = School.Status.PRIVATE
    assert "délégué" not in remedy_of(school, TODAY)
    assert "adresser une réclamation à la CNIL" in remedy_of(school, TODAY)
    school.academy = Academy.objects.create(code="rennes", name="Rennes")
    school.dpo_appointed_since = TODAY
    for status in School.Status:
        school.status = status
        assert "délégué à la protection des données de l’académie" in remedy_of(school, TODAY)


def test_one_controller_is_named_everywhere(client):
    """verified.md § 3.7: « l'établissement » on one page, the head on another."""
    text = client.get("/donnees-personnelles/").text
    assert "Le responsable de traitement est le chef d’établissement" in text
    assert "responsable du traitement" not in text.lower()


def test_the_notice_says_what_the_law_asks_for(client):
    """December § 3.1: RGPD, article 13: the basis, each right, the complaint."""
    words = words_of(client.get("/donnees-personnelles/").text)
    for word in ("base légale", "corriger", "effacer", "limiter l’usage", "opposer", "saisir la CNIL"):
        assert word in words

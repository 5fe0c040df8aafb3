"""A tablet taken out of a case that is booked: whoever lends reads what the case still has."""

from datetime import datetime, timedelta

import pytest

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.models import Loan
from fanal.loans.tests.conftest import TODAY, lend, made, pupils, sitting, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def case(school, tablets, colleague) -> Equipment:
    """« Valise 3 » with T-01 to T-05, booked on 10 December."""
    with scope(school):
        valise: Equipment = EquipmentFactory(school=school, name="Valise 3")
        starts = datetime(2026, 12, 10, 8, tzinfo=school.zone_info)
        custody.keep_in(valise, tablets[:5], now=starts - timedelta(days=30))
        kind = Custody.Kind.BOOKING
        custody.take(valise, starts, starts + timedelta(hours=2), kind=kind, person=colleague)
    return valise


@pytest.mark.parametrize(
    ("machines", "due_on", "said"),
    [
        (
            "T-01",
            "",
            "T-01 vient de « Valise 3 », réservé le 10 décembre 2026 par Mme Hamel : s’il sort seul, il y "
            "reste 4",
        ),
        ("T-01\nT-03", "2026-12-10", "T-01 et T-03 viennent de « Valise 3 », réservé le 10 décembre 2026"),
        ("T-01", "2026-12-09", ""),
        ("T-06", "", ""),
    ],
    ids=["no end", "two, due that day", "back before", "of no case"],
)
def test_a_tablet_of_a_booked_case_leaves_with_a_word(lead, school, pupil, case, machines, due_on, said):
    """The case was refused, its tablets were not: an exam went from 2 missing to 6, unsaid."""
    sent = {"pupil_typed": "martin", "machines": machines, "due_on": due_on, "is_sure": "on"}
    words = words_of(lead.post(url(school, "loan_add"), sent, follow=True).text)
    assert "Le matériel est gardé pour Zoé MARTIN (6A)" in words
    assert len(made(school)) == 1
    assert said in words
    assert ("il y reste" in words) == bool(said)


def test_it_is_said_before_it_is_lent_and_lent_only_on_purpose(lead, school, pupil, case):
    """December § 2.4: said before lending, not after."""
    sent = {"pupil_typed": "martin", "machines": "T-01", "due_on": ""}
    refused = lead.post(url(school, "loan_add"), sent)
    assert refused.status_code == 422
    assert "T-01 vient de « Valise 3 », réservé le 10 décembre 2026 par" in words_of(refused.text)
    assert "Prêter quand même" in words_of(refused.text)
    assert made(school) == []
    assert "is_sure" not in lead.get(url(school, "loan_add")).text, "nothing to tick where nothing is taken"
    assert lead.post(url(school, "loan_add"), sent | {"is_sure": "on"}).status_code == 302


HTMX = {"HX-Request": "true", "HX-Target": "pupil"}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_class_empties_a_booked_case_only_on_purpose(lead, school, case, headers):
    """December § 2.4: asked at the first machine and at the last one, and summed up once for the class."""
    first, *others = pupils(school, 5)

    def lend(who, machine, **more):
        page = url(school, "sitting_lend", who.pk)
        sent = sitting(school, typed=machine, due_on="2026-12-31") | more
        return lead.post(page, sent, headers=headers, follow=not headers)

    refused = lend(first, "T-01")
    assert refused.status_code == 422
    assert "T-01 vient de « Valise 3 », réservé le 10 décembre 2026 par" in words_of(refused.text)
    assert 'name="sure"' in refused.text
    lent = lend(first, "T-01", sure="on")
    assert lent.status_code == 200
    assert "1 appareil en sort, il y reste 4 appareils" in words_of(lent.text)
    for who, machine in zip(others[:3], ("T-02", "T-03", "T-04"), strict=True):
        assert lend(who, machine).status_code == 200
    last = lend(others[3], "T-05")
    assert last.status_code == 422
    assert "s’il sort seul, il y reste 0 appareil" in words_of(last.text)
    emptied = words_of(lend(others[3], "T-05", sure="on").text)
    assert "5 appareils en sortent, il y reste 0 appareil" in emptied
    assert "sont prévenues par courriel" in emptied
    assert len(made(school)) == 5


def test_what_is_back_before_the_booking_is_lent_without_a_question(lead, school, case):
    (who,) = pupils(school, 1)
    page = url(school, "sitting_lend", who.pk)
    assert lead.post(page, sitting(school, typed="T-01", due_on="2026-12-09")).status_code == 302


def test_what_a_class_would_leave_together_is_said_before(lead, school, case):
    """A newcomer, December 2026: each of fifteen lines said « il y reste 14 »; together none was left."""
    pupils(school, 3)
    sent = sitting(school) | {"coming": ["T-01", "T-02", "T-03", "INCONNU"]}
    said = words_of(lead.post(url(school, "sitting_preview"), sent).text)
    assert "Si vous prêtez tout ce qui est posé" in said
    assert "3 appareils en sortent, il y reste 2 appareils." in said
    assert made(school) == []


def test_a_late_loan_has_its_own_letter(lead, school, boss, pupil, tablets):
    """A newcomer, December 2026: the letters of all were printed, unless one searched the name."""
    with scope(school):
        late = lend(school, pupil, ["T-01"], boss, due_on=TODAY)
        due = lend(school, pupils(school, 1)[0], ["T-02"], boss)
        Loan.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=3))
    page = words_of(lead.get(url(school, "loan_page", late.number)).text)
    assert "Lettre de rappel (PDF)" in page
    assert "Lettre de rappel" not in words_of(lead.get(url(school, "loan_page", due.number)).text)
    with scope(school):
        rows = Loan.objects.for_school(school).late(TODAY).matching(f"n° {late.number}")
        assert [loan.pk for loan in rows] == [late.pk]

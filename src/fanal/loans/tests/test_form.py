"""The form of a loan: the pupil found by typing, everything that is wrong said at once."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.frozen.testing import empty
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.directory.models import Enrolment, Pupil, SchoolClass
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.models import Loan
from fanal.loans.reading.pupils import MOST_PUPILS
from fanal.loans.tests.conftest import DUE, TODAY, lend

pytestmark = pytest.mark.clock(TODAY)
HTMX = {"HX-Request": "true", "HX-Target": "pupils"}


def url(school, name="loan_add", *of):
    return reverse(f"loans:{name}", args=[school.uai, *of])


def enrol(school, family_name, given_name, class_code):
    with scope(school):
        SchoolClass.objects.get_or_create(school=school, school_year="2026-2027", code=class_code)
        pupil = Pupil.objects.create(school=school, family_name=family_name, given_name=given_name)
        Enrolment.objects.create(school=school, pupil=pupil, school_year="2026-2027", class_code=class_code)
    return pupil


def lent(school):
    with scope(school):
        return list(Loan.objects.for_school(school).order_by("pk"))


def found(client, school, typed, **more):
    return client.post(url(school, "pupil_choices"), {"pupil_typed": typed} | more, headers=HTMX)


def test_a_pupil_is_found_while_their_name_is_typed(lead, school):
    first, second = enrol(school, "MARTIN", "Zoé", "6A"), enrol(school, "MARTIN", "Zoé", "5B")
    enrol(school, "DIOP", "Awa", "6A")
    both = found(lead, school, "zoe mar").text
    assert "MARTIN Zoé 5B" in words_of(both)
    assert "MARTIN Zoé 6A" in words_of(both)
    assert "DIOP" not in both
    assert "2 élèves" in both
    assert "checked" not in both
    alone = found(lead, school, "martin 5b").text
    assert f'value="{second.pk}"' in alone
    assert f'value="{first.pk}"' not in alone
    assert "checked" in alone
    assert "<html" not in alone
    assert 'type="radio"' not in found(lead, school, "ma").text
    assert "Aucun élève" in found(lead, school, "inconnu").text


def test_at_most_twenty_are_shown_for_the_same_questions(lead, school, count_queries):
    for rank in range(25):
        enrol(school, "MARTIN", f"Prénom{rank}", "6A")
    with count_queries() as asked:
        page = found(lead, school, "martin").text
    assert page.count('type="radio"') == MOST_PUPILS
    assert len(asked) <= 9


def test_pupils_are_found_by_those_who_lend_in_their_school_alone(client_of, lead, school):
    enrol(SchoolFactory(), "VOISIN", "Ali", "6A")
    assert "VOISIN" not in found(lead, school, "voisin").text
    teacher = client_of(school, Role.TEACHER)
    assert found(teacher, school, "martin").status_code == 403
    assert lead.get(url(school, "pupil_choices")).status_code == 405


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"pupil_typed": "martin"}, "Choisissez l’élève dans la liste"),
        ({"pupil_typed": "xy"}, "au moins trois lettres"),
        ({"pupil_typed": "zzzz"}, "ne répond à « zzzz »"),
        ({"pupil_typed": "%%%%"}, "ne répond à"),
        ({}, "Tapez le nom de l’élève"),
    ],
)
def test_without_a_script_the_page_says_whom_to_choose(lead, school, tablets, sent, said):
    enrol(school, "MARTIN", "Zoé", "6A")
    enrol(school, "MARTIN", "Zoé", "5B")
    answer = lead.post(url(school), {"machines": "T-01"} | sent)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert lent(school) == []


def test_a_name_that_one_pupil_bears_is_enough(lead, school, tablets):
    pupil = enrol(school, "MARTIN", "Zoé", "6A")
    lead.post(url(school), {"pupil_typed": "martin zoé", "machines": "T-01"})
    assert [loan.pupil_id for loan in lent(school)] == [pupil.pk]


def test_a_box_ticked_before_another_name_was_typed_chooses_nobody(lead, school, tablets):
    before = enrol(school, "MARTIN", "Zoé", "6A")
    enrol(school, "DIOP", "Awa", "6A")
    answer = lead.post(url(school), {"pupil_typed": "diop", "pupil": before.pk, "machines": "T-01"})
    assert answer.status_code == 422
    assert lent(school) == []


def test_from_a_pupil_s_page_their_name_is_there(lead, school):
    pupil = enrol(school, "MARTIN", "Zoé", "6A")
    page = lead.get(f"{url(school)}?eleve={pupil.pk}").text
    assert f"?pour=famille&amp;eleve={pupil.pk}" in page
    assert 'value="Zoé MARTIN"' in page
    assert "checked" in page
    assert lead.get(f"{url(school)}?eleve=99999999").status_code == 200


def test_everything_that_is_wrong_is_said_at_once(lead, school, boss, colleague, tablets):
    with scope(school):
        lend(school, colleague, ["T-01"], boss)
        EquipmentFactory(school=school, name="CASSÉ", state="broken")
    sent = {"machines": "T-01\nINCONNU\nCASSÉ", "due_on": "2020-01-01", "address_1": "1 rue du Port"}
    words = words_of(lead.post(url(school), sent).text)
    for said in (
        "Tapez le nom de l’élève",
        "déjà prêté à Ada Hamel",
        "« INCONNU »",
        "« CASSÉ » ne peut pas sortir",
        "L’échéance est passée",
        "Donnez le nom du responsable",
    ):
        assert said in words, said
    assert len(lent(school)) == 1


def test_a_theft_is_noted_at_once_and_its_complaint_later(lead, school, boss, pupil, tablets):
    """« sans plainte, notez « Perdu » »: the family goes to the police the week after."""
    with scope(school):
        loan = lend(school, pupil, ["T-01", "T-02"], boss, due_on=DUE)
        item = loan.items.order_by("pk").first()
    page = reverse("loans:loan_return", args=[school.uai, loan.number])
    assert "Cochez ce qui revient" in words_of(lead.post(page, {"outcome": "stolen"}).text)
    shown = words_of(lead.post(page, {"items": item.pk, "outcome": "stolen"}, follow=True).text)
    assert "Plainte à venir : donnez-en le numéro" in shown
    assert "1 à rendre sur 2 · plainte à venir" in words_of(lead.get(url(school, "loan_list")).text)
    form = url(school, "item_completed", loan.number, item.pk)
    sent = {"complaint": "2026/77", "insurer": "MAIF", "decision": ""}
    shown = words_of(lead.post(form, sent, follow=True).text)
    assert "Plainte n° 2026/77" in shown
    assert "à venir" not in shown
    with scope(school):
        empty(loan, borrower="")
    assert lead.post(form, sent | {"decision": "rien"}).status_code == 422


def test_lending_twenty_asks_no_more_than_lending_one(lead, school, pupil, count_queries):
    """What is read does not grow; seven statements hold and write each machine."""
    with scope(school):
        names = [EquipmentFactory(school=school, name=f"P-{rank:02}").name for rank in range(21)]
    sent = {"pupil_typed": "martin", "pupil": pupil.pk}
    with count_queries() as one:
        lead.post(url(school), sent | {"machines": names[0]})
    with count_queries() as many:
        lead.post(url(school), sent | {"machines": "\n".join(names[1:])})
    assert len(lent(school)) == 2
    assert len(many) - len(one) <= 19 * 7
    lead.post(url(school), sent | {"machines": "INCONNU"})
    with count_queries() as refused_one:
        lead.post(url(school), sent | {"machines": "INCONNU-0"})
    with count_queries() as refused_many:
        answer = lead.post(url(school), sent | {"machines": "\n".join(f"INCONNU-{n}" for n in range(20))})
    assert answer.text.count("ne porte cette étiquette") == 20
    assert len(refused_many) == len(refused_one)


def test_too_many_lines_are_refused_unread(lead, school, pupil, count_queries):
    with count_queries() as asked:
        answer = lead.post(
            url(school),
            {"pupil_typed": "martin", "pupil": pupil.pk, "machines": "\n".join(map(str, range(1000)))},
        )
    assert "à la fois, pas plus" in words_of(answer.text)
    assert not [query for query in asked if "equipment_label" in query["sql"]]


@pytest.mark.parametrize("due_on", ["2020-09-01", "2033-12-31"])
def test_a_class_is_not_begun_with_a_day_that_is_over_or_too_far(lead, school, due_on):
    enrol(school, "MARTIN", "Zoé", "6A")
    page = lead.get(url(school, "sitting"), {"class_code": "6A", "due_on": due_on}).text
    assert "L’échéance est" in words_of(page)
    assert "MARTIN" not in page


def test_the_button_says_what_it_does_and_the_list_of_pupils_can_be_opened_again(lead, school):
    for code in ("6A", "5B"):
        enrol(school, "MARTIN", "Zoé", code)
    page = lead.get(url(school)).text
    assert "Préparer le prêt" in page
    assert "data-change-pupil" in page, "« Changer », beside the list"

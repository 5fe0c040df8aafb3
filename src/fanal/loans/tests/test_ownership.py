"""What is lent becomes the pupil's own where its owner decided so: one, a class, a family that refuses."""

import re
from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models import School
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.directory.models import Pupil
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.rules.states import DisposalDecision
from fanal.loans.actions.ownership import pass_to_pupils
from fanal.loans.models import Loan
from fanal.loans.reading.ownership import items_to_pass
from fanal.loans.tests.conftest import TODAY, lend, moment, pupils

pytestmark = pytest.mark.clock(TODAY)
DECISION = DisposalDecision("Délibération 2026-12", date(2026, 10, 5))
DECIDED = {"reference": "Délibération 2026-12", "decided_on": "2026-10-05"}


def url(school, query="", name="ownership"):
    return f"{reverse(f'loans:{name}', args=[school.uai])}{query}"


@pytest.fixture
def loans(school, boss, tablets):
    """Three pupils of 6A, a tablet each."""
    with scope(school):
        return [
            lend(school, pupil, [machine.name], boss)
            for pupil, machine in zip(pupils(school, 3), tablets, strict=False)
        ]


def states(school):
    with scope(school):
        return [loan.state for loan in Loan.objects.for_school(school).order_by("pk")]


def test_a_class_becomes_owner_but_for_the_family_that_refuses(lead, school, loans, tablets):
    """Issue 15: ownership passing to the pupil where the authority decides so."""
    page = lead.get(url(school, "?classe=6A")).text
    boxes = re.findall(r"<input([^>]*name=\"loans\"[^>]*)>", page)
    assert not [box for box in boxes if "checked" in box], "whoever accepts is ticked, nobody in silence"
    whole = lead.get(url(school, "?classe=6A&tout=1")).text
    boxes = re.findall(r"<input([^>]*name=\"loans\"[^>]*)>", whole)
    ticked = [re.search(r'value="(\d+)"', box)[1] for box in boxes if "checked" in box]
    assert [*map(int, ticked)] == [loan.pk for loan in loans]
    assert "l’organe compétent de la collectivité propriétaire" in words_of(page)
    kept = [loans[0].pk, loans[1].pk]
    answer = lead.post(url(school, "?classe=6A"), {"loans": kept} | DECIDED, follow=True)
    assert "2 prêts sont terminés" in words_of(answer.text)
    assert states(school) == ["closed", "closed", "out"]
    with scope(school):
        first = Equipment.objects.get(pk=tablets[0].pk)
        item = loans[0].items.get()
        assert (first.state, item.outcome, item.ended_on) == ("disposed", "owned", TODAY)
        assert item.decision == "Délibération 2026-12 du 5 octobre 2026"
        assert Equipment.objects.get(pk=tablets[2].pk).state == "service"
        assert Custody.objects.for_school(school).lent().count() == 1
    paper = lead.get(url(school, "?classe=6A", "ownership_file"))
    assert b"pdfuaid" in paper.content
    shown = words_of(lead.get(reverse("loans:loan_page", args=[school.uai, loans[0].number])).text)
    assert "Devenu propriété de l’élève" in shown
    assert "Devenu propriété de l’élève" in words_of(
        lead.get(reverse("loans:loan_list", args=[school.uai]) + "?vue=rendus").text
    )
    history = reverse("equipment:equipment_page", args=[school.uai, tablets[0].number])
    assert "Délibération 2026-12" in words_of(lead.get(history).text)


def test_the_rule_of_gifts_is_said_before(lead, school, loans, tablets):
    """December § 3.6: pupils stand in no item of the list, and a value of 300 € at most was not said."""
    said = words_of(lead.get(url(school, "?classe=6A")).text)
    assert "demandez au propriétaire la délibération qui permet ce don" in said
    assert "L3212-2 et L3212-3" in said
    assert "Estimez ce que vaut aujourd’hui le plus cher de ces biens" in said
    with scope(school):
        Equipment.objects.for_school(school).update(owner="school")
    assert "leur désaffectation" in words_of(lead.get(url(school, "?classe=6A")).text)
    School.objects.filter(pk=school.pk).update(status="private")
    assert "Avant de donner" not in words_of(lead.get(url(school, "?classe=6A")).text)


def test_one_loan_alone(lead, school, loans):
    page = url(school, f"?pret={loans[1].number}")
    assert "Zoé1" in lead.get(page).text
    assert " checked" in lead.get(page).text
    assert "Zoé2" not in lead.get(page).text
    assert lead.post(page, {"loans": loans[1].pk} | DECIDED).status_code == 302
    assert lead.post(page, {"loans": loans[1].pk} | DECIDED).status_code == 422, "it is over"
    assert states(school) == ["out", "closed", "out"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"loans": []}, "Cochez les prêts"),
        ({"loans": ["99999999999999999999"]}, "Sélectionnez un choix valide"),
        ({"reference": ""}, "référence de la décision"),
        ({"reference": "x" * 81}, "80"),
        ({"decided_on": ""}, "Donnez un jour"),
        ({"decided_on": "0001-01-01"}, "vérifiez l’année"),
        ({"decided_on": "2027-01-01"}, "date à venir"),
    ],
)
def test_each_refusal_says_why_and_changes_nothing(lead, school, loans, change, said):
    answer = lead.post(url(school, "?classe=6A"), {"loans": [loans[0].pk]} | DECIDED | change)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert states(school) == ["out"] * 3


def test_one_decision_is_that_of_one_owner(school, boss, loans, tablets):
    with scope(school):
        Equipment.objects.filter(pk=tablets[0].pk).update(owner="school")
        with pytest.raises(RuleBroken, match="plusieurs propriétaires"):
            pass_to_pupils(school, [loan.pk for loan in loans], DECISION, **moment(boss))
        pass_to_pupils(school, [loans[0].pk], DECISION, **moment(boss))
    assert states(school) == ["closed", "out", "out"]


def test_what_a_family_or_the_staff_has_is_never_passed_on(school, boss, pupil, colleague, tablets):
    with scope(school):
        family = lend(school, pupil, ["T-01"], boss, guardians=[("Mme Martin", "")], is_for_family=True)
        staff = lend(school, colleague, ["T-02"], boss)
        waiting = lend(school, pupil, ["T-03"], boss, until="prepared")
        for loan, said in (
            (family, "seul ce qui est prêté à un élève"),
            (staff, "seul"),
            (waiting, "en cours"),
        ):
            with pytest.raises(RuleBroken, match=said):
                pass_to_pupils(school, [loan.pk], DECISION, **moment(boss))
    assert states(school) == ["out", "out", "prepared"]


def test_a_machine_that_cannot_leave_keeps_the_whole_class(school, boss, loans, tablets):
    with scope(school):
        Equipment.objects.filter(pk=tablets[1].pk).update(holder=boss.person_id)
        with pytest.raises(RuleBroken, match="« T-02 » : Cet équipement est encore confié"):
            pass_to_pupils(school, [loan.pk for loan in loans], DECISION, **moment(boss))
        assert Equipment.objects.get(pk=tablets[0].pk).state == "service"
    assert states(school) == ["out"] * 3


def test_only_those_who_lend_pass_it_on(client_of, school, loans):
    teacher = client_of(school, Role.TEACHER)
    for page in (url(school, "?classe=6A"), url(school, "?classe=6A", "ownership_file")):
        assert teacher.get(page).status_code == 403
    assert teacher.post(url(school, "?classe=6A"), {"loans": [loans[0].pk]} | DECIDED).status_code == 403
    actor = actor_of(teacher.membership.person, Role.TEACHER)
    with scope(school), pytest.raises(NotAllowed):
        pass_to_pupils(school, [loans[0].pk], DECISION, **moment(actor))


def test_nothing_to_pass_says_so(lead, school):
    assert "Aucun élève n’a de matériel" in words_of(lead.get(url(school)).text)
    for query in ("?classe=%00", "?classe=zzz", "?pret=99999999999", "?pret=x"):
        assert lead.get(url(school, query)).status_code in {200, 400}, query
    assert "rien à imprimer" in words_of(lead.get(url(school, "?classe=zzz", "ownership_file")).text)


def test_pupils_are_in_the_order_of_their_family_names(lead, school, boss, tablets):
    with scope(school):
        for given, family, name in (("Zoé", "ABEL", "T-01"), ("Ali", "ZOLA", "T-02"), ("Mia", "ÉTÉ", "T-03")):
            pupil = Pupil.objects.create(school=school, family_name=family, given_name=given)
            lend(school, pupil, [name], boss)
        listed = [item.loan.borrower for item in items_to_pass(school)]
        assert [loan.borrower for loan in Loan.objects.for_school(school).by_name()] == listed
    assert listed == ["Zoé ABEL", "Mia ÉTÉ", "Ali ZOLA"]

"""« Ce qui m’est prêté »: one truth with what « Demander de l’aide » offers."""

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.actions.returning import ItemEnding, give_back
from fanal.loans.rules.loan import Outcome
from fanal.loans.tests.conftest import TODAY, lend, moment

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def teacher(client_of, school):
    return client_of(school, Role.TEACHER)


def listed(client, school, name):
    """The line of a machine, as (its words, its links)."""
    page = html.fromstring(client.get(reverse("loans:own", args=[school.uai])).text)
    (row,) = (row for row in page.xpath("//tbody/tr") if name in row.text_content())
    return " ".join(row.text_content().split()), row.xpath(".//a/@href")


def test_what_is_lent_and_what_is_entrusted_are_both_listed_with_a_way_to_help(
    teacher, school, boss, tablets
):
    me = teacher.membership.person
    with scope(school):
        lend(school, me, ["T-01"], boss)
        held = EquipmentFactory(school=school, name="PORT-12", holder=me)
        kind = str(held.type)
    ask = reverse("helpdesk:request_ask", args=[school.uai])
    words, links = listed(teacher, school, "T-01")
    assert "Prêté" in words
    keep, help_with = (
        f"{ask}?equipement={tablets[0].number}&garder=1",
        f"{ask}?equipement={tablets[0].number}",
    )
    assert links == [own_agreement(school, 1), keep, help_with], "its record is not theirs to read"
    words, links = listed(teacher, school, "PORT-12")
    assert "Confié" in words
    assert kind in words
    record = reverse("equipment:equipment_page", args=[school.uai, held.number])
    assert links == [record, f"{ask}?equipement={held.number}"]
    assert teacher.get(record).status_code == 200
    form = html.fromstring(teacher.get(ask).text)
    offered = form.xpath("//select[@name='equipment']/optgroup[1]/option/text()")
    assert offered == ["PORT-12", "T-01"]


def own_agreement(school, number):
    return reverse("loans:own_agreement", args=[school.uai, number])


def test_what_is_to_sign_says_with_whom_and_can_be_read(teacher, school, boss, pupil, tablets):
    """« À signer » had nothing to press or to read; nothing said with what, nor to whom to bring it back."""
    me = teacher.membership.person
    with scope(school):
        lend(school, me, ["T-01"], boss, until="prepared", accessories="chargeur, housse")
        lend(school, me, ["T-02"], boss)
        lend(school, pupil, ["T-03"], boss)
        maker = Person.objects.get(pk=boss.person_id).polite_name
    words, links = listed(teacher, school, "T-01")
    assert "avec chargeur, housse" in words
    assert f"convention à signer avec {maker}" in words
    assert own_agreement(school, 1) in links
    assert not [link for link in links if "garder" in link], "it is not in their hands yet"
    assert teacher.get(own_agreement(school, 1)).content.startswith(b"%PDF")
    assert teacher.get(own_agreement(school, 3)).status_code == 404
    words, links = listed(teacher, school, "T-02")
    assert f"à rapporter : voyez {maker}" in words
    assert "à signer avec" not in words
    (keep,) = [link for link in links if "garder" in link]
    assert "Je voudrais garder T-02 plus longtemps." in teacher.get(keep).text


def test_what_was_given_back_is_a_loan_that_ended(teacher, school, boss, tablets):
    with scope(school):
        loan = lend(school, teacher.membership.person, ["T-01"], boss)
        items = list(loan.items.values_list("pk", flat=True))
    page = reverse("loans:own", args=[school.uai])
    assert "Prêts terminés" not in teacher.get(page).text
    with scope(school):
        give_back(loan, items, ItemEnding(Outcome.BACK), **moment(boss))
    words = words_of(teacher.get(page).text)
    assert "Rien ne vous est prêté" in words
    assert words.index("Prêts terminés") < words.index("T-01")


def test_what_is_of_others_is_not_listed(teacher, school, colleague, boss, tablets):
    with scope(school):
        lend(school, colleague, ["T-02"], boss)
        Equipment.objects.filter(name="T-03").update(holder=colleague)
    page = teacher.get(reverse("loans:own", args=[school.uai])).text
    assert "T-0" not in page


def test_the_page_asks_as_many_questions_for_one_machine_and_for_ten(
    teacher, school, boss, tablets, count_queries
):
    me, page = teacher.membership.person, reverse("loans:own", args=[school.uai])
    with scope(school):
        lend(school, me, ["T-01"], boss)
    teacher.get(page)
    with count_queries() as one:
        teacher.get(page)
    with scope(school):
        lend(school, me, ["T-02", "T-03", "T-04"], boss)
        Equipment.objects.filter(name__in=["T-05", "T-06"]).update(holder=me)
    with count_queries() as more:
        teacher.get(page)
    assert len(one) == len(more)

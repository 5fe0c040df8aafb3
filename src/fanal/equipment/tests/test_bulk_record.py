"""December § 4.4: « bulk owner, purchase, warranty and price » on the list of equipment, asked for twice.

The bar of the list came with three gestures in November, and each had its test; no test named the fields that
were asked for, so nothing was red without them. Here each of the four is named.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.errors import RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions.bulk import MOST
from fanal.equipment.actions.bulk_record import AnotherPlan, correct_several, plan_several
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory

TODAY = date(2026, 11, 26)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
BOUGHT = date(2024, 9, 2)


def url(name, school, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


@pytest.fixture
def by(lead):
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


@pytest.fixture
def machines(school):
    """Twelve of the authority, T-a to T-l, and three that are the school's own, P-a to P-c."""
    with scope(school):
        sort = EquipmentTypeFactory(school=school, life_years=5)
        theirs = [EquipmentFactory(school=school, name=f"T-{sign}", type=sort) for sign in "abcdefghijkl"]
        own = [EquipmentFactory(school=school, name=f"P-{sign}", type=sort, owner="school") for sign in "abc"]
    return [*theirs, *own]


def fields_on(answer):
    """What the form of a page would send, as it stands."""
    form = html.fromstring(answer.text).xpath("//main//form[contains(@action, 'fiches')]")[0]
    return {field.get("name"): field.get("value") or "" for field in form.xpath(".//input[@name]")}


def ask(who, school, machines, **typed):
    """The form of these machines, filled, as far as the preview."""
    bar = {"number": [machine.number for machine in machines], "do": "record", "retour": "q="}
    form = fields_on(who.post(url("equipment_several", school), bar))
    sent = form | {f"r-{name}": value for name, value in typed.items()}
    return who.post(url("bulk_record", school), sent)


def write(who, school, preview):
    return who.post(url("bulk_record", school), fields_on(preview) | {"step": "ecrire"}, follow=True)


def records(school, *names):
    with scope(school):
        return list(Equipment.objects.for_school(school).order_by("number").values_list(*names))


def test_the_bar_of_the_list_offers_it(lead, school, machines):
    bar = html.fromstring(lead.get(url("equipment_list", school)).text).xpath("//*[@class='bulk']")[0]
    assert "Modifier les fiches" in [button.text_content().strip() for button in bar.xpath("button")]


def test_owner_purchase_warranty_and_price_are_written_on_each(lead, school, machines):
    typed = {
        "owner": "state",
        "bought_on": "2024-09-02",
        "warranty_until": "2027-09-01",
        "price_cents": "349,90",
    }
    write(lead, school, ask(lead, school, machines[:2], **typed))
    names = ("owner", "bought_on", "warranty_until", "price_cents")
    assert records(school, *names)[:3] == [
        ("state", BOUGHT, date(2027, 9, 1), 34_990),
        ("state", BOUGHT, date(2027, 9, 1), 34_990),
        ("authority", None, None, None),
    ]


def test_the_preview_says_what_changes_and_the_result_is_that(lead, school, machines):
    """« 12 fiches : Département → Établissement ; 3 l’ont déjà »."""
    preview = ask(lead, school, machines, owner="school")
    words = words_of(preview.text)
    assert "12 fiches changent" in words
    assert "Département" in words
    assert "Établissement : 12 fiches (T-a, T-b, T-c, T-d, T-e, T-f et 6 de plus)" in words
    assert "3 l’ont déjà" in words
    assert [owner for (owner,) in records(school, "owner")].count("school") == 3, "nothing is written yet"
    answer = write(lead, school, preview)
    assert "12 fiches modifiées" in words_of(answer.text)
    assert {owner for (owner,) in records(school, "owner")} == {"school"}
    with scope(school):
        assert JournalEntry.objects.for_school(school).filter(verb="equipment.corrected").count() == 12
    history = words_of(lead.get(url("equipment_page", school, machines[0].number)).text)
    assert "Fiche modifiée avec d’autres" in history


def test_all_those_of_a_filter_are_written_and_a_second_press_writes_nothing(lead, school, machines):
    """The filter is emptied by the change: the machines are those that were chosen."""
    bar = {"tous": "12", "retour": "proprietaire=authority", "do": "record"}
    form = fields_on(lead.post(url("equipment_several", school), bar))
    preview = lead.post(url("bulk_record", school), form | {"r-owner": "school"})
    sent = fields_on(preview) | {"step": "ecrire"}
    first, second = (lead.post(url("bulk_record", school), sent) for _ in range(2))
    assert first.url == second.url == f"{url('equipment_list', school)}?proprietaire=authority"
    assert {owner for (owner,) in records(school, "owner")} == {"school"}
    with scope(school):
        assert JournalEntry.objects.for_school(school).filter(verb="equipment.corrected").count() == 12


def test_annuler_gives_each_its_own_words_back(lead, school, machines):
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[0].pk).update(
            bought_on=BOUGHT, price_cents=100, warranty_until=date(2026, 9, 1)
        )
    before = records(school, "owner", "bought_on", "warranty_until", "price_cents")
    typed = {
        "owner": "state",
        "bought_on": "2023-01-05",
        "warranty_until": "2026-01-04",
        "price_cents": "12,50",
    }
    answer = write(lead, school, ask(lead, school, machines, **typed))
    undo = html.fromstring(answer.text).xpath("string(//*[contains(@class, 'toast')]//form/@action)")
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[2].pk).update(price_cents=7)
    said = words_of(lead.post(undo, follow=True).text)
    after = records(school, "owner", "bought_on", "warranty_until", "price_cents")
    assert after[2] == ("state", date(2023, 1, 5), date(2026, 1, 4), 7)
    assert "« T-c » : Sa fiche a changé depuis" in said
    assert after[:2] + after[3:] == before[:2] + before[3:]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"warranty_until": "09/2029"}, "« 09/2029 » n’est pas un jour : écrivez-le en entier"),
        ({"bought_on": "2021"}, "« 2021 » n’est pas un jour"),
        ({"price_cents": "-5"}, "« -5 » n’est pas un prix possible"),
        ({"price_cents": "12,345"}, "écrivez-le avec deux décimales"),
        ({"bought_on": "2024-09-02", "warranty_until": "2023-09-01"}, "La garantie finirait avant l’achat"),
        ({"bought_on": "1970-01-01"}, "La date d’achat est avant 1980"),
        ({}, "Remplissez au moins une case"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(lead, school, machines, typed, said):
    answer = ask(lead, school, machines, owner="", **typed)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert fields_on(answer)["numbers"].split() == [str(machine.number) for machine in machines]
    for name, value in typed.items():
        assert value in answer.text, name
    assert set(records(school, "bought_on", "price_cents")) == {(None, None)}


def test_a_purchase_to_come_is_refused(lead, school, machines):
    answer = ask(lead, school, machines, bought_on=f"{TODAY + timedelta(days=1):%Y-%m-%d}")
    assert "La date d’achat est à venir" in words_of(answer.text)


def test_one_can_go_back_from_the_preview_with_what_was_typed(lead, school, machines):
    preview = ask(lead, school, machines, owner="state", price_cents="12,50")
    again = lead.post(url("bulk_record", school), fields_on(preview) | {"step": "reprendre"})
    assert fields_on(again)["r-price_cents"] == "12,50"
    chosen = html.fromstring(again.text).xpath("//select[@name='r-owner']/option[@selected]/@value")
    assert chosen == ["state"]


def test_a_warranty_that_would_end_before_one_purchase_leaves_that_one(lead, school, machines):
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[0].pk).update(bought_on=BOUGHT)
    preview = ask(lead, school, machines[:3], warranty_until="2023-09-01")
    words = words_of(preview.text)
    assert "2 fiches changent" in words
    assert "T-a La garantie finirait avant l’achat" in words
    answer = write(lead, school, preview)
    assert "1 équipement n’a pas changé" in words_of(answer.text)
    assert [day for (day,) in records(school, "warranty_until")][:3] == [
        None,
        date(2023, 9, 1),
        date(2023, 9, 1),
    ]


def test_what_left_the_inventory_stays_as_it_left(lead, school, machines):
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[0].pk).update(state="disposed")
    preview = ask(lead, school, machines[:2], owner="state")
    assert "il est sorti de l’inventaire" in words_of(preview.text)
    write(lead, school, preview)
    assert [owner for (owner,) in records(school, "owner")][:2] == ["authority", "state"]


def test_what_changed_since_the_preview_is_shown_before_it_is_written(lead, school, machines):
    preview = ask(lead, school, machines[:3], owner="school")
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[0].pk).update(owner="state")
    again = write(lead, school, preview)
    assert again.status_code == 422
    words = words_of(again.text)
    assert "Ces fiches ont changé depuis l’aperçu : rien n’est encore écrit" in words
    assert "État devient Établissement : 1 fiche (T-a)" in words
    assert [owner for (owner,) in records(school, "owner")][:3] == ["state", "authority", "authority"]
    write(lead, school, again)
    assert {owner for (owner,) in records(school, "owner")[:3]} == {"school"}


def test_a_machine_that_is_gone_meanwhile_is_named(lead, school, machines):
    preview = ask(lead, school, machines[:3], owner="school")
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[1].pk).delete()
    again = write(lead, school, preview)
    assert f"N° {machines[1].number} : fiche réunie à une autre, ou effacée" in words_of(again.text)
    write(lead, school, again)
    assert [owner for (owner,) in records(school, "owner")][:3] == ["school", "school", "authority"]


def test_nothing_chosen_too_many_and_no_right_are_said(lead, client_of, school, machines, by):
    answer = lead.post(url("equipment_several", school), {"do": "record", "retour": ""})
    assert "Cochez d’abord les équipements" in words_of(answer.text)
    numbers = " ".join(map(str, range(1, MOST + 2)))
    answer = lead.post(url("bulk_record", school), {"numbers": numbers, "r-owner": "state"})
    assert "1000 équipements au plus à la fois" in words_of(answer.text)
    teacher = client_of(school, Role.TEACHER)
    assert teacher.post(url("bulk_record", school), {"numbers": "1", "r-owner": "state"}).status_code == 403
    with scope(school), pytest.raises(RuleBroken):
        plan_several([], {"owner": "state"}, school=school, today=TODAY, by=by)


def test_a_seal_of_something_else_writes_nothing(school, machines, by):
    with scope(school), pytest.raises(AnotherPlan):
        correct_several([1], {"owner": "state"}, seen="", school=school, today=TODAY, by=by)


def test_machines_of_a_neighbour_are_neither_read_nor_written(lead, school, machines):
    other_school = SchoolFactory()
    with scope(other_school):
        for _ in range(20):
            EquipmentFactory(school=other_school, name="Chez eux")
    preview = ask(lead, school, machines[:1], owner="state")
    sent = fields_on(preview) | {"numbers": "1 16 17", "step": "apercu"}
    words = words_of(lead.post(url("bulk_record", school), sent).text)
    assert "Chez eux" not in words
    assert "N° 16, 17 : fiches réunies à une autre, ou effacées" in words


def test_the_fleet_is_worth_what_was_written(lead, school, machines):
    """Who else holds these figures: the value of the fleet, read from the same rows."""
    bought = f"{TODAY:%Y-%m-%d}"
    write(lead, school, ask(lead, school, machines[:4], price_cents="100", bought_on=bought))
    with scope(school):
        groups = Equipment.objects.for_school(school).grouped(TODAY)
    assert sum(group.cents for group in groups) == 40_000
    assert sum(group.residual(5, TODAY) for group in groups) == 40_000
    assert sum(group.unpriced for group in groups) == 11
    assert "400 €" in words_of(lead.get(url("fleet", school)).text)


def test_many_cost_as_few_to_preview(lead, school, machines, count_queries):
    with count_queries() as few:
        ask(lead, school, machines[:1], owner="state")
    with count_queries() as many:
        ask(lead, school, machines, owner="state")
    assert len(many) == len(few)


def test_a_loss_of_a_whole_list_pressed_twice_leads_where_the_first_led(lead, school, machines):
    """Met beside: the first press takes the machines out of the list that the second counts."""
    sent = {"do": "state", "e-to": "lost", "tous": "15", "retour": "etat=presents", "sure": "1"}
    sent |= {"e-reason": "Inondation", "key": "k" * 20}
    for _ in range(2):
        answer = lead.post(url("equipment_several", school), sent)
        assert answer.status_code == 302


@pytest.mark.parametrize("page", ["bulk_record", "equipment_several"])
def test_going_back_to_what_was_pressed_leads_to_the_list(lead, school, page):
    """A newcomer, December 2026: Back after twenty records said « Rien n’a été changé »."""
    answer = lead.get(reverse(f"equipment:{page}", args=[school.uai]))
    assert answer.url == reverse("equipment:equipment_list", args=[school.uai])

"""The pages of licences, contracts, consumables and endings: what is shown, to whom, what a file says."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.equipment.models import Equipment
from fanal.inventory.models import Machine
from fanal.supplies.actions import machines as actions
from fanal.supplies.models import Consumable, Licence, LicenceSeat
from fanal.supplies.reading import purchase as reading
from fanal.supplies.tests.conftest import TODAY, bought, followed, signed, url

pytestmark = pytest.mark.clock(TODAY)
LEFT = {"tonerblack": "8", "drumblack": "70", "fuserkit": "OK"}
LISTS = ("licence_list", "contract_list", "consumable_list", "ending_list")


def sent(**more):
    return {
        "name": "Atelier Photo",
        "kind": "machine",
        "seats": "3",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "notice_months": "0",
        "payer": "school",
        "price_cents": "640",
        "is_yearly": "on",
    } | more


def test_a_licence_from_the_form_to_its_seats_and_its_renewal(lead, school, machines):
    page = lead.post(url(school, "licence_add"), sent(), follow=True)
    assert "« Atelier Photo » est enregistré" in words_of(page.text)
    assert "Finit dans 35 jours" in words_of(page.text)
    with scope(school):
        licence = Licence.objects.for_school(school).get()
    give = url(school, "licence_give", licence.pk)
    page = lead.post(give, {"machines": "P-1\r\nP-2"}, follow=True)
    assert "2 places sont données" in words_of(page.text)
    refused = lead.post(give, {"machines": "P-3\r\nP-4"})
    assert refused.status_code == 422
    assert "Il reste 1 place sur 3, et il en faut 2" in words_of(refused.text)
    with scope(school):
        seat = licence.given.first()
    page = lead.post(url(school, "licence_take_back", licence.pk), {"number": seat.pk}, follow=True)
    assert "1 place est reprise" in words_of(page.text)
    renew = url(school, "licence_renew", licence.pk)
    assert "2026-12-31" not in lead.get(renew).text, "the old end is not proposed"
    page = lead.post(renew, {"ends_on": "2027-12-31", "seats": "5", "price_cents": "700"}, follow=True)
    assert "Périodes" in words_of(page.text)
    assert "31 décembre 2026 · en cours" in words_of(page.text)
    assert "640,00 € par an" in words_of(page.text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Donnez le nom du logiciel"),
        ({"seats": ""}, "Donnez le nombre de places"),
        ({"seats": "-1"}, "supérieure ou égale à 1"),
        ({"seats": "99999999999"}, "inférieure ou égale"),
        ({"ends_on": "2025-01-01"}, "avant le début"),
        ({"ends_on": "9999-12-31"}, "Cette date n’est pas possible"),
        ({"starts_on": "0001-01-01"}, "Cette date n’est pas possible"),
        ({"notice_months": "25"}, "inférieure ou égale"),
        ({"price_cents": "-3"}, "prix possible"),
        ({"key_place": "clé : N8K2V-QQ7TD-44XPB-6M2YR-WD3CH"}, "ressemble à un secret"),
    ],
)
def test_each_refusal_of_a_licence_says_why(lead, school, change, said):
    answer = lead.post(url(school, "licence_add"), sent(**change))
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    with scope(school):
        assert not Licence.objects.for_school(school).exists()


def test_the_order_of_the_days_is_said_with_all_else_that_is_wrong(lead, school):
    """Seen by a newcomer in December: the dates were looked at once the price was right."""
    wrong = sent(ends_on="2025-01-01", price_cents="beaucoup")
    page = words_of(lead.post(url(school, "licence_add"), wrong).text)
    assert "La fin est avant le début" in page
    assert "beaucoup" in lead.post(url(school, "licence_add"), wrong).text


def test_more_machines_of_a_type_than_at_once_are_refused_not_cut(lead, school, boss, machines, monkeypatch):
    with scope(school):
        contract = signed(school, boss)
        kind = machines[0].type
        Equipment.objects.for_school(school).update(type=kind)
    cover = url(school, "contract_cover", contract.pk)
    monkeypatch.setattr(reading, "MOST_MACHINES", 4)
    refused = lead.post(cover, {"type": kind.pk})
    assert refused.status_code == 422
    assert "4 appareils à la fois, pas plus" in words_of(refused.text)
    monkeypatch.setattr(reading, "MOST_MACHINES", 5)
    assert "5 appareils couverts" in words_of(lead.post(cover, {"type": kind.pk}, follow=True).text)


def test_machines_that_report_the_program_are_counted_and_given(lead, school, boss, machines):
    with scope(school):
        licence = bought(school, boss, program_words="atelier photo")
        for rank, machine in enumerate(machines[:4]):
            programs = "LibreOffice\t1\tAtelier Photo" if rank == 3 else "VLC\t3\t\nAtelier Photo 6\t1\tLumen"
            Machine.objects.create(
                school=school,
                number=rank + 1,
                state="matched",
                equipment=machine,
                device_id=machine.name,
                softwares=programs,
                first_seen=timezone.now(),
                last_seen=timezone.now(),
                changed_at=timezone.now(),
            )
        actions.give_seats(licence, machines[4:], [], today=TODAY, by=boss)
    page = words_of(lead.get(url(school, "licence_page", licence.pk)).text)
    assert "3 machines remontent ce programme, pour 3 places." in page, "a publisher's name is no program"
    answer = lead.post(url(school, "licence_installed", licence.pk))
    assert answer.status_code == 422
    assert "Il reste 2 places sur 3" in words_of(answer.text)
    with scope(school):
        Licence.objects.filter(pk=licence.pk).update(seats=9)
    lead.post(url(school, "licence_installed", licence.pk))
    with scope(school):
        assert LicenceSeat.objects.for_school(school).count() == 4


def test_a_printer_that_is_low_is_shown_beside_the_reserve(lead, school, boss, machines):
    with scope(school):
        followed(school, boss, fits="TASKalfa 3253ci")
        Equipment.objects.filter(pk=machines[0].pk).update(model="taskalfa 3253ci")
        Machine.objects.create(
            school=school,
            number=1,
            state="matched",
            equipment=machines[0],
            device_id="x",
            connected={
                "supplies": [{"name": "tonerblack", "left": "8"}, {"name": "drumblack", "left": "70"}]
            },
            first_seen=timezone.now(),
            last_seen=timezone.now(),
            changed_at=timezone.now(),
        )
    page = words_of(lead.get(url(school, "consumable_list")).text)
    assert "P-1 : toner noir 8 %" in page
    assert "Toner 4 en réserve" in page
    assert "tambour" not in page


def test_licences_and_contracts_are_shown_each_in_their_words(lead, school, boss, machines):
    """One code shows both: nothing of one is said of the other."""
    with scope(school):
        licence, contract = bought(school, boss), signed(school, boss, reference="MC-4471")
        free = bought(school, boss, name="Libre", kind="free", seats=None, publisher="Éditeur")
        actions.cover_machines(contract, machines[:2], by=boss)
    for name, row, heads in (
        ("licence", licence, "Logiciel Places Fin"),
        ("contract", contract, "Contrat Appareils Fin"),
    ):
        assert heads in words_of(lead.get(url(school, f"{name}_list")).text)
        page = lead.get(url(school, f"{name}_page", row.pk)).text
        for verb in ("change", "renew", "remove"):
            assert url(school, f"{name}_{verb}", row.pk) in page
    assert "Bureautique · n° MC-4471" in words_of(page)
    assert "Supprimer ce contrat" in words_of(page)
    assert "Éditeur · Libre ou gratuite" in words_of(lead.get(url(school, "licence_page", free.pk)).text)
    found = words_of(lead.get(reverse("web:search", args=[school.uai]), {"q": "Bureautique"}).text)
    assert "Photocopieurs" in found


def test_one_is_taken_in_one_press_and_a_double_press_counts_once(lead, school, boss):
    with scope(school):
        toner = followed(school, boss)
    take = url(school, "consumable_take_one", toner.pk)
    page = lead.post(take, {"key": "k" * 20}, follow=True)
    assert "il en reste 3" in words_of(page.text)
    lead.post(take, {"key": "k" * 20})
    with scope(school):
        assert Consumable.objects.for_school(school).get().level == 3
        Consumable.objects.filter(pk=toner.pk).update(level=0)
    empty = lead.post(take)
    assert empty.status_code == 422
    assert "Il en reste 0 (cartouche)" in words_of(empty.text)


@pytest.mark.parametrize(
    ("page", "values", "said"),
    [
        ("consumable_take", {"quantity": "0"}, "supérieure ou égale à 1"),
        ("consumable_take", {"quantity": "9"}, "Il en reste 4"),
        ("consumable_take", {"quantity": "1", "machine": "INCONNU"}, "aucun appareil"),
        ("bring_in", {"quantity": "99999999999999999999"}, "inférieure ou égale"),
        ("consumable_count", {"counted": "-1", "word": "x"}, "supérieure ou égale à 0"),
        ("consumable_count", {"counted": "3", "word": ""}, "Dites pourquoi"),
    ],
)
def test_a_movement_that_cannot_be_is_refused(lead, school, boss, page, values, said):
    with scope(school):
        toner = followed(school, boss)
    answer = lead.post(url(school, page, toner.pk), values)
    assert answer.status_code == 422
    assert said in words_of(answer.text)


def test_each_count_of_the_endings_equals_the_list_that_it_opens(lead, school, boss, machines):
    ends = (TODAY, TODAY, date(2027, 2, 28), date(2027, 10, 31), TODAY - timedelta(days=1))
    with scope(school):
        bought(school, boss)
        signed(school, boss)
        for machine, until in zip(machines, ends, strict=True):
            Equipment.objects.filter(pk=machine.pk).update(warranty_until=until)
    page = words_of(lead.get(url(school, "ending_list")).text)
    for said in ("Novembre 2026", "2 garanties d’appareils", "Décembre 2026", "Mai 2027", "Photocopieurs"):
        assert said in page
    for month, count in (("2026-11", 2), ("2027-02", 1), ("2027-10", 1), ("2027-03", 0)):
        shown = lead.get(url(school, "warranty_list"), {"mois": month})
        assert shown.context["page"].paginator.count == count


def test_the_tabs_the_search_and_the_files(lead, school, boss):
    with scope(school):
        bought(school, boss)
        bought(school, boss, name="Ancien", starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
        bought(school, boss, name="Antivirus", kind="school", seats=None, ends_on=None)
        signed(school, boss)
        followed(school, boss, level=1)
    page = words_of(lead.get(url(school, "licence_list")).text)
    assert "En cours 2 À décider 1 En retard 0 Terminées 1" in page
    assert "1 280 € par an" in page
    assert "Ancien" not in page
    assert "Antivirus" not in words_of(lead.get(url(school, "licence_list") + "?q=atelier").text)
    for name, count in (("licence_export", 2), ("contract_export", 1), ("consumable_export", 1)):
        for form in ("csv", "xlsx", "ods"):
            answer = lead.get(url(school, name, form))
            table = read_table(b"".join(answer.streaming_content), f"x.{form}")
            assert len(table.rows) == count
    pdf = lead.get(url(school, "order_file"))
    assert pdf.content.startswith(b"%PDF")
    with scope(school):
        Consumable.objects.for_school(school).update(level=50)
    assert "Rien n’est à commander" in words_of(lead.get(url(school, "order_file")).text)


def test_the_record_of_a_machine_shows_its_contract_and_its_licences(lead, school, boss, machines):
    with scope(school):
        actions.cover_machines(signed(school, boss, hotline_phone="02 00 00 00 41"), machines[:1], by=boss)
        actions.give_seats(bought(school, boss), machines[:1], [], today=TODAY, by=boss)
    answer = lead.get(reverse("equipment:equipment_page", args=[school.uai, machines[0].number]))
    assert 'href="tel:0200000041"' in answer.text, "somebody calls from the corridor"
    page = words_of(answer.text)
    for said in ("Contrats et licences", "Photocopieurs", "02 00 00 00 41", "Atelier Photo"):
        assert said in page


def test_whoever_leaves_is_named_with_their_licences(lead, school, boss, colleague):
    with scope(school):
        licence = bought(school, boss, kind="person")
        actions.give_seats(licence, [], [colleague], today=TODAY, by=boss)
    page = words_of(lead.get(url(school, "licence_list") + f"?personnel={colleague.pk}").text)
    assert "Seulement les licences dont" in page
    assert lead.get(url(school, "licence_list") + "?personnel=999999").status_code == 404


def test_who_reads_and_who_does_not(lead, client_of, technician, school, boss, colleague):
    with scope(school):
        licence = bought(school, boss, kind="person")
        actions.give_seats(licence, [], [colleague], today=TODAY, by=boss)
    pages = [url(school, name) for name in LISTS] + [url(school, "licence_page", licence.pk)]
    for page in pages:
        for role in (Role.HEAD, Role.BURSAR):
            assert client_of(school, role).get(page).status_code == 200
        assert client_of(school, Role.TEACHER).get(page).status_code == 403
        assert "Hamel" not in technician.get(page).text
    assert technician.get(pages[-1]).status_code == 200
    head = client_of(school, Role.HEAD).get(pages[-1]).text
    assert "Donner des places" not in head
    assert client_of(school, Role.HEAD).post(url(school, "licence_add"), sent()).status_code == 403


def test_lists_cost_the_same_whatever_they_hold(lead, school, boss, django_assert_max_num_queries):
    with scope(school):
        for rank in range(20):
            bought(school, boss, name=f"Logiciel {rank}")
            signed(school, boss, name=f"Contrat {rank}")
            followed(school, boss, name=f"Toner {rank}")
    for name in LISTS:
        with django_assert_max_num_queries(MOST_QUERIES):
            lead.get(url(school, name))


def test_equal_licences_stand_once_on_their_two_pages(lead, school, boss):
    """The first page is a prepared question, the second is not: both are cut from one order."""
    with scope(school):
        keys = {bought(school, boss).pk for _ in range(30)}
    listing = url(school, "licence_list")
    pages = [lead.get(address).context["things"].page for address in (listing, f"{listing}?page=2")]
    licences = [licence.pk for page in pages for licence in page]
    assert len(licences) == 30
    assert {*licences} == keys

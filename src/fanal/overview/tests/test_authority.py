"""What a technician of several schools reads, and what they never read."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Authority, School
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import AuthorityFactory, PersonFactory
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.overview.tests.partners import partner


def waiting(school: School, text: str, *, promised=None, **words) -> HelpRequest:
    with scope(school):
        return HelpRequestFactory(
            school=school,
            text=text,
            state="waiting",
            waiting_for="authority",
            waiting_until=promised,
            **words,
        )


def address(name: str, school: School, *more: str) -> str:
    return reverse(f"overview:{name}", args=[school.authority.code, *more])


def table(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))


def test_signing_in_leads_to_all_schools_at_once(technician, school):
    assert technician.get("/").url == address("authority_queue", school)


def test_a_technician_of_one_school_goes_straight_there(school):
    assert partner(Role.TECHNICIAN, school.authority).get("/").url == reverse("web:home", args=[school.uai])


def test_an_authority_without_schools_says_so():
    authority: Authority = AuthorityFactory()
    alone = partner(Role.TECHNICIAN, authority)
    assert "Aucun établissement n’est rattaché" in alone.get(alone.get("/").url).text


def test_the_queue_gathers_what_waits_in_every_school_late_first(technician, school, second):
    waiting(school, "Sans date")
    waiting(second, "Bloqué", urgency="blocked")
    waiting(second, "Plus tard", promised=today() + timedelta(days=3))
    waiting(school, "En retard", promised=today() - timedelta(days=1))
    with scope(school):
        HelpRequestFactory(school=school, text="Pas transmise")
    page = technician.get(address("authority_queue", school)).text
    positions = [page.index(f">{text}</a>") for text in ("En retard", "Bloqué", "Sans date", "Plus tard")]
    assert positions == sorted(positions)
    assert "Pas transmise" not in page
    assert f"/e/{second.uai}/demandes/" in page


def test_it_says_the_machine_and_never_who_asked_or_holds_it(technician, school):
    with scope(school):
        person = PersonFactory(school=school, family_name="Secretnom")
        machine = EquipmentFactory(school=school, serial="SN-42", holder=person, warranty_until=today())
    request = waiting(school, "Écran noir", equipment=machine, requester=person, room=machine.room)
    with scope(school):
        Message.objects.create(
            school=school,
            help_request=request,
            author_name="Note",
            text="NOTE-INTERNE",
            audience="team",
            written_at=timezone.now(),
        )
    for name in ("authority_queue", "authority_fleet"):
        page = technician.get(address(name, school)).text
        assert "SN-42" in page
        assert f"{today():%d/%m/%Y}" in page
        assert "Secretnom" not in page
        assert "NOTE-INTERNE" not in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({"vue": "retard"}, "A"),
        ({"vue": "sans-date"}, "B"),
        ({"sorte": "network"}, "B"),
        ({"q": "salle des ondes"}, "B"),
        ({"q": "ECRAN"}, "A"),
        ({"ecole": "voisin"}, "B"),
    ],
)
def test_filters(technician, school, second, query, seen):
    waiting(school, "Écran cassé", promised=today() - timedelta(days=2))
    with scope(second):
        room = RoomFactory(school=second, name="Salle des ondes")
    waiting(second, "Wi-Fi lent", kind="network", room=room)
    query = {name: second.uai if value == "voisin" else value for name, value in query.items()}
    page = technician.get(address("authority_queue", school), query).text
    assert (">Écran cassé</a>" in page, ">Wi-Fi lent</a>" in page) == (seen == "A", seen == "B")


def test_a_school_of_another_authority_in_the_address_changes_nothing(technician, school, elsewhere):
    waiting(school, "Ici")
    waiting(elsewhere, "CANARI")
    for name in ("authority_queue", "authority_fleet"):
        assert "CANARI" not in technician.get(address(name, school), {"ecole": elsewhere.uai}).text


def test_the_export_has_the_rows_of_the_list(technician, school, second):
    waiting(school, "=cmd|' /C calc'!A0")
    waiting(second, "Wi-Fi lent", kind="network")
    answer = technician.get(address("queue_export", school, "csv"), {"sorte": "network"})
    headers, *rows = table(answer)
    assert rows[0][headers.index("Objet")] == "Wi-Fi lent"
    assert len(rows) == 1
    dangerous = table(technician.get(address("queue_export", school, "csv")))
    assert not any(cell.startswith("=") for row in dangerous for cell in row)
    assert technician.get(address("queue_export", school, "xlsx")).getvalue()[:2] == b"PK"
    assert technician.get(address("queue_export", school, "pdf")).status_code == 404


def test_the_fleet_calls_the_authority_by_its_type(technician, school):
    with scope(school):
        EquipmentFactory(school=school, authority_number="D77")
    headers, row = table(technician.get(address("fleet_export", school, "csv")))
    cells = dict(zip(headers, row, strict=True))
    assert (cells["Propriétaire"], cells["Votre n° d’inventaire"]) == ("Département", "D77")
    page = technician.get(address("authority_fleet", school)).text
    assert '<option value="authority" selected>Département</option>' in page
    assert "Collectivité" not in page


def test_the_fleet_is_filtered_by_school_state_and_warranty(technician, school, second):
    with scope(school):
        EquipmentFactory(school=school, name="Bientôt", warranty_until=today() + timedelta(days=60))
        EquipmentFactory(school=school, name="Neuf", warranty_until=today() + timedelta(days=900))
        EquipmentFactory(school=school, name="Du collège", owner="school")
    with scope(second):
        EquipmentFactory(school=second, name="Cassé", state="broken")
    page = technician.get(address("authority_fleet", school), {"garantie": "90-jours"}).text
    assert ">Bientôt</a>" in page
    assert ">Neuf</a>" not in page
    assert ">Cassé</a>" in technician.get(address("authority_fleet", school), {"etat": "panne"}).text
    assert "Du collège" not in technician.get(address("authority_fleet", school)).text
    assert "Du collège" in technician.get(address("authority_fleet", school), {"proprietaire": "tous"}).text
    rows = table(technician.get(address("fleet_export", school, "csv"), {"ecole": second.uai}))
    assert [row[3] for row in rows[1:]] == ["Cassé"]


@pytest.mark.parametrize("name", ["authority_queue", "authority_fleet"])
def test_a_list_costs_the_same_for_1_and_20_rows(technician, school, second, count_queries, name):
    def fill(count: int) -> None:
        for rank in range(count):
            place = (school, second)[rank % 2]
            with scope(place):
                machine = EquipmentFactory(school=place)
            waiting(place, "Panne", equipment=machine, room=machine.room)

    fill(1)
    technician.get(address(name, school))
    with count_queries() as for_one:
        technician.get(address(name, school))
    fill(19)
    with count_queries() as twenty:
        technician.get(address(name, school))
    assert len(for_one) == len(twenty)
    assert len(twenty) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in twenty)


def test_postgresql_itself_refuses_to_write_from_these_pages(technician, school, monkeypatch):
    from django.db.utils import DatabaseError

    from fanal.overview.views import authority

    def writing(*_):
        School.objects.filter(pk=school.pk).update(name="Changé")

    monkeypatch.setattr(authority.queue, "chips", writing)
    with pytest.raises(DatabaseError, match="read-only"):
        technician.get(address("authority_queue", school))
    school.refresh_from_db()
    assert school.name != "Changé"


def test_a_teacher_who_is_also_a_technician_chooses(client_of, school, second):
    from fanal.accounts.models import PartnerMembership

    teacher = client_of(school, Role.TEACHER)
    PartnerMembership.objects.create(
        user=teacher.membership.user,
        name="X",
        role=Role.TECHNICIAN,
        authority=school.authority,
        valid_from=today(),
    )
    page = teacher.get("/").text
    assert "Où entrer\u202f?" in page
    assert address("authority_queue", school) in page


def test_the_record_of_a_machine_tells_a_technician_neither_who_holds_it_nor_who_changed_it(
    technician, client_of, school
):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        person = PersonFactory(school=school, family_name="Secretnom")
        machine = EquipmentFactory(school=school, holder=person)
    page = reverse("equipment:equipment_page", args=[school.uai, machine.number])
    lead.post(
        reverse("equipment:equipment_move", args=[school.uai, machine.number]), {"room": "", "reason": ""}
    )
    assert "Secretnom" in lead.get(page).text
    text = technician.get(page).text
    assert "Secretnom" not in text
    assert str(lead.membership.person) not in text

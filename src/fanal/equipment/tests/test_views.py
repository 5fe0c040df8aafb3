"""The pages of equipment, as each person meets them."""

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.imports.columns import match_columns
from fanal.core.pages.saved_views import SavedView
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment, Room
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory, RoomFactory
from fanal.equipment_import.rules.fields import FIELDS


def url(name, school, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


def described(kind, **values):
    given = {"name": "PC-204", "type": kind.pk, "owner": "authority", "payer": "authority"}
    return given | {"is_pedagogical": "True", "state": "service"} | values


def test_the_bursar_registers_and_sees_the_record(client_of, school):
    bursar = client_of(school, Role.BURSAR)
    with scope(school):
        kind, room = EquipmentTypeFactory(school=school), RoomFactory(school=school, name="Salle 204")
    sent = described(kind, room=room.pk, serial="ab12 cd", price_cents="1 250,50 €", bought_on="2024-09-03")
    answer = bursar.post(url("equipment_register", school), sent)
    page = bursar.get(answer.url).text
    for words in (
        "PC-204",
        "AB12 CD",
        "Salle 204",
        "1\u202f250,50\u00a0€",
        "3 septembre 2024",
        "Enregistré dans",
    ):
        assert words in page


def test_a_problem_is_reported_from_the_record_with_its_room(lead, school):
    with scope(school):
        machine = EquipmentFactory(school=school)
    page = lead.get(url("equipment_page", school, machine.number)).text
    assert f"/demandes/nouvelle/?equipement={machine.number}&amp;salle={machine.room_id}" in page


def test_no_problem_is_reported_from_what_has_left(lead, school):
    """Issue: its primary button was « Signaler un problème », and the convention said « Transmettre »."""
    with scope(school):
        machine = EquipmentFactory(school=school, state="disposed")
    words = words_of(lead.get(url("equipment_page", school, machine.number)).text)
    assert "Signaler un problème" not in words
    assert "Transmettre la demande" not in words
    assert "Qui répare, qui paie, qui décide" not in words


def test_an_old_tab_erases_nothing_of_a_record(client_of, lead, school):
    """Issue: what a colleague wrote meanwhile was written back as it was."""
    with scope(school):
        machine = EquipmentFactory(school=school, note="")
    page = url("equipment_change", school, machine.number)
    sent = described(machine.type, note="")
    seen = lead.get(page).context["seen"]
    bursar = client_of(school, Role.BURSAR)
    first = bursar.get(page).context["seen"]
    assert bursar.post(page, sent | {"note": "Écran changé", "seen": first}).status_code == 302
    refused = lead.post(page, sent | {"seen": seen})
    assert refused.status_code == 422
    assert "Quelqu’un vient de changer" in words_of(refused.text)
    with scope(school):
        assert Equipment.objects.get(pk=machine.pk).note == "Écran changé"


def test_a_wrong_record_is_shown_again_with_its_reasons(lead, school):
    with scope(school):
        kind = EquipmentTypeFactory(school=school)
    answer = lead.post(url("equipment_register", school), described(kind, serial="Default string"))
    assert answer.status_code == 422
    assert "texte par défaut du fabricant" in answer.text
    assert 'value="PC-204"' in answer.text


def test_moving_and_breaking_down_are_told_in_the_history(lead, school):
    with scope(school):
        machine, room = EquipmentFactory(school=school), RoomFactory(school=school, name="CDI")
    lead.post(url("equipment_move", school, machine.number), {"room": room.pk})
    lead.post(url("equipment_state", school, machine.number), {"to": "broken", "reason": "ne s’allume plus"})
    page = lead.get(url("equipment_page", school, machine.number)).text
    assert "→ CDI" in page
    assert "En service → En panne" in page
    assert "ne s’allume plus" in page


def test_an_impossible_state_says_why(lead, school):
    with scope(school):
        machine = EquipmentFactory(school=school, state="stock")
    answer = lead.post(url("equipment_state", school, machine.number), {"to": "disposed"})
    assert answer.status_code == 422
    assert "organe compétent de la collectivité" in answer.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=ecran", {"Écran du CDI"}),
        ("q=srv-9", {"Serveur"}),
        ("q=mezzanine", {"Écran du CDI"}),
        ("etat=panne", {"Serveur"}),
        ("etat=partis", {"Perdue"}),
        ("proprietaire=school", {"Serveur"}),
        ("garantie=inconnue&etat=tous", {"Écran du CDI", "Serveur", "Perdue"}),
        ("q=rien", set()),
    ],
)
def test_the_list_is_filtered(lead, school, query, names):
    with scope(school):
        EquipmentFactory(school=school, name="Écran du CDI", room__name="Mezzanine")
        EquipmentFactory(school=school, name="Serveur", serial="SRV-9000", owner="school", state="broken")
        EquipmentFactory(school=school, name="Perdue", state="lost")
    page = lead.get(f"{url('equipment_list', school)}?{query}").text
    assert {name for name in ("Écran du CDI", "Serveur", "Perdue") if f">{name}</a>" in page} == names


def test_several_are_moved_from_the_list_and_the_refused_are_listed(lead, school):
    with scope(school):
        room = RoomFactory(school=school)
        fine, gone = EquipmentFactory(school=school), EquipmentFactory(school=school, state="disposed")
    sent = {"number": [fine.number, gone.number], "do": "move", "m-room": room.pk}
    answer = lead.post(url("equipment_several", school), sent)
    assert answer.status_code == 200
    assert gone.name in answer.text
    assert "1 équipement déplacé" in answer.text
    with scope(school):
        assert Equipment.objects.for_school(school).get(pk=fine.pk).room_id == room.pk


def test_a_technician_reads_and_changes_nothing(technician, school):
    with scope(school):
        machine = EquipmentFactory(school=school)
    assert machine.name in technician.get(url("equipment_list", school)).text
    page = technician.get(url("equipment_page", school, machine.number)).text
    assert "Déplacer" not in page
    assert technician.post(url("equipment_move", school, machine.number), {}).status_code == 403


def test_a_teacher_sees_only_what_they_hold(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        held = EquipmentFactory(school=school, holder=teacher.membership.person)
        other = EquipmentFactory(school=school)
    page = teacher.get(url("equipment_list", school)).text
    assert held.name in page
    assert other.name not in page
    assert teacher.get(url("equipment_page", school, other.number)).status_code == 404


def test_places_are_added_renamed_and_closed(lead, school):
    lead.post(url("site_add", school), {"name": "Site principal"})
    with scope(school):
        from fanal.equipment.models import Building, Site

        site = Site.objects.for_school(school).get()
    lead.post(url("building_add", school), {"name": "Bâtiment A", "site": site.pk})
    with scope(school):
        building = Building.objects.for_school(school).get()
    lead.post(url("room_add", school), {"name": "Salle 1", "building": building.pk, "floor": "RDC"})
    with scope(school):
        room = Room.objects.for_school(school).get()
    lead.post(url("room_change", school, room.pk), {"name": "Salle 101", "building": building.pk})
    page = lead.get(url("room_list", school)).text
    assert "Salle 101" in page
    assert "Bâtiment A" in page
    assert lead.post(url("site_close", school, site.pk)).status_code == 302
    assert "N’est plus utilisée" in lead.get(url("room_page", school, room.pk)).text


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_an_export_holds_what_is_shown(lead, school, form):
    with scope(school):
        EquipmentFactory(school=school, name="=Machine", serial="ABC123")
        EquipmentFactory(school=school, name="Perdue", state="lost")
    answer = lead.get(url("equipment_export", school, form))
    table = read_table(b"".join(answer.streaming_content), f"export.{form}")
    assert table.headers[:3] == ["N°", "Nom", "Type"]
    assert [row[1] for row in table.rows] == ["=Machine"]
    assert "attachment" in answer["Content-Disposition"]


def test_a_filter_is_kept_under_a_name_for_oneself(lead, client_of, school):
    lead.post(url("view_keep", school), {"name": "En panne au CDI", "query": "etat=panne&q=cdi&x=1"})
    page = lead.get(url("equipment_list", school)).text
    assert 'href="?q=cdi&amp;etat=panne"' in page
    assert "En panne au CDI" not in client_of(school, Role.HEAD).get(url("equipment_list", school)).text
    with scope(school):
        view = SavedView.objects.for_school(school).get()
    assert client_of(school, Role.HEAD).post(url("view_forget", school, view.pk)).status_code == 404
    lead.post(url("view_forget", school, view.pk))
    with scope(school):
        assert not SavedView.objects.for_school(school).exists()


def test_an_unknown_export_is_not_found(lead, school):
    assert lead.get(url("equipment_export", school, "pdf")).status_code == 404


@pytest.mark.parametrize("page", ["equipment_list", "room_list", "type_list"])
def test_a_list_costs_the_same_for_1_and_20_rows(lead, school, count_queries, page):
    with scope(school):
        EquipmentFactory(school=school)
    lead.get(url(page, school))  # what a process reads once is read now
    with count_queries() as one:
        lead.get(url(page, school))
    with scope(school):
        EquipmentFactory.create_batch(19, school=school)
    with count_queries() as twenty:
        lead.get(url(page, school))
    assert len(one) == len(twenty)
    # Two savepoints and the end of the scope are the test's own.
    assert len(twenty) <= 15, "\n".join(query["sql"][:150] for query in twenty)


def test_the_one_search_box_finds_equipment_and_rooms(client_of, school):
    lead, teacher = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.TEACHER)
    with scope(school):
        EquipmentFactory(school=school, name="Vidéoprojecteur", serial="EPSON77", room__name="Salle 204")
    address = reverse("web:search", args=[school.uai])
    assert "Vidéoprojecteur" in lead.get(address, {"q": "epson77"}).text
    assert "Salle 204" in teacher.get(address, {"q": "204"}).text
    assert "Vidéoprojecteur" not in teacher.get(address, {"q": "epson77"}).text


def test_a_type_is_renamed_with_the_trouble_it_gives_and_how_long_it_lasts(lead, school):
    with scope(school):
        kind, twin = EquipmentTypeFactory(school=school), EquipmentTypeFactory(school=school, name="Tablette")
    sent = {"name": "Écran interactif", "kind": "projector", "life_years": 8}
    assert lead.post(url("type_change", school, kind.pk), sent).status_code == 302
    with scope(school):
        kind.refresh_from_db()
    assert (kind.name, kind.kind, kind.life_years) == ("Écran interactif", "projector", 8)
    again = lead.post(url("type_change", school, twin.pk), sent | {"name": "écran interactif"})
    assert (again.status_code, "existe déjà" in again.text) == (422, True)


def test_the_export_and_the_form_call_the_authority_by_its_type(lead, school):
    theirs = "N° d’inventaire du Département"
    with scope(school):
        EquipmentFactory(school=school, owner="authority", authority_number="D77")
    answer = lead.get(url("equipment_export", school, "csv"))
    table = read_table(b"".join(answer.streaming_content), "export.csv")
    row = dict(zip(table.headers, *table.rows, strict=True))
    assert (row[theirs], row["Propriétaire"]) == ("D77", "Département")
    assert match_columns([theirs], FIELDS) == ["authority_number"]
    assert theirs in lead.get(url("equipment_register", school)).text


def test_the_list_may_show_what_one_person_holds(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        theirs = EquipmentFactory(school=school, name="PC-CONFIE", holder=lead.membership.person)
        EquipmentFactory(school=school, name="PC-AUTRE")
    address = f"{reverse('equipment:equipment_list', args=[school.uai])}?porteur={theirs.holder_id}"
    page = lead.get(address).text
    assert "PC-CONFIE" in page
    assert "PC-AUTRE" not in page
    assert f"confié à {theirs.holder}" in page
    assert "PC-AUTRE" in lead.get(address.partition("=")[0] + "=x").text


def test_all_that_the_list_shows_is_chosen_and_not_its_page_alone(lead, school):
    """Issue 14: « les 38 résultats » and not only the page."""
    with scope(school):
        room = RoomFactory(school=school)
        EquipmentFactory.create_batch(30, school=school)
        EquipmentFactory.create_batch(2, school=school, state="broken")
    page = lead.get(url("equipment_list", school), {"etat": "service", "cocher": "resultats"}).text
    assert "Les 30 équipements de cette liste sont choisis" in words_of(page)
    assert set(html.fromstring(page).xpath("//input[@name='number']/@disabled")) == {"disabled"}
    sent = {"tous": "30", "retour": "etat=service", "do": "move", "m-room": room.pk, "number": []}
    for changed in ({"tous": "29"}, {"tous": "1"}, {"retour": None}):  # it arrived since, or is no list
        other = {name: value for name, value in (sent | changed).items() if value is not None}
        answer = lead.post(url("equipment_several", school), other)
        assert (answer.status_code, "rien n’a changé" in words_of(answer.text)) == (422, True)
    answer = lead.post(url("equipment_several", school), sent, follow=True)
    assert f"30 équipements déplacés : {room}" in words_of(answer.text)
    with scope(school):
        assert Equipment.objects.for_school(school).filter(room=room).count() == 30

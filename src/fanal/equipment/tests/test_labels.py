"""Labels: scanning one from each side of the walls, printing a sheet, the layouts of a school."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from django.urls import reverse

import fanal
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.core.clock.testing import today
from fanal.core.documents.pdf import typeset
from fanal.core.tenancy import scope
from fanal.core.testing import working_less_than
from fanal.equipment.actions import labels as actions
from fanal.equipment.models import Label, LabelSheet
from fanal.equipment.reading.labels import TEMPLATE, poster_of, printed, square
from fanal.equipment.rules.kinds import KIND_INKS, ROOM_INK
from fanal.equipment.rules.label_sheets import MOST, USUAL
from fanal.equipment.rules.labels import as_printed
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.equipment.views.labels import MISSES

BY = system(System.SETUP)


def url(name, school, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


def labelled(school, **made):
    with scope(school):
        thing = EquipmentFactory(school=school, **made)
        return thing, actions.give_labels([thing], school=school, by=BY)[thing]


def test_a_code_is_given_once(school):
    thing, code = labelled(school)
    with scope(school):
        room = RoomFactory(school=school)
        again = actions.give_labels([thing, room], school=school, by=BY)
        assert again[thing] == code
        assert again[room] != code
        assert Label.objects.for_school(school).count() == 2


def test_a_teacher_who_scans_may_report_what_they_do_not_hold(client_of, school):
    thing, code = labelled(school, name="VP-204")
    teacher = client_of(school, Role.TEACHER)
    page = teacher.get(f"/q/{as_printed(code).lower()}", follow=True)
    assert page.redirect_chain[-1][0] == url("label_page", school, code)
    assert f"?equipement={thing.number}&amp;salle={thing.room_id}" in page.text
    assert "Voir la fiche" not in page.text
    assert url("room_page", school, thing.room_id) in page.text


def test_the_team_may_also_open_the_record_and_a_room_has_its_own_page(client_of, school):
    thing, code = labelled(school)
    bursar = client_of(school, Role.BURSAR)
    assert url("equipment_page", school, thing.number) in bursar.get(f"/q/{code}", follow=True).text
    with scope(school):
        room = thing.room
        code = actions.give_labels([room], school=school, by=BY)[room]
    assert f"?salle={room.pk}" in bursar.get(f"/q/{code}", follow=True).text


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(client, school):
    _, code = labelled(school)
    for label in (code, "000000000"):
        answer = client.get(f"/q/{label}")
        assert answer.status_code == 302
        assert f"next=/q/{label}" in answer.url


def test_another_school_or_no_code_is_the_same_404(client_of, school, elsewhere):
    _, code = labelled(school, name="VP-SECRET")
    other = client_of(elsewhere, Role.HEAD)
    answers = [other.get(f"/q/{tried}") for tried in (code, "0000-bad", "000000000")]
    assert {answer.status_code for answer in answers} == {404}
    assert "VP-SECRET" not in answers[0].text
    assert other.get(url("label_page", elsewhere, code)).status_code == 404
    assert other.get(url("label_page", school, code)).status_code == 404


def test_whoever_tries_codes_is_stopped(client_of, school, elsewhere):
    _, code = labelled(school)
    curious = client_of(elsewhere, Role.TEACHER)
    for _ in range(MISSES):
        assert curious.get("/q/000000000").status_code == 404
    assert curious.get("/q/000000000").status_code == 429
    assert client_of(school, Role.TEACHER).get(f"/q/{code}").status_code == 302


def test_a_typed_code_is_found_by_the_search(client_of, school):
    _, code = labelled(school, name="VP-204")
    page = client_of(school, Role.BURSAR).get(
        reverse("web:search", args=[school.uai]), {"q": as_printed(code)}
    )
    assert url("label_page", school, code) in page.text


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


def test_the_sheet_of_a_room_is_a_tagged_file_in_french(lead, school):
    with scope(school):
        room = RoomFactory(school=school, name="Salle 204")
        EquipmentFactory.create_batch(3, school=school, room=room)
    assert "3 équipements" in lead.get(url("label_print", school), {"salle": room.pk}).text
    sent = {"salle": room.pk, "sheet": "u0", "first": 1, "with_room": "on"}
    answer = lead.post(url("label_print", school), sent)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    for mark in (b"/StructTreeRoot", b"(fr-FR)", b"/Alt"):
        assert mark in answer.content
    with scope(school):
        assert Label.objects.for_school(school).count() == 4


def test_those_that_are_ticked_come_with_their_numbers(lead, school):
    with scope(school):
        some = EquipmentFactory.create_batch(2, school=school)
    sent = {"number": [machine.number for machine in some], "do": "labels"}
    answer = lead.post(url("equipment_several", school), sent, follow=True)
    assert "2 équipements" in answer.text
    assert answer.context["things"] == sorted(some, key=lambda machine: machine.room.name)


def test_nothing_ticked_or_a_place_that_is_not_there_says_so(lead, school):
    assert "Cochez des équipements" in lead.get(url("label_print", school)).text
    thing, _ = labelled(school)
    answer = lead.post(url("label_print", school), {"n": thing.number, "sheet": "u0", "first": 25})
    assert answer.status_code == 422
    assert "commencez entre la 1re et la 24e" in answer.text


def test_the_room_and_numbers_of_another_school_are_not_found(lead, school, elsewhere):
    thing, _ = labelled(elsewhere)
    assert lead.get(url("label_print", school), {"salle": thing.room_id}).status_code == 404
    answer = lead.post(url("label_print", school), {"n": thing.number, "sheet": "u0", "first": 1})
    assert answer.status_code == 422


def test_a_school_adds_corrects_and_removes_its_own_sheet(lead, school):
    sent = {"name": "Boîte bleue", "columns": 2, "rows": 7, "width": "99,1", "height": "38,1"}
    sent |= {"top": "15,1", "left": "4,6", "gap_x": "2,5", "gap_y": "0"}
    assert lead.post(url("sheet_add", school), sent).status_code == 302
    with scope(school):
        kept = LabelSheet.objects.for_school(school).get()
    assert kept.layout.size == "99,1 × 38,1 mm"
    assert lead.post(url("sheet_add", school), sent).status_code == 422
    refused = lead.post(url("sheet_change", school, kept.pk), sent | {"columns": 3})
    assert "En largeur" in refused.text
    thing, _ = labelled(school)
    assert "Boîte bleue · 99,1 × 38,1 mm" in lead.get(url("label_print", school), {"n": thing.number}).text
    lead.post(url("sheet_remove", school, kept.pk))
    assert "Boîte bleue" not in lead.get(url("label_print", school), {"n": thing.number}).text


def test_a_teacher_prints_nothing(client_of, school):
    assert client_of(school, Role.TEACHER).get(url("label_print", school)).status_code == 403


def made(count, name="VP"):
    squares = [square(f"https://fanal.college.example/q/{number:0>9}") for number in range(count)]
    label = {"name": name, "detail": "Salle 204", "code": "000-000-000", "alt": "Code", "ink": "#5a3ea8"}
    labels = [label | {"square": drawn} for drawn in squares]
    sheet = asdict(USUAL[1])
    return {"title": "Étiquettes", "sheet": sheet, "first": 1, "outlined": True, "labels": labels}


def test_the_same_data_give_the_same_bytes_and_a_text_stays_a_text():
    data = made(3, name='#read("/etc/passwd") $x$ *gras* @ref \\ <a>')
    assert typeset(TEMPLATE, data) == typeset(TEMPLATE, data)


@pytest.mark.parametrize("name", ["PC 😀", "汉字", "a\x01", "\uffff", "\u0378"])
def test_a_name_with_a_sign_that_no_font_draws_is_printed_all_the_same(name):
    assert typeset(TEMPLATE, made(2, name=name)).startswith(b"%PDF-")
    assert b"pdfuaid" in typeset(TEMPLATE, made(1))


def test_a_full_file_is_made_in_about_a_second():
    typeset(TEMPLATE, made(1))  # the first loads the library
    with working_less_than(2):
        typeset(TEMPLATE, made(MOST))


def test_a_label_has_the_tint_of_its_kind_as_the_screen_shows_it(school):
    styles = Path(fanal.__file__).parent / "styles"
    tokens, tones = (styles / "tokens.css").read_text(), (styles / "tones.css").read_text()
    for kind, ink in KIND_INKS.items():
        tint = re.search(rf"\.k-{kind}\b[^{{]*{{\s*--k: var\((--[a-z]+)\)", tones)[1]
        assert f"{tint}: light-dark({ink}," in tokens, kind
    with scope(school):
        projector = EquipmentFactory(school=school, type__kind="projector")
        room = RoomFactory(school=school)
        data = printed(
            {projector: "1" * 9, room: "2" * 9}, USUAL[0], school=school, url="/q/", first=1, outlined=False
        )
    assert [label["ink"] for label in data["labels"]] == ["#5a3ea8", ROOM_INK]


def test_the_poster_leads_to_the_page_that_asks_for_help(lead, client_of, school):
    page = lead.get(url("label_print", school))
    assert url("poster_file", school) in page.text
    answer = lead.get(url("poster_file", school))
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content
    with scope(school):
        data = poster_of(
            school,
            f"https://fanal.college.example{reverse('helpdesk:request_ask', args=[school.uai])}",
            today(),
        )
    assert data["host"] == "fanal.college.example"
    assert data["square"] == square(f"https://fanal.college.example/e/{school.uai}/demandes/nouvelle/")
    assert data["leads"]
    assert client_of(school, Role.TEACHER).get(url("poster_file", school)).status_code == 403

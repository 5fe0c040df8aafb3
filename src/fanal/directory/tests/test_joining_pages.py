"""The pages where two records are compared, joined, kept apart and separated again."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.directory.models import RecordMerge
from fanal.directory.reading.records import STAFF
from fanal.directory.tests.joining import files, join, two
from fanal.equipment.models import Equipment, EquipmentType
from fanal.people_files.tests.importing import TODAY, full, pupil

__all__ = ["files", "two"]
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def test_the_pages_compare_join_and_separate(client_of, school, two):
    browser = client_of(school, Role.DIGITAL_LEAD)
    listed = browser.get(reverse("directory:pair_list", args=[school.uai])).text
    pks = sorted(record.pk for record in two)
    address = reverse("directory:pupil_pair", args=[school.uai, *pks])
    assert address in listed
    assert "Noms proches" in listed
    page = browser.get(address).text
    assert "COEUR-DUPONT" in page
    seal = page.partition('name="shown" value="')[2].partition('"')[0]
    assert browser.post(address, {"keep": "0", "shown": seal}).status_code == 422
    answer = browser.post(address, {"keep": two[0].pk, "shown": seal})
    assert answer.status_code == 302
    text = browser.get(answer.url).text
    assert "Réunie avec « Anais COEUR-DUPONT »" in text.replace(chr(160), " ").replace(chr(8239), " ")
    with scope(school):
        joined = RecordMerge.objects.for_school(school).get()
    own = reverse("directory:pupil_page", args=[school.uai, two[0].pk])
    assert browser.get(address).url == own
    assert browser.post(address, {"keep": two[0].pk, "shown": seal}).url == own
    undo = reverse("directory:separate", args=[school.uai, joined.pk])
    assert browser.post(undo).status_code == 302
    assert browser.post(undo).status_code == 422
    assert browser.post(address, {"keep": "apart"}).status_code == 302
    assert address not in browser.get(reverse("directory:pair_list", args=[school.uai])).text
    twins = browser.get(reverse("directory:pupil_twins", args=[school.uai, two[0].pk]), {"q": "coeur"}).text
    assert address.rpartition("/doublons/")[0] in twins


@pytest.mark.parametrize("role", [Role.TEACHER, Role.BURSAR])
def test_only_those_who_import_join(client_of, school, two, role):
    browser = client_of(school, role)
    pair = reverse("directory:pupil_pair", args=[school.uai, *(record.pk for record in two)])
    for address in (pair, reverse("directory:pair_list", args=[school.uai])):
        assert browser.get(address).status_code == 403
    assert browser.post(pair, {"keep": "apart"}).status_code == 403


def test_the_list_of_pairs_costs_the_same_for_one_and_many(client_of, school, importer, count_queries):
    browser = client_of(school, Role.DIGITAL_LEAD)
    address = reverse("directory:pair_list", args=[school.uai])

    def namesakes(many):
        return [pupil(key, sn=f"NOM{key % many}") for key in range(2 * many)]

    importer.bring(full(school, *namesakes(1), pupil(90, sn="NOM0S")))
    browser.get(address)
    with count_queries() as for_one:
        browser.get(address)
    importer.bring(full(school, *namesakes(20)), are_departures_true=True)
    with count_queries() as twenty:
        page = browser.get(address)
    assert page.text.count("Même nom") >= 20
    assert len(for_one) == len(twenty) <= MOST_QUERIES


def test_a_person_of_the_staff_shows_what_was_joined(client_of, school, importer):
    with scope(school):
        own = PersonFactory(school=school, given_name="Helene", family_name="PETIT", email="")
        from_file = PersonFactory(
            school=school, given_name="Hélène", family_name="PETIT", email="h@x.invalid"
        )
    join(importer, STAFF, own, from_file)
    browser = client_of(school, Role.HEAD)
    address = reverse("directory:person_twins", args=[school.uai, own.pk])
    assert address in browser.get(reverse("people:person_page", args=[school.uai, own.pk])).text
    page = browser.get(address, {"q": "petit"}).text
    assert "Déjà réunies" in page


def test_what_hangs_on_each_record_is_shown_beside_the_other(client_of, school):
    with scope(school):
        own, from_file = (
            PersonFactory(school=school, given_name="Ada", family_name="PETIT") for _ in range(2)
        )
        kind = EquipmentType.objects.create(school=school, name="PC portable")
        Equipment.objects.create(school=school, number=12, name="PC de prêt", type=kind, holder=own)
    browser = client_of(school, Role.HEAD)
    page = browser.get(reverse("directory:person_pair", args=[school.uai, own.pk, from_file.pk]))
    assert page.text.count("PC de prêt") == 1
    seal = page.text.partition('name="shown" value="')[2].partition('"')[0]
    refused = browser.post(page.wsgi_request.path, {"keep": from_file.pk, "shown": seal})
    assert refused.status_code == 422
    assert "c’est elle qui doit rester" in refused.text

"""The pages of pupils, classes and imports."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.imports.models import Import
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.directory.models import Pupil
from fanal.people_files.tests.aaf import STAFF
from fanal.people_files.tests.importing import TODAY, full, pupil
from fanal.people_files.tests.reading import request

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def browser(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


def deposit(browser, school, text, name="ENT_Complet.xml"):
    file = SimpleUploadedFile(name, text.encode(), content_type="text/xml")
    return browser.post(reverse("people_files:import_start", args=[school.uai]), {"file": file})


def test_a_file_is_deposited_looked_at_and_applied(browser, school, client_of):
    answer = deposit(browser, school, full(school, pupil(1), pupil(2), request("PersEducNat", "7", **STAFF)))
    assert answer.status_code == 302
    page = browser.get(answer.url)
    assert "NOM1 Zoé" in page.text
    assert "3 arrivées" not in page.text
    with scope(school):
        made = Import.objects.for_school(school).get()
    apply = reverse("people_files:import_apply", args=[school.uai, made.number])
    assert browser.post(apply, {"shown": "other"}).status_code == 422
    assert browser.post(apply, {"shown": made.root}).status_code == 302
    assert "C’est fait" in browser.get(answer.url).text
    listed = browser.get(reverse("directory:pupil_list", args=[school.uai]), {"classe": "6A"})
    assert "NOM2 Zoé" in listed.text
    class_page = browser.get(reverse("directory:class_page", args=[school.uai, "6A"]))
    assert "PETIT" in class_page.text
    assert "professeur principal" in class_page.text
    printed = browser.get(reverse("directory:class_sheet", args=[school.uai, "6A"]))
    assert printed.content.startswith(b"%PDF")
    text = browser.get(reverse("web:search", args=[school.uai]), {"q": "nom2"}).text
    assert "NOM2 Zoé" in text
    teacher = client_of(school, Role.TEACHER)
    assert "NOM2" not in teacher.get(reverse("web:search", args=[school.uai]), {"q": "nom2"}).text


def test_the_wrong_file_is_refused_on_the_page_and_nothing_is_kept(browser, school):
    answer = deposit(browser, school, "<EDT_STS/>")
    assert answer.status_code == 422
    assert "Fanal lit l’inverse" in answer.text
    with scope(school):
        assert not Import.objects.for_school(school).exists()
    answer = browser.post(reverse("people_files:import_start", args=[school.uai]), {})
    assert "Choisissez le fichier" in answer.text


def test_a_pupil_s_page_says_where_it_comes_from(browser, school, importer):
    importer.bring(full(school, pupil(1)))
    with scope(school):
        pupil_record = Pupil.objects.for_school(school).get()
    page = browser.get(reverse("directory:pupil_page", args=[school.uai, pupil_record.pk]))
    assert "31 décembre 2013" in page.text
    assert "AAF" in page.text


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_teachers_see_no_list_of_pupils(client_of, school, role):
    browser = client_of(school, role)
    for page in ("directory:pupil_list", "directory:class_list", "people_files:import_start"):
        assert browser.get(reverse(page, args=[school.uai])).status_code == 403


def test_a_bursar_reads_and_does_not_import(client_of, school):
    browser = client_of(school, Role.BURSAR)
    assert browser.get(reverse("directory:pupil_list", args=[school.uai])).status_code == 200
    assert browser.get(reverse("people_files:import_start", args=[school.uai])).status_code == 403


def test_the_list_costs_the_same_for_one_and_twenty_pupils(browser, school, importer, count_queries):
    importer.bring(full(school, pupil(1)))
    address = reverse("directory:pupil_list", args=[school.uai])
    browser.get(address)
    with count_queries() as for_one:
        browser.get(address)
    importer.bring(full(school, *(pupil(number) for number in range(1, 21))))
    with count_queries() as twenty:
        browser.get(address)
    assert len(for_one) == len(twenty) <= MOST_QUERIES

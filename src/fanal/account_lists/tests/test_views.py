"""The pages of the services: list, comparison, differences, files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.account_lists.models import Comparison, ExpectedAdmin, Finding
from fanal.account_lists.testing import TODAY, YEAR
from fanal.accounts.models.roles import Role
from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil
from fanal.online_services.models import OnlineService

LIST = "Login;Nom;Prénom;Classe;Mot de passe\nzmartin;MARTIN;Zoé;6A;azerty\n=cmd|x;INCONNU;Max;5B;azerty\n"
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def url(name, school, *args):
    return reverse(f"account_lists:{name}", args=[school.uai, *args])


def list_url(name, school, *args):
    return reverse(f"online_services:{name}", args=[school.uai, *args])


@pytest.fixture
def service(school):
    with scope(school):
        for family, given in (("MARTIN", "Zoé"), ("ROY", "Léa"), ("ROY", "Léa"), ("ABSENTE", "Ana")):
            pupil = Pupil.objects.create(school=school, family_name=family, given_name=given)
            Enrolment.objects.create(school=school, pupil=pupil, school_year=YEAR, class_code="6A")
        return OnlineService.objects.create(school=school, name="Pronote", holders="pupils")


def deposit(browser, school, service, text=LIST, name="comptes.csv"):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return browser.post(url("list_deposit", school, service.pk), {"file": file})


def compare(browser, school, service, text=LIST, **more):
    address = deposit(browser, school, service, text).url
    with scope(school):
        columns = Import.objects.for_school(school).order_by("-pk").first().columns
    return browser.post(address, {f"column-{rank}": code for rank, code in enumerate(columns)} | more)


def finding_of(school, kind):
    with scope(school):
        return Finding.objects.for_school(school).filter(kind=kind).order_by("pk").first()


def test_usual_services_are_added_in_one_gesture(lead, school):
    answer = lead.post(list_url("service_usual", school), {"usual": ["pix", "ent", "bogus"]}, follow=True)
    assert "2 services ajoutés" in answer.text
    page = lead.get(list_url("service_list", school)).text
    assert "Pix Orga" in page
    assert 'value="pix"' not in page


def test_a_service_is_added_changed_and_archived(lead, school):
    sent = {"name": "Éléa", "kind": "learning", "holders": "both", "dormant_days": "90"}
    answer = lead.post(list_url("service_add", school), sent)
    with scope(school):
        made = OnlineService.objects.for_school(school).get()
    assert answer.url == list_url("service_page", school, made.pk)
    twin = lead.post(list_url("service_add", school), sent | {"name": "elea"})
    assert (twin.status_code, "est déjà dans la liste" in twin.text) == (422, True)
    refused = lead.post(
        list_url("service_change", school, made.pk), sent | {"address": "javascript:alert(1)"}
    )
    assert refused.status_code == 422
    lead.post(list_url("service_change", school, made.pk), sent | {"note": "DRANE"})
    assert "DRANE" in lead.get(list_url("service_page", school, made.pk)).text
    lead.post(list_url("service_archive", school, made.pk))
    assert "Éléa</a>" not in lead.get(list_url("service_list", school)).text
    assert lead.get(url("list_deposit", school, made.pk)).status_code == 403


def test_a_list_is_deposited_its_columns_checked_and_its_differences_shown(lead, school, service):
    answer = deposit(lead, school, service)
    page = lead.get(answer.url).text
    assert "Jamais lue" in page
    assert "azerty" not in page
    compared = compare(lead, school, service)
    assert compared.url == url("accounts_page", school, service.pk)
    page = lead.get(compared.url).text
    assert "INCONNU Max" in page
    assert "Inconnu dans l’établissement" in page
    assert "ABSENTE Ana" in page
    assert "La liste n’est pas gardée" in page


def test_a_line_is_ticked_accepted_and_reopened(lead, school, service):
    compare(lead, school, service)
    orphan = finding_of(school, "orphan")
    address = url("settle", school, service.pk, orphan.pk)
    assert lead.post(address + "?sorte=orphan", {"state": "done"}).url.endswith("?sorte=orphan")
    assert "Aucun écart" in lead.get(url("accounts_page", school, service.pk) + "?sorte=orphan").text
    refused = lead.post(address, {"state": "accepted", "reason": " "})
    assert (refused.status_code, "Dites pourquoi" in refused.text) == (422, True)
    # Its filters lead back to the page: this address answers no reading.
    assert f'href="{url("accounts_page", school, service.pk)}?sorte=missing"' in refused.text
    lead.post(address, {"state": "accepted", "reason": "Stagiaire"})
    settled = lead.get(url("accounts_page", school, service.pk) + "?vue=regles").text
    assert "car Stagiaire" in settled
    lead.post(address, {"state": "todo"})
    assert finding_of(school, "orphan").state == "todo"
    assert lead.post(address, {"state": "gone"}).status_code == 422


def test_a_doubt_is_decided_on_the_page(lead, school, service):
    compare(lead, school, service, LIST + "lroy;ROY;Léa;6A;x\n")
    page = lead.get(url("accounts_page", school, service.pk) + "?sorte=doubt").text
    assert "C’est Léa ROY" in page
    doubt = finding_of(school, "doubt")
    address = url("decide", school, service.pk, doubt.pk)
    assert lead.post(address, {"choice": "pupil 999999"}).status_code == 422
    assert lead.post(address, {"choice": f"pupil {doubt.candidates[0][1]}"}).status_code == 302
    assert "Revenir sur ce choix" in lead.get(url("accounts_page", school, service.pk) + "?vue=regles").text
    undo = url("undecide", school, service.pk, doubt.pk)
    assert lead.post(undo).url.endswith("?sorte=doubt")
    assert finding_of(school, "doubt").state == "todo"
    assert lead.post(undo).status_code == 422


def test_several_lines_at_once(lead, school, service):
    compare(lead, school, service)
    address = url("settle_several", school, service.pk) + "?sorte=missing"
    assert lead.post(address, {"state": "accepted"}).status_code == 422
    answer = lead.post(address, {"state": "done"}, follow=True)
    assert "3 écarts réglés" in answer.text


def test_what_is_to_do_leaves_in_the_columns_of_the_list_and_no_spreadsheet_runs_it(lead, school, service):
    compare(lead, school, service)
    address = url("to_do_file", school, service.pk, "csv")
    orphans = b"".join(lead.get(address + "?sorte=orphan").streaming_content)
    assert b'"\'=cmd|x"' in orphans
    table = read_table(orphans, "a.csv")
    assert table.headers == ["Login", "Nom", "Prénom", "Classe", "Mot de passe"]
    assert list(table.rows) == [["=cmd|x", "INCONNU", "Max", "5B", ""]]
    mixed = read_table(b"".join(lead.get(address).streaming_content), "a.csv")
    assert mixed.headers[:3] == ["Écart", "À faire", "Précision"]
    assert len(mixed) == 4
    excel = lead.get(url("to_do_file", school, service.pk, "xlsx"))
    assert len(read_table(b"".join(excel.streaming_content), "a.xlsx")) == 4
    assert lead.get(url("to_do_file", school, service.pk, "exe")).status_code == 404


def test_the_usual_profile_of_teachers_is_given_to_no_one_else(lead, client_of, school, service):
    teachers = [client_of(school, Role.TEACHER).membership.person for _ in range(3)]
    client_of(school, Role.STAFF)
    with scope(school):
        OnlineService.objects.filter(pk=service.pk).update(holders="staff")
    lines = "".join(
        f"l{teacher.pk};{teacher.family_name};{teacher.given_name};Professeur\n" for teacher in teachers[:2]
    )
    compare(lead, school, service, "Login;Nom;Prénom;Profil\n" + lines, sure="yes")
    address = url("to_do_file", school, service.pk, "csv") + "?sorte=missing"
    table = read_table(b"".join(lead.get(address).streaming_content), "a.csv")
    profiles = {(row[1], row[2]): row[3] for row in table.rows}
    assert profiles.pop((teachers[2].family_name, teachers[2].given_name)) == "Professeur"
    assert len(profiles) >= 2
    assert set(profiles.values()) == {""}


def test_what_is_to_do_leaves_in_a_neutral_table_or_as_moodle_reads_it(lead, school, service):
    compare(lead, school, service)
    address = url("to_do_file", school, service.pk, "csv")
    assert "n’est pas publié" in lead.get(url("accounts_page", school, service.pk)).text
    neutral = read_table(b"".join(lead.get(address + "?modele=neutre").streaming_content), "a.csv")
    assert neutral.headers[:4] == ["Écart", "À faire", "Nom", "Prénom"]
    assert ["Compte orphelin", "Fermer le compte", "INCONNU", "Max"] in [row[:4] for row in neutral.rows]
    assert lead.get(address + "?modele=moodle&sorte=orphan").status_code == 404
    with scope(school):
        OnlineService.objects.filter(pk=service.pk).update(kind="learning")
    assert "modele=moodle" in lead.get(url("accounts_page", school, service.pk) + "?sorte=orphan").text
    moodle = read_table(
        b"".join(lead.get(address + "?modele=moodle&sorte=orphan").streaming_content), "a.csv"
    )
    assert (moodle.headers, list(moodle.rows)) == (["username", "suspended"], [["=cmd|x", "1"]])


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("comptes.xlsx", b"PK\x03\x04 rien", ""),
        ("comptes.pdf", b"%PDF-1.7", ""),
        ("comptes.csv", "Nom;Prénom\n".encode(), "aucune ligne"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_kept(
    lead, school, service, name, content, sentence
):
    answer = deposit(lead, school, service, content, name)
    assert answer.status_code == 422
    assert "La liste n’a pas été lue" in answer.text
    assert sentence in answer.text
    with scope(school):
        assert not Comparison.objects.for_school(school).exists()
    assert "Choisissez la liste" in lead.post(url("list_deposit", school, service.pk), {}).text


def test_a_wrong_list_asks_and_is_compared_once_somebody_says_so(lead, school, service):
    text = "Nom;Prénom\n" + "".join(f"AUTRE{n};Zoé\n" for n in range(12))
    answer = compare(lead, school, service, text)
    assert (answer.status_code, "comparer quand même" in answer.text) == (422, True)
    assert compare(lead, school, service, text, sure="yes").status_code == 302


def test_the_head_says_who_is_expected_to_be_an_administrator(lead, client_of, school, service):
    head = client_of(school, Role.HEAD)
    address = url("service_admins", school, service.pk)
    assert lead.get(address).status_code == 403
    assert head.get(address).status_code == 200
    head.post(address, {"people": [str(lead.membership.person_id)]})
    page = head.get(list_url("service_page", school, service.pk)).text
    assert str(lead.membership.person) in page
    head.post(address, {})
    assert "personne n’est indiqué" in head.get(list_url("service_page", school, service.pk)).text


def test_whoever_asks_is_told_what_is_kept_about_them(lead, school, service):
    with scope(school):
        ExpectedAdmin.objects.create(
            school=school, service=service, person=lead.membership.person, marked_on=TODAY
        )
        service.holders = "staff"
        service.save()
    compare(lead, school, service)
    own_data = lead.get(reverse("people:own_data", args=[school.uai])).json()
    assert own_data["administrateur prévu"] == ["Pronote"]
    assert [row["service"] for row in own_data["écarts de comptes"]] == ["Pronote"]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF, Role.BURSAR])
def test_others_see_no_accounts(client_of, school, service, role):
    browser = client_of(school, role)
    assert browser.get(url("accounts_page", school, service.pk)).status_code == 403
    assert "écart" not in browser.get(list_url("service_page", school, service.pk)).text
    assert deposit(browser, school, service).status_code == 403


def test_a_page_costs_the_same_for_one_and_twenty_lines(lead, school, service, count_queries):
    counts = []
    for size in (1, 20):
        compare(
            lead,
            school,
            service,
            LIST + "".join(f"x{n};DIVERS{n};Max;5B;x\n" for n in range(size)),
            sure="yes",
        )
        lead.get(url("accounts_page", school, service.pk))
        with count_queries() as queries:
            lead.get(url("accounts_page", school, service.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_today_is_in_the_school_year_of_the_fixtures():
    assert YEAR.startswith(str(TODAY.year))

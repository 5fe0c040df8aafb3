"""The pages of the register: started from a model, completed, validated, read by the DPD and the public."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.privacy.models import DataBreach, Processing
from fanal.privacy.rules.codes import ProcessingState

pytestmark = pytest.mark.django_db
FULL = {
    "name": "Vie scolaire",
    "controller": "head",
    "purposes": "Suivre les absences",
    "legal_basis": "public_task",
    "people": ["pupils"],
    "data_kinds": ["identity"],
    "retention": "Absences : un an",
    "inside": "Vie scolaire",
    "has_no_processor": "on",
    "has_no_transfer": "on",
    "measures": ["access"],
    "dpia": "not_needed",
    "is_public": "on",
}


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, *args])


def test_from_a_model_to_the_register_and_its_extract(head, school, client):
    assert client.get(url("public_extract", school)).status_code == 404
    page = head.post(url("models_add", school), {"model": ["vie-scolaire"]}, follow=True).text
    assert "1 fiche commencée" in page
    sheet = url("processing_page", school, 1)
    assert "À compléter" in head.get(sheet).text
    assert head.post(url("processing_validate", school, 1)).status_code == 422
    head.post(url("processing_change", school, 1), FULL)
    assert "Prête pour le registre" in head.get(sheet).text
    validated = head.post(url("processing_validate", school, 1), follow=True).text
    assert "La version 1 est au registre" in validated
    assert "Absences\N{NARROW NO-BREAK SPACE}: un an" in head.get(url("version_page", school, 1, 1)).text
    extract = client.get(url("public_extract", school)).text
    assert "Suivre les absences" in extract
    assert "Contrôle d’accès" not in extract


def test_the_register_is_given_as_pdf_and_as_a_table(head, school):
    answer = head.get(url("register_file", school))
    assert answer.content.startswith(b"%PDF")
    for form in ("csv", "xlsx", "ods"):
        assert b"".join(head.get(url("register_table", school, form)).streaming_content)
    assert head.get(url("register_table", school, "exe")).status_code == 404


def test_a_sheet_refused_then_corrected_from_the_page_before_is_kept(head, school):
    sent = FULL | {"key": "a" * 20}
    address = url("processing_add", school)
    assert head.post(address, sent | {"retention": "\n".join(map(str, range(40)))}).status_code == 422
    for _ in range(2):
        assert head.post(address, sent).headers["Location"] == url("processing_page", school, 1)
    with scope(school):
        assert Processing.objects.for_school(school).count() == 1


def test_a_wrong_line_is_said_and_what_was_typed_stays(head, school):
    answer = head.post(url("processing_add", school), FULL | {"processor": "Éditeur : hébergement"})
    assert answer.status_code == 422
    assert "gardez l’un des deux" in answer.text
    assert "Éditeur : hébergement" in answer.text
    with scope(school):
        assert not Processing.objects.for_school(school).exists()


def test_a_form_sent_twice_makes_one_sheet(head, school):
    for _ in range(2):
        head.post(url("processing_add", school), FULL | {"key": "k" * 20})
    with scope(school):
        assert Processing.objects.for_school(school).count() == 1


def test_a_teacher_declares_and_reads_nothing(client_of, head, school):
    teacher = client_of(school, Role.TEACHER)
    assert teacher.get(url("register", school)).status_code == 403
    page = teacher.post(
        url("declare", school),
        {"name": "Quiz", "purpose": "Réviser", "people": ["pupils"], "has_accounts": "on"},
        follow=True,
    ).text
    assert "pseudonyme" in page
    assert "Déclaré, à examiner" in head.get(url("register", school)).text
    assert teacher.post(url("declare", school), {"name": "Quiz"}).status_code == 422


@pytest.mark.parametrize("role", [Role.BURSAR, Role.STAFF])
def test_others_read_no_register(client_of, school, role):
    assert client_of(school, role).get(url("register", school)).status_code == 403


def test_the_list_costs_the_same_for_one_and_twenty_sheets(head, school, count_queries):
    def add(count):
        with scope(school):
            Processing.objects.bulk_create(
                Processing(
                    school=school,
                    number=Processing.objects.for_school(school).count() + rank + 1,
                    name=f"Fiche {rank}",
                    state=ProcessingState.DRAFT,
                    made_on="2026-11-26",
                    changed_on="2026-11-26",
                )
                for rank in range(count)
            )

    counts = []
    for more in (1, 19):
        add(more)
        head.get(url("register", school))
        with count_queries() as queries:
            head.get(url("register", school))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_whoever_declares_or_reports_sees_what_became_of_it(client_of, head, school):
    teacher, other = client_of(school, Role.TEACHER), client_of(school, Role.STAFF)
    assert "Rien pour l’instant" in teacher.get(url("mine", school)).text
    page = teacher.post(
        url("declare", school), {"name": "Quiz", "purpose": "Réviser", "people": ["pupils"]}, follow=True
    ).text
    assert "C’est déclaré" in page
    assert "À examiner" in page
    page = teacher.post(url("breach_report", school), {"description": "Une clé perdue"}, follow=True).text
    assert "Une clé perdue" in page
    assert "Reçue" in page
    assert "Quiz" not in other.get(url("mine", school)).text
    with scope(school):
        Processing.objects.update(state=ProcessingState.KEPT)
        DataBreach.objects.update(answers="head", title="La clé de M. Nommé")
    page = teacher.get(url("mine", school)).text
    assert "Au registre" in page
    assert "Violation n° 1" in page
    assert "Nommé" not in page


def test_my_declarations_cost_the_same_for_1_and_20(client_of, school, count_queries):
    teacher = client_of(school, Role.TEACHER)

    def add(count):
        for number in range(count):
            form = {"name": f"Outil {number}", "purpose": "Réviser", "people": ["pupils"]}
            teacher.post(url("declare", school), form)

    add(1)
    teacher.get(url("mine", school))
    with count_queries() as for_one:
        teacher.get(url("mine", school))
    add(19)
    teacher.get(url("mine", school))  # says what was saved, once: the session is written
    with count_queries() as twenty:
        teacher.get(url("mine", school))
    assert len(for_one) == len(twenty) <= MOST_QUERIES


def test_the_journal_tells_the_lines_that_changed_between_two_versions(head, school):
    head.post(url("processing_add", school), FULL)
    head.post(url("processing_change", school, 1), FULL | {"retention": "Absences : deux ans"})
    head.post(url("processing_change", school, 1), FULL | {"retention": "Absences : deux ans"})
    page = head.get(reverse("settings:journal", args=[school.uai]), {"quoi": "privacy"}).text
    assert page.count("Durées, destinataires ou sous-traitants modifiés") == 2
    assert "Absences : un an" in page
    assert "deux ans" in page

"""The pages of loans: the list, a class in one sitting, signing, giving back, papers, who sees what."""

import json
import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from fanal.accounts.models import PartnerMembership, User
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.directory.models import Pupil
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.models import AgreementTerms, Loan
from fanal.loans.tests.conftest import DRAWN, DUE, TODAY, labels_of, lend, made, pupils, sitting, url

pytestmark = pytest.mark.clock(TODAY)
HTMX = {"HX-Request": "true", "HX-Target": "pupil"}


def test_a_loan_from_the_form_to_the_return(lead, school, pupil, tablets):
    sent = {
        "pupil_typed": "zoé martin",
        "machines": "T-01\r\nT-02\r\n",
        "accessories": "chargeur",
        "due_on": str(DUE),
        "name_1": "Mme Martin",
        "address_1": "1 rue du Port",
    }
    page = lead.post(url(school, "loan_add"), sent, follow=True)
    assert "Le matériel est gardé pour Zoé MARTIN (6A)" in words_of(page.text)
    (loan,) = made(school)
    signing = words_of(lead.get(url(school, "sign", loan.number)).text)
    assert "Zoé MARTIN , classe de 6A" in signing
    assert "Responsables : Mme Martin" in signing
    empty = lead.post(url(school, "sign", loan.number), {"name": "Mme Martin", "strokes": ""})
    assert empty.status_code == 422
    assert "La signature est vide" in words_of(empty.text)
    sign = url(school, "sign", loan.number)
    (seen,) = re.findall(r'name="seen" value="([0-9a-f]{16})"', lead.get(sign).text)
    lead.post(
        url(school, "pupil_terms"),
        {"title": "Convention", "body": "{{élève}} : {{matériel}}", "signatures": "1"},
    )
    drawn = {"name": "Mme Martin", "strokes": DRAWN}
    late = lead.post(sign, drawn | {"seen": seen})
    assert "La convention a changé" in words_of(late.text), "another text than the one that was shown"
    (seen,) = re.findall(r'name="seen" value="([0-9a-f]{16})"', late.text)
    lead.post(sign, drawn | {"seen": seen})
    page = lead.post(url(school, "hand_over", loan.number), follow=True)
    assert "C’est remis à Zoé MARTIN" in words_of(page.text)
    with scope(school):
        first = loan.items.order_by("pk").first()
    page = lead.post(
        url(school, "loan_return", loan.number), {"items": first.pk, "outcome": "back"}, follow=True
    )
    assert "1 appareil reste à rendre" in words_of(page.text)
    page = lead.post(url(school, "scanned"), {"machines": "T-02"}, follow=True)
    assert "C’est rendu : le prêt de Zoé MARTIN (6A) est terminé." in words_of(page.text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pupil_typed": ""}, "Tapez le nom de l’élève"),
        ({"machines": ""}, "Scannez ou tapez au moins un appareil"),
        ({"due_on": "2020-01-01"}, "L’échéance est passée"),
        ({"machines": "INCONNU"}, "aucun appareil de l’établissement"),
        ({"address_1": "1 rue du Port"}, "Donnez le nom du responsable"),
        ({"pupil": "999999"}, "Sélectionnez un choix valide"),
    ],
)
def test_each_refusal_of_the_form_says_why(lead, school, pupil, tablets, change, said):
    sent = {"pupil_typed": "martin", "machines": "T-01", "due_on": ""} | change
    answer = lead.post(url(school, "loan_add"), sent)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert made(school) == []


def test_a_class_is_lent_label_by_label(lead, school, boss, tablets):
    """Issue 15: a whole class in one sitting."""
    first, second = pupils(school, 2)
    (code,) = labels_of(school, tablets[:1], boss)
    page = lead.get(url(school, "sitting"), sitting(school)).text
    assert page.count('name="typed"') == 2
    assert page.index("autofocus") < page.index(f'id="pupil-{second.pk}"')
    answer = lead.post(
        url(school, "sitting_lend", first.pk), sitting(school, typed=code, key="k" * 20), headers=HTMX
    )
    assert "T-01" in words_of(answer.text)
    assert 'class="done"' in answer.text
    (loan,) = made(school)
    assert (loan.state, loan.signed_on, loan.pupil_id) == ("out", TODAY, first.pk)
    again = lead.post(
        url(school, "sitting_lend", first.pk), sitting(school, typed=code, key="k" * 20), headers=HTMX
    )
    assert again.status_code == 200
    assert len(made(school)) == 1, "pressed twice, lent once"
    refused = lead.post(url(school, "sitting_lend", second.pk), sitting(school, typed="T-01"), headers=HTMX)
    assert refused.status_code == 422
    assert "déjà prêté à Zoé MARTIN" in words_of(refused.text)
    assert 'aria-invalid="true"' in refused.text


def test_a_class_is_lent_without_javascript_too(lead, school, tablets):
    first, second = pupils(school, 2)
    answer = lead.post(url(school, "sitting_lend", first.pk), sitting(school, typed="T-01", is_signed=""))
    assert answer.status_code == 302
    page = lead.get(answer.url).text
    assert 'class="done"' in page
    assert "1 sur 2" in words_of(page)
    assert made(school)[0].state == "prepared", "the papers are not signed: the tablet is kept for them"
    refused = lead.post(url(school, "sitting_lend", second.pk), sitting(school, typed="ZZZ"))
    assert refused.status_code == 422
    assert "aucun appareil" in words_of(refused.text)


def test_the_tabs_the_search_and_the_borrower(lead, school, boss, pupil, colleague, tablets):
    with scope(school):
        lend(school, pupil, ["T-01"], boss)
        lend(school, colleague, ["T-02"], boss, until="prepared")
        late = lend(school, colleague, ["T-03"], boss)
        Loan.objects.filter(pk=late.pk).update(due_on="2026-11-01")
    page = words_of(lead.get(url(school)).text)
    assert "En cours 3 En retard 1 À signer 1 Terminés 0" in page
    for query, shown, hidden in (
        ("?vue=retard", "T-03", "T-01"),
        ("?vue=signer", "T-02", "T-01"),
        ("?q=martin", "T-01", "T-02"),
        ("?q=t-02", "Hamel", "MARTIN"),
        (f"?eleve={pupil.pk}", "T-01", "T-02"),
        (f"?personnel={colleague.pk}", "T-02", "T-01"),
    ):
        words = words_of(lead.get(url(school) + query).text)
        assert shown in words, query
        assert hidden not in words, query
    assert lead.get(url(school) + "?eleve=999999").status_code == 404


def test_a_loan_that_ended_badly_says_so_in_the_list(lead, school, boss, pupil, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01", "T-02"], boss)
        first, second = loan.items.order_by("pk")
    page = url(school, "loan_return", loan.number)
    lead.post(page, {"items": first.pk, "outcome": "back"})
    lead.post(page, {"items": second.pk, "outcome": "stolen", "complaint": "2026/12"})
    assert "Volé" in words_of(lead.get(url(school) + "?vue=rendus").text)
    assert "Plainte n° 2026/12" in words_of(lead.get(url(school, "loan_page", loan.number)).text)


def test_the_list_costs_the_same_for_1_and_20_loans(lead, school, boss, pupil, count_queries):
    def fill(count):
        with scope(school):
            for machine in EquipmentFactory.create_batch(count, school=school):
                lend(school, pupil, [machine.name], boss)

    fill(1)
    lead.get(url(school))
    with count_queries() as one:
        lead.get(url(school))
    fill(19)
    with count_queries() as twenty:
        lead.get(url(school))
    assert len(one) == len(twenty) <= MOST_QUERIES


def test_each_sees_what_is_lent_to_them_and_nothing_else(client_of, school, boss, pupil, tablets):
    teacher = client_of(school, Role.TEACHER)
    person = teacher.membership.person
    with scope(school):
        mine = lend(school, person, ["T-01"], boss)
        lend(school, pupil, ["T-02"], boss)
    page = words_of(teacher.get(url(school, "own")).text)
    assert "T-01" in page
    assert "T-02" not in page
    for name, args in (("loan_list", []), ("loan_page", [mine.number]), ("sitting", []), ("late_file", [])):
        assert teacher.get(url(school, name, *args)).status_code == 403, name


def test_the_record_of_a_machine_says_who_has_it_to_those_who_may(lead, school, boss, pupil, tablets):
    with scope(school):
        lend(school, pupil, ["T-01"], boss)
    page = reverse("equipment:equipment_page", args=[school.uai, tablets[0].number])
    assert "Zoé MARTIN" in words_of(lead.get(page).text)
    user = User.objects.create(email="tech@dep.invalid", password="!")
    technician = signed_in(
        PartnerMembership.objects.create(
            user=user, name="T", role=Role.TECHNICIAN, authority=school.authority, valid_from=date(2020, 9, 1)
        )
    )
    seen = words_of(technician.get(page).text)
    assert "Cet appareil est prêté jusqu’au" in seen
    assert "MARTIN" not in seen, "no data of a minor"
    assert technician.get(url(school)).status_code == 403


@pytest.mark.parametrize("name", ["agreement_file", "hand_over_file"])
def test_papers_of_one_loan(lead, school, boss, pupil, tablets, name):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
    answer = lead.get(url(school, name, loan.number))
    assert answer.content.startswith(b"%PDF")
    assert b"pdfuaid" in answer.content, "tagged: PDF/UA-1"


def test_letters_of_what_is_late_go_to_each_address(school, lead, boss, pupil, tablets):
    from fanal.loans.reading.papers import late_letters

    with scope(school):
        addresses = [("Mme Martin", "1 rue du Port"), ("M. Martin", "2 rue du Phare")]
        loan = lend(school, pupil, ["T-01"], boss, guardians=addresses)
        letters = late_letters(loan, TODAY)
        Loan.objects.update(due_on="2026-11-01")
        together = [("Mme Diop", "3 quai Est"), ("M. Diop", "3 quai Est")]
        (one,) = late_letters(lend(school, pupil, ["T-02"], boss, guardians=together), TODAY)
    assert [letter["to"] for letter in letters] == [list(pair) for pair in addresses]
    assert one["to"] == ["Mme Diop", "M. Diop", "3 quai Est"]
    assert lead.get(url(school, "late_file")).content.startswith(b"%PDF")
    assert "rien à imprimer" in words_of(lead.get(url(school, "to_sign_file")).text)


def test_a_leaver_has_a_quitus_once_all_is_back(lead, school, boss, pupil, tablets):
    """users-ask.md B2, #3749: who left with equipment?"""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
        Pupil.objects.update(left_on=TODAY)
    sheet = reverse("movements:pupil_departure", args=[school.uai, pupil.pk])
    assert "T-01 (prêt n° 1)" in words_of(lead.get(sheet).text)
    refused = lead.get(url(school, "pupil_clearance", pupil.pk))
    assert "a encore T-01" in words_of(refused.text)
    with scope(school):
        item = loan.items.get().pk
    lead.post(url(school, "loan_return", loan.number), {"items": item, "outcome": "back"})
    assert "Rien n’est plus à rendre" in words_of(lead.get(sheet).text)
    assert lead.get(url(school, "pupil_clearance", pupil.pk)).content.startswith(b"%PDF")


def test_the_school_writes_its_own_text(lead, school):
    page = url(school, "pupil_terms")
    assert "## {{engagement}}" in lead.get(page).text
    sent = {"title": "Prêt", "body": "{{élève}} : {{matériel}}", "signatures": "2"}
    assert lead.post(page, sent).status_code == 302
    with scope(school):
        assert AgreementTerms.objects.get().signatures == 2
    assert lead.post(page, sent | {"signatures": "3"}).status_code == 422
    assert lead.post(page, sent | {"body": "{{prix}}"}).status_code == 422


def test_a_scan_is_checked_by_the_sandbox_and_read_back(lead, school, boss, pupil, tablets):
    from django.core.files.uploadedfile import SimpleUploadedFile

    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
    page = url(school, "sign_paper", loan.number)
    bad = SimpleUploadedFile("signe.pdf", b"MZ\x90 program")
    assert lead.post(page, {"name": "Mme Martin", "scan": bad}).status_code == 422
    own = SimpleUploadedFile("signe.pdf", lead.get(url(school, "agreement_file", loan.number)).content)
    answer = lead.post(page, {"name": "Mme Martin", "scan": own})
    assert "sans signature" in words_of(answer.text), "our own paper, given back unsigned"
    answer = lead.post(page, {"name": "Mme Martin", "quality": "guardian"}, follow=True)
    assert "La convention est déclarée signée sur papier, sans scan" in words_of(answer.text)
    drawn = BytesIO()
    Image.new("RGB", (60, 40)).save(drawn, "PNG")
    scan = SimpleUploadedFile("signe.png", drawn.getvalue())
    assert "name" not in lead.get(page).context["form"].fields, "who signed is noted: it changes no more"
    assert lead.post(page, {"key": "k" * 20}).status_code == 422
    answer = lead.post(page, {"scan": scan}, follow=True)
    with scope(school):
        kept = loan.signatures.get()
    assert "signe.png" in words_of(answer.text), "the scan of a paper that was noted before"
    file = lead.get(url(school, "scan_file", loan.number, kept.pk))
    assert b"".join(file.streaming_content)[:4] == b"\x89PNG"
    assert lead.post(page, {"name": "Autre"}).status_code == 422


def test_the_home_page_says_what_is_late(lead, school, boss, colleague, tablets, count_queries):
    home = reverse("web:home", args=[school.uai])
    with scope(school):
        lend(school, colleague, ["T-01"], boss)
        Loan.objects.update(due_on="2026-11-01")
    assert "1 prêt en retard" in words_of(lead.get(home).text)
    with count_queries() as asked:
        lead.get(home)
    assert len(asked) <= 17, "the menu counts for itself: each fact of the page by its own question"


def test_whoever_borrowed_finds_the_day_on_their_home_page(client_of, school, boss, tablets):
    teacher, home = client_of(school, Role.TEACHER), reverse("web:home", args=[school.uai])
    with scope(school):
        lend(school, teacher.membership.person, ["T-01"], boss, due_on=TODAY + timedelta(days=10))
    assert "Du matériel à rendre" in words_of(teacher.get(home).text)
    assert "Du matériel à rendre" not in words_of(client_of(school, Role.STAFF).get(home).text)


def test_hostile_strokes_leave_nothing(lead, school, boss, pupil, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
    for strokes in ('"/><script>', json.dumps([[["<svg onload=1>", 1]]]), "[" * 5000):
        answer = lead.post(url(school, "sign", loan.number), {"name": "X", "strokes": strokes})
        assert answer.status_code == 422
    with scope(school):
        assert not loan.signatures.exists()


def test_the_owner_that_an_agreement_will_name_is_said_before_it_is_signed(
    lead, school, boss, pupil, tablets
):
    """December § 3.10: the record decides; once signed it is too late to correct it."""
    with scope(school):
        waiting = lend(school, pupil, ["T-01"], boss, until="prepared")
        signed = lend(school, pupil, ["T-02"], boss, until="signed")
    said = "Elle dira propriétaire, d’après les fiches"
    assert said in words_of(lead.get(url(school, "loan_page", waiting.number)).text)
    assert said not in words_of(lead.get(url(school, "loan_page", signed.number)).text)

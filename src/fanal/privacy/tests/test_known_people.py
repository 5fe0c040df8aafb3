"""December § 3.3: people without a record are found, handed over and erased, and nobody for another."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.clock.testing import today
from fanal.core.mail.models import Mail
from fanal.core.people import erasure
from fanal.core.people.own_data import resolved
from fanal.core.tenancy import scope
from fanal.core.text.name_patterns import words_of_name
from fanal.directory.models import Pupil
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.loans.models import Guardian, Loan, LoanSignature
from fanal.privacy.models import RightsRequest
from fanal.reports.models import BoardReport, ReportSending

pytestmark = pytest.mark.django_db
NAME = "Zoé Lemaire"


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, 1, *args])


@pytest.fixture(autouse=True)
def _asked(school):
    with scope(school):
        RightsRequest.objects.create(
            school=school, number=1, who="Quelqu’un", right="erasure", received_on=today(), is_identified=True
        )


def pupil_with_loan(school, given, number, *, is_over=True):
    """A pupil who left, and the loan whose agreement names one guardian."""
    pupil = Pupil.objects.create(school=school, given_name=given, family_name="Lemaire", left_on=today())
    loan = Loan.objects.create(
        school=school,
        number=number,
        pupil=pupil,
        borrower=f"{given} Lemaire",
        borrower_kind="pupil",
        state="closed" if is_over else "out",
        closed_on=today() if is_over else None,
        made_at=timezone.now(),
    )
    return pupil, loan


def guardian_of(loan, name=NAME, address="3 rue du Port"):
    return Guardian.objects.create(school=loan.school, loan=loan, place=1, name=name, address=address)


def erased(sort, pk, school):
    subject = erasure.finder_of(sort).get(school.pk, pk, today(), True)
    assert erasure.stopped_by(erasure.trace_counts_of(subject)) == []
    return erasure.erase(subject)


def test_a_guardian_of_two_pupils_stays_for_the_other_when_one_pupil_is_erased(school):
    with scope(school):
        (first, loan), (_, other) = pupil_with_loan(school, "Léo", 1), pupil_with_loan(school, "Ana", 2)
        guardian_of(loan), guardian_of(other)
        erased("eleve", first.pk, school)
        assert [guardian.loan_id for guardian in Guardian.objects.all()] == [other.pk]


def test_a_guardian_is_erased_from_every_agreement_but_not_a_namesake(school):
    with scope(school):
        loans = [
            pupil_with_loan(school, given, rank)[1] for rank, given in enumerate(("Léo", "Ana", "Iris"), 1)
        ]
        guardian_of(loans[0]), guardian_of(loans[1], "ZOÉ LEMAIRE")
        namesake = guardian_of(loans[2], address="8 quai Nord")
        hits = erasure.finder_of("responsable").find(school.pk, "lemaire zoe", today())
        assert [hit.detail for hit in hits] == ["3 rue du Port", "8 quai Nord"]
        erased("responsable", hits[0].pk, school)
        assert list(Guardian.objects.all()) == [namesake]


def test_a_guardian_is_handed_the_agreement_and_what_they_signed(school):
    with scope(school):
        _, loan = pupil_with_loan(school, "Léo", 1)
        block = {"kind": "paragraph", "mark": "", "runs": [{"text": "À Zoé Lemaire", "bold": False}]}
        Loan.objects.filter(pk=loan.pk).update(agreement={"title": "Prêt", "blocks": [block]})
        guardian = guardian_of(loan)
        LoanSignature.objects.create(school=school, loan=loan, name=NAME, signed_at=timezone.now())
        finder = erasure.finder_of("responsable")
        told = finder.read(finder.get(school.pk, guardian.pk, today(), False))
        read = resolved(told)
    assert [row["convention"] for row in read["conventions de prêt"]] == ["À Zoé Lemaire"]
    assert [row["nom"] for row in read["signatures de conventions de prêt"]] == [NAME]


def test_a_guardian_of_a_loan_that_goes_on_is_not_erased(school, head):
    with scope(school):
        guardian = guardian_of(pupil_with_loan(school, "Léo", 1, is_over=False)[1])
    page = head.get(url("subject_page", school, "responsable", guardian.pk)).text
    assert "notez d’abord le retour du matériel" in page
    assert head.post(url("subject_erase", school, "responsable", guardian.pk)).status_code == 422


def test_a_guardian_who_teaches_has_two_pages_and_each_leads_to_the_other(school, head):
    with scope(school):
        teacher = member_of(school, Role.TEACHER).person
        Person.objects.filter(pk=teacher.pk).update(given_name="Zoé", family_name="Lemaire")
        guardian = guardian_of(pupil_with_loan(school, "Léo", 1)[1], "Mme LEMAIRE Zoe")
    of_teacher = url("subject_page", school, "personnel", teacher.pk)
    of_guardian = url("subject_page", school, "responsable", guardian.pk)
    assert of_guardian in head.get(of_teacher).text
    assert of_teacher in head.get(of_guardian).text
    assert head.post(url("subject_erase", school, "responsable", guardian.pk)).status_code == 302
    with scope(school):
        assert Person.objects.get(pk=teacher.pk).family_name == "Lemaire"
        assert not Guardian.objects.exists()


def test_a_reader_who_is_of_the_staff_is_erased_with_their_record(school):
    with scope(school):
        person = member_of(school, Role.TEACHER).person
        Person.objects.filter(pk=person.pk).update(email="Zoe.Lemaire@ac.invalid", left_on=today())
        report = BoardReport.objects.create(school=school, number=1, title="Rapport", period="2026-year-0")
        for address in ("zoe.lemaire@ac.invalid", "elue@mairie.invalid"):
            ReportSending.objects.create(
                school=school, report=report, address=address, send_on=today(), asked_at=timezone.now()
            )
        subject = erasure.finder_of("personnel").get(school.pk, person.pk, today(), True)
        erasure.erase(subject)
        assert [sending.address for sending in ReportSending.objects.all()] == ["elue@mairie.invalid"]


def test_a_name_in_the_text_of_others_is_announced_before_and_stays(school, head):
    with scope(school):
        guardian = guardian_of(pupil_with_loan(school, "Léo", 1)[1])
        HelpRequestFactory(school=school, text="Mme ZOE LEMAIRE, mère d’un élève, a vu l’écran cassé.")
    page = head.get(url("subject_page", school, "responsable", guardian.pk)).text
    assert "Où d’autres textes citent ce nom" in page
    assert "<dt>Demande</dt>" in page
    places = page.partition("Où d’autres textes citent ce nom")[2].partition("</dl>")[0]
    assert places.count("<dt>") == 1, "what names nobody was listed at 0, about a hundred lines"

    assert head.get(url("subject_page", school, "responsable", guardian.pk + 1)).status_code == 404


def test_a_mail_to_others_that_names_them_loses_its_text_as_the_preview_says(school, head):
    with scope(school):
        guardian = guardian_of(pupil_with_loan(school, "Léo", 1)[1])
        for number, state in enumerate(("sent", "queued")):
            Mail.objects.create(
                school=school,
                key=f"k{number}",
                to="autre@ecole.invalid",
                subject="Tablette",
                state=state,
                text="Écrire à Zoé Lemaire.",
                html="",
                message_id=f"<{number}>",
                queued_at=timezone.now(),
                not_before=timezone.now(),
            )
    page = head.get(url("subject_page", school, "responsable", guardian.pk)).text
    assert "Courriels partis à d’autres qui nomment cette personne" in page
    assert "Où d’autres textes citent ce nom" in page  # the one that waits leaves as it is
    head.post(url("subject_erase", school, "responsable", guardian.pk))
    with scope(school):
        texts = list(Mail.objects.order_by("key").values_list("text", flat=True))
    assert texts == ["Texte effacé à la demande d’une personne.", "Écrire à Zoé Lemaire."]


def test_what_is_handed_over_to_a_guardian_is_theirs_alone(school, head):
    with scope(school):
        guardian = guardian_of(pupil_with_loan(school, "Léo", 1)[1])
        guardian_of(pupil_with_loan(school, "Ana", 2)[1], "Paul Durand", "9 rue du Bois")
    answer = head.post(url("subject_export", school, "responsable", guardian.pk), {"form": "json"})
    contents = json.loads(answer.content)
    assert contents["fiche"] == [{"nom": NAME, "adresse": "3 rue du Port", "prêt": 1}]


@pytest.mark.parametrize(
    ("name", "words"),
    [("M. Paul Durand", ["Paul", "Durand"]), ("Durand", []), ("Mme Le Goff", ["Le", "Goff"]), ("", [])],
)
def test_a_name_of_one_word_names_nobody(name, words):
    assert words_of_name(name) == words


@pytest.mark.parametrize("text", ["LEFEVRE Zoe", "Zoé Lefèvre", "zoë  LEFÈVRE", "Lefevre,Zoé"])
def test_a_name_is_read_whatever_its_accents_and_its_case(school, text):
    with scope(school):
        request = HelpRequestFactory(school=school, text=f"De {text} hier.")
        HelpRequestFactory(school=school, text="De Zoélie Lefèvres hier.")
        guardian = guardian_of(pupil_with_loan(school, "Léo", 1)[1], "Zoé Lefèvre")
        subject = erasure.finder_of("responsable").get(school.pk, guardian.pk, today(), False)
        rows = subject.naming(type(request).objects.for_school(school), "text")
        assert list(rows) == [request]


def test_the_page_of_somebody_asks_no_more_for_each_kind(school, head, django_assert_max_num_queries):
    """It looked for the name kind by kind: 48 questions."""
    with scope(school):
        guardian = guardian_of(pupil_with_loan(school, "Léo", 1)[1])
    with django_assert_max_num_queries(25):
        head.get(url("subject_page", school, "responsable", guardian.pk))
    with django_assert_max_num_queries(25):
        head.get(url("subject_find", school), {"q": "lemaire"})

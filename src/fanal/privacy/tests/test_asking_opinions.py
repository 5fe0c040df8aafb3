"""One press asks the officer for their opinion, and says what became of the mail (December § 4.11)."""

import pytest
from django.urls import reverse

from fanal.core.mail.departure import NO_SERVER
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.privacy.models import DelegateOpinion
from fanal.privacy.rules.codes import Dpia
from fanal.privacy.tests.opinions import TODAY, given, officer_of, sheet_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.mark.parametrize("dpia", [Dpia.NEEDED, Dpia.NOT_NEEDED])
def test_one_press_asks_and_says_what_became_of_the_mail(officer, lead, head, school, dpia):
    """« Parti » only of a mail that left: here no server is set."""
    sheet = sheet_of(school, dpia=dpia)
    page = words_of(lead.post(url(school, "opinion_ask", sheet.number), follow=True).text)
    assert "L’avis est demandé." in page
    assert NO_SERVER in page
    assert "est parti" not in page
    assert "Demandé le 3 décembre" in page
    with scope(school):
        mail = Mail.objects.for_school(school).get(key__startswith="avis-")
        opinion = DelegateOpinion.objects.for_school(school).get()
    assert mail.to == "aline@academie.invalid"
    assert url(school, "processing_page", sheet.number) in mail.text
    assert "absences" not in mail.text
    assert opinion.about == ("dpia" if dpia == Dpia.NEEDED else "sheet")
    assert url(school, "opinion_ask", sheet.number) not in page
    assert "Avis demandé sur « Vie scolaire »" in words_of(
        officer.get(reverse("web:home", args=[school.uai])).text
    )
    above = words_of(officer.get(reverse("overview:data_protection", args=[school.academy.code])).text)
    assert "1 avis demandé" in above


def test_a_mail_that_left_is_said_to_have_left(officer, lead, school, sheet):
    lead.post(url(school, "opinion_ask", sheet.number))
    with scope(school):
        Mail.objects.for_school(school).update(state=Mail.State.SENT)
    assert "Le courriel qui l’annonce est parti." in words_of(
        lead.get(url(school, "processing_page", sheet.number)).text
    )


def test_asked_twice_is_asked_once_and_the_opinion_answers_it(officer, lead, school, sheet):
    for _ in range(2):
        assert lead.post(url(school, "opinion_ask", sheet.number)).status_code == 302
    with scope(school):
        assert Mail.objects.for_school(school).filter(key__startswith="avis-").count() == 1
        (asked,) = DelegateOpinion.objects.for_school(school)
    assert given(officer, school, sheet).pk == asked.pk
    assert "aucun demandé" in words_of(
        officer.get(reverse("overview:data_protection", args=[school.academy.code])).text
    )


def test_two_officers_are_written_to_and_the_first_answers(officer, academy, lead, school, sheet):
    other = officer_of(academy, "Basile Aubry")
    lead.post(url(school, "opinion_ask", sheet.number))
    with scope(school):
        assert Mail.objects.for_school(school).filter(key__startswith="avis-").count() == 2
    assert given(other, school, sheet).author_name == "Basile Aubry"


def test_without_an_officer_in_fanal_nothing_is_asked(lead, school, sheet):
    page = lead.get(url(school, "processing_page", sheet.number)).text
    assert url(school, "opinion_ask", sheet.number) not in page
    refused = lead.post(url(school, "opinion_ask", sheet.number))
    assert "Aucun délégué de l’académie n’est désigné" in words_of(refused.text)
    with scope(school):
        assert not DelegateOpinion.objects.for_school(school).exists()

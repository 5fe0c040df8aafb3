"""December § 4.11: « A DPO cannot write an opinion ». Asked, given, answered; never changed afterwards."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.frozen.testing import assert_frozen, forget
from fanal.core.journal.models import JournalEntry
from fanal.core.retention import removal
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.privacy.models import DelegateOpinion, Processing
from fanal.privacy.reading.opinions import HEADING, printed_opinions
from fanal.privacy.rules.opinions import ENDED, NO_REASON, NO_TEXT, REPLACED
from fanal.privacy.tests.opinions import (
    RESERVES,
    SAID_NO,
    TODAY,
    answered,
    given,
    sheet_of,
    url,
)

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def test_an_opinion_is_given_read_at_home_and_answered(officer, head, school, sheet):
    opinion = given(officer, school, sheet)
    home = words_of(head.get(reverse("web:home", args=[school.uai])).text)
    assert "Avis d’Aline Roche sur la protection des données" in home
    assert "Avis favorable avec réserves sur « Vie scolaire »" in home
    page = words_of(head.get(url(school, "processing_page", sheet.number)).text)
    assert "La durée n’a pas de terme." in page
    assert "La fiche, version 2." in page
    assert answered(head, school, opinion).status_code == 302
    for reader in (head, officer):
        page = words_of(reader.get(url(school, "processing_page", sheet.number)).text)
        assert "Avis non suivi" in page
        assert "Le logiciel ne sait pas effacer avant juin." in page
    assert "sur la protection des données" not in head.get(reverse("web:home", args=[school.uai])).text
    with scope(school):
        verbs = set(JournalEntry.objects.filter(school=school).values_list("verb", flat=True))
    assert {"privacy.opinion_given", "privacy.opinion_answered"} <= verbs


def test_it_is_printed_with_the_register_and_leaves_with_its_table(officer, head, school, sheet):
    sections = [["Finalités", ["Suivre les absences"]]]
    with scope(school):
        sheet.versions.create(
            school=school,
            number=2,
            validated_at=timezone.now(),
            content={"name": "Vie scolaire", "sheet": sections, "is_public": True},
        )
        Processing.objects.filter(pk=sheet.pk).update(is_public=True)
    answered(head, school, given(officer, school, sheet, text="Une ligne.\n\nUne autre."))
    with scope(school):
        lines = printed_opinions(school)[sheet.pk]
    assert lines == [
        "Avis favorable avec réserves, 3 décembre 2026, Aline Roche. La fiche, version 2.",
        "Une ligne.",
        "Une autre.",
        "Avis non suivi, décidé le 3 décembre 2026.",
        "Le logiciel ne sait pas effacer avant juin.",
    ]
    table = read_table(head.get(url(school, "register_table", "csv")).getvalue(), "registre.csv")
    (row,) = table.rows
    assert row[table.headers.index(HEADING)] == "\n".join(lines)
    assert head.get(url(school, "register_file")).getvalue().startswith(b"%PDF")
    public = head.get(url(school, "public_extract")).text
    assert "Suivre les absences" in public
    assert "Une ligne." not in public


@pytest.mark.parametrize("column", ["text", "outcome", "author_name", "about"])
def test_what_was_sent_never_changes(officer, school, sheet, column):
    """By no page, and by nobody who speaks to the database (ADR 0071)."""
    opinion = given(officer, school, sheet)
    with scope(school), pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        DelegateOpinion.objects.filter(pk=opinion.pk).update(**{column: "question"})
    with scope(school), pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        connection.cursor().execute("DELETE FROM privacy_delegateopinion WHERE id = %s", [opinion.pk])


def test_the_quality_of_the_officer_fits_a_woman_and_a_man(officer, head, school, sheet):
    """Newcomer of December, second sitting, 24: « Aline Roche, délégué »."""
    given(officer, school, sheet)
    page = words_of(head.get(url(school, "processing_page", sheet.number)).text)
    assert "Aline Roche (DPD), le 3 décembre 2026." in page
    assert "Aline Roche, délégué" not in page


def test_an_answer_is_written_once(officer, head, school, sheet):
    opinion = given(officer, school, sheet)
    answered(head, school, opinion)
    again = answered(head, school, opinion, decision="followed", decision_text="")
    assert "n’est plus possible" in words_of(again.text)
    with scope(school), pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        DelegateOpinion.objects.filter(pk=opinion.pk).update(decision="followed")


def test_whose_an_opinion_and_its_answer_are_never_changes(officer, lead, head, school, sheet):
    """December, architect 1: it hung under another sheet, or its answer was given another author."""
    lead.post(url(school, "opinion_ask", sheet.number))
    opinion = given(officer, school, sheet)
    answered(head, school, opinion)
    other = sheet_of(school, number=2)
    with scope(school):
        opinion.refresh_from_db()
        assert_frozen(opinion)
        asker, decider = opinion.asked_by, opinion.decided_by
        for change in (
            {"processing": other},
            {"asked_by": decider},
            {"decided_by": asker},
            {"decided_by": None},
        ):
            with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
                DelegateOpinion.objects.filter(pk=opinion.pk).update(**change)
        forget(decider)
        opinion.refresh_from_db()
        assert (opinion.asked_by, opinion.decided_by, opinion.decision) == (asker, None, "not_followed")
        with pytest.raises(DatabaseError, match="it was erased"), transaction.atomic():
            DelegateOpinion.objects.filter(pk=opinion.pk).update(decided_by=asker)


def test_an_opinion_on_a_sheet_that_ended_waits_for_no_answer(officer, head, school, sheet):
    """December, architect 12: « Répondre » was offered there, then said that a later one replaced it."""
    opinion = given(officer, school, sheet)
    with scope(school):
        Processing.objects.filter(pk=sheet.pk).update(state="ended", ended_on=TODAY)
    page = head.get(url(school, "processing_page", sheet.number)).text
    assert url(school, "opinion_answer", 1, opinion.pk) not in page
    assert "cet avis n’attend plus de réponse" in words_of(page)
    sent = words_of(answered(head, school, opinion).text)
    assert ENDED in sent
    assert REPLACED not in sent


def test_a_correction_is_a_new_opinion_and_the_last_is_answered(officer, head, school, sheet):
    first = given(officer, school, sheet)
    last = given(officer, school, sheet, outcome="favourable", text="Le terme est dit depuis.")
    assert last.pk != first.pk
    assert REPLACED in words_of(answered(head, school, first).text)
    page = head.get(url(school, "processing_page", sheet.number)).text
    assert url(school, "opinion_answer", 1, last.pk) in page
    assert url(school, "opinion_answer", 1, first.pk) not in page
    assert answered(head, school, last, decision="followed", decision_text="").status_code == 302
    listed = words_of(head.get(url(school, "opinion_list")).text)
    assert "Avis favorable avec réserves" in listed
    assert "Avis suivi" in listed


def test_the_home_page_opens_those_that_it_counts(officer, head, school, sheet):
    """Newcomer of December, second sitting, 10: a count equals the rows of the list that it opens."""
    answered(head, school, given(officer, school, sheet), decision="followed", decision_text="")
    given(officer, school, sheet, about="dpia")
    given(officer, school, sheet, text="Une autre remarque.")
    page = html.fromstring(head.get(reverse("web:home", args=[school.uai])).text)
    (url_listed,) = set(page.xpath("//main//a[contains(@href, 'vue=a-repondre')]/@href"))
    assert head.get(url_listed).context["page"].paginator.count == 2
    assert head.get(url(school, "opinion_list")).context["page"].paginator.count == 3


def test_an_impact_assessment_and_a_sheet_are_two_subjects(officer, head, school, sheet):
    first = given(officer, school, sheet)
    given(officer, school, sheet, about="dpia")
    assert "2 avis du délégué" in words_of(head.get(reverse("web:home", args=[school.uai])).text)
    assert answered(head, school, first).status_code == 302


@pytest.mark.parametrize(
    ("outcome", "words", "reason"),
    [
        ("reserves", {"decision": "not_followed", "decision_text": " "}, NO_REASON),
        ("reserves", {"decision": "partly", "decision_text": ""}, NO_REASON),
        ("question", {"decision": "clarified", "decision_text": ""}, NO_REASON),
    ],
)
def test_a_decision_that_does_not_follow_says_why(officer, head, school, sheet, outcome, words, reason):
    opinion = given(officer, school, sheet, outcome=outcome)
    refused = answered(head, school, opinion, **words)
    assert refused.status_code == 422
    assert reason in words_of(refused.text)


def test_a_question_is_given_details_and_nothing_else(officer, head, school, sheet):
    opinion = given(officer, school, sheet, outcome="question", text="Qui héberge ?")
    refused = answered(head, school, opinion, decision="followed", decision_text="Oui")
    assert refused.status_code == 422
    details = {"decision": "clarified", "decision_text": "Le Département."}
    assert answered(head, school, opinion, **details).status_code == 302
    assert "Précisions données" in head.get(url(school, "processing_page", 1)).text


def test_an_opinion_without_a_word_is_refused_where_it_is_typed(officer, school, sheet):
    refused = officer.post(url(school, "opinion_give", 1), {"about": "sheet", "outcome": "", "text": " "})
    assert refused.status_code == 422
    assert NO_TEXT in words_of(refused.text)


@pytest.mark.parametrize("role", [Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, Role.BURSAR, Role.TEACHER])
def test_nobody_of_the_school_gives_an_opinion(client_of, school, sheet, role):
    answer = client_of(school, role).post(url(school, "opinion_give", sheet.number), RESERVES)
    assert answer.status_code == 403
    with scope(school):
        assert not DelegateOpinion.objects.for_school(school).exists()


def test_an_officer_neither_asks_nor_answers(officer, school, sheet):
    opinion = given(officer, school, sheet)
    assert officer.post(url(school, "opinion_ask", sheet.number)).status_code == 403
    assert answered(officer, school, opinion).status_code == 403
    page = officer.get(url(school, "processing_page", sheet.number)).text
    assert url(school, "opinion_answer", 1, opinion.pk) not in page


def test_an_officer_whom_the_school_did_not_appoint_reaches_nothing(officer, school, sheet):
    other = SchoolFactory(academy=school.academy)
    elsewhere = sheet_of(other, number=7)
    assert officer.post(url(other, "opinion_give", elsewhere.number), RESERVES).status_code == 404
    School.objects.filter(pk=school.pk).update(dpo_appointed_since=None)
    assert officer.post(url(school, "opinion_give", sheet.number), RESERVES).status_code == 404


def test_an_opinion_of_another_sheet_is_not_answered_here(officer, head, school, sheet):
    opinion = given(officer, school, sheet)
    sheet_of(school, number=2)
    assert head.post(url(school, "opinion_answer", 2, opinion.pk), SAID_NO).status_code == 404


def test_a_sheet_that_ended_receives_none_and_waits_for_none(officer, lead, head, school, sheet):
    lead.post(url(school, "opinion_ask", sheet.number))
    with scope(school):
        Processing.objects.filter(pk=sheet.pk).update(state="ended", ended_on=TODAY)
    assert "n’est plus possible" in words_of(
        officer.post(url(school, "opinion_give", sheet.number), RESERVES).text
    )
    assert "Avis demandé" not in officer.get(reverse("web:home", args=[school.uai])).text


def test_it_goes_with_its_sheet_five_years_after_the_end(officer, head, school, sheet):
    answered(head, school, given(officer, school, sheet))
    with scope(school):
        Processing.objects.filter(pk=sheet.pk).update(state="ended", ended_on=date(2021, 12, 4))
    removal.keep_no_longer(timezone.now())
    with scope(school):
        assert DelegateOpinion.objects.for_school(school).exists()
        Processing.objects.filter(pk=sheet.pk).update(ended_on=date(2021, 12, 1))
    removal.keep_no_longer(timezone.now())
    with scope(school):
        assert not DelegateOpinion.objects.for_school(school).exists()


def test_who_asked_and_who_answered_read_it_in_their_data(officer, lead, head, school, sheet):
    lead.post(url(school, "opinion_ask", sheet.number))
    answered(head, school, given(officer, school, sheet))
    asker = lead.get(reverse("people:own_data", args=[school.uai])).text
    assert "avis demandés au délégué" in words_of(asker)
    decider = words_of(head.get(reverse("people:own_data", args=[school.uai])).text)
    assert "réponses au délégué" in decider
    assert "Le logiciel ne sait pas effacer avant juin." in decider


def test_the_order_is_what_is_asked_then_the_latest(officer, lead, school, sheet):
    now = timezone.now()
    with scope(school):
        for number in (2, 3):
            DelegateOpinion.objects.create(
                school=school,
                processing=sheet_of(school, number=number, name=f"Fiche {number}"),
                outcome="favourable",
                text="Oui",
                author_name="Aline Roche",
                written_at=now + timedelta(minutes=number),
            )
    lead.post(url(school, "opinion_ask", sheet.number))
    listed = lead.get(url(school, "opinion_list")).text
    places = [listed.index(f">{name}</a>") for name in ("Vie scolaire", "Fiche 3", "Fiche 2")]
    assert places == sorted(places)


def test_the_same_opinion_sent_again_after_back_is_one(officer, school, sheet):
    """A newcomer, December 2026: a second, identical opinion stayed in the register for ever."""
    for _ in range(2):
        officer.post(url(school, "opinion_give", sheet.number), RESERVES)
    with scope(school):
        assert DelegateOpinion.objects.for_school(school).filter(processing=sheet).count() == 1
    officer.post(url(school, "opinion_give", sheet.number), RESERVES | {"text": "Autre chose."})
    with scope(school):
        assert DelegateOpinion.objects.for_school(school).filter(processing=sheet).count() == 2


def test_a_reason_that_is_missing_is_said_at_its_field(officer, head, school, sheet):
    officer.post(url(school, "opinion_give", sheet.number), RESERVES)
    with scope(school):
        opinion = DelegateOpinion.objects.for_school(school).get(processing=sheet)
    page = url(school, "opinion_answer", sheet.number, opinion.pk)
    answer = head.post(page, {"decision": "partly", "decision_text": ""})
    assert answer.status_code == 422
    assert "decision_text" in answer.context["form"].errors

"""Needs to an accepted request: counted without names, sent in time, refused with a reason that stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.training.actions import catalogue, local_training
from fanal.training.actions.need import withdraw_need
from fanal.training.actions.session import note_presence
from fanal.training.models import LocalTraining, TrainingNeed, TrainingSubject
from fanal.training.rules.need import MOST_NEEDS
from fanal.training.tests.conftest import (
    GRENOBLE,
    TODAY,
    WISHED,
    after,
    asked,
    joined,
    person_of,
    planned,
    prepared,
    teacher_actor,
    url,
)

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def rules(school, boss):
    with scope(school):
        return catalogue.keep_rules(school, GRENOBLE, by=boss)


def test_with_eleven_needs_the_plan_says_that_one_is_missing(lead, school, subject, rules):
    """users-ask C2 12. The twelfth is on the page as the next week begins (December § 7, N6)."""
    with scope(school):
        needs = [asked(school, subject) for _ in range(11)]
    page = words_of(lead.get(url(school, "plan")).text)
    assert f"{len(needs)} besoins · Il manque 1 personne pour demander une FIT" in page
    with scope(school):
        asked(school, subject)
    assert "Le seuil est atteint (12 personnes)" in words_of(lead.get(url(school, "plan")).text)


def test_a_small_group_is_neither_counted_nor_broken_down(lead, school, subject, rules, boss):
    with scope(school):
        needs = [asked(school, subject) for _ in range(4)]
        made = prepared(subject, boss)
    page = words_of(lead.get(url(school, "plan")).text)
    assert "moins de 5 besoins" in page
    assert "4 besoins" not in page
    for need in needs:
        assert str(need.person) not in page
    page = words_of(lead.get(url(school, "local_training_page", made.pk)).text)
    assert "Trop peu de personnes pour être comptées" in page
    assert "Il manque des personnes" in page
    assert "4 personnes" not in page
    assert "Il manque 8" not in page
    with scope(school):
        local_training.change(made, WISHED | {"others": 8}, by=boss)
    page = words_of(lead.get(url(school, "local_training_page", made.pk)).text)
    assert "Il manque des personnes" in page
    assert "La demande est partie" in page, "December § 3.9: it is warned of, never refused"
    with scope(school):
        local_training.change(made, WISHED | {"others": 12}, by=boss)
        local_training.send(made, today=TODAY, by=boss)
    page = words_of(lead.get(url(school, "local_training_page", made.pk)).text)
    assert "Au moins 12 personnes, dont 12 d’un autre établissement" in page
    with scope(school):
        values = {"state": "accepted", "answered_on": TODAY, "reason": "", "reference": ""}
        local_training.note_answer(made, values, today=TODAY, by=boss)
    assert lead.get(url(school, "local_session_add", made.pk)).context["form"]["seats"].value() == 12


def test_one_need_that_is_met_leaves_the_plan_as_it_was(lead, school, subject, rules, boss):
    """The only colleague who asked comes to the session: « moins de 5 » before and after, nothing moves."""
    with scope(school):
        TrainingSubject.objects.create(school=school, name="Dessiner")  # asked by nobody, and before it
        need = asked(school, subject)
        made = planned(school, boss, subject=subject)
        row = joined(made, need.person)
    before = lead.get(url(school, "plan")).text
    with scope(school):
        note_presence(made, {row.pk}, now=after(made), by=boss)
        need.refresh_from_db()
    assert need.met_on
    page = words_of(lead.get(url(school, "plan")).text)
    assert page == words_of(before)
    assert page.count("moins de 5 besoins") == 2
    assert "aucun besoin" not in page
    assert page.index("Dessiner") < page.index("Évaluer")


def test_a_request_goes_from_needs_to_accepted(lead, school, subject, rules, boss):
    """The text, the paper, sent, accepted, then its session, whose needs are met for those who came."""
    with scope(school):
        needs = [asked(school, subject) for _ in range(12)]
    sent = {
        "title": "Évaluer",
        "wished_on": "2027-03-11",
        "others": "0",
        "place": "",
        "aims": "Savoir évaluer.",
    }
    page = lead.post(url(school, "local_training_add", subject.pk), sent, follow=True)
    with scope(school):
        made = LocalTraining.objects.for_school(school).get()
    text = words_of(page.text)
    assert "12 personnes" in text
    assert "12 « Je débute »" in text
    assert "2.1 Interagir" in text
    paper = lead.get(url(school, "local_training_file", made.pk))
    assert paper.content.startswith(b"%PDF")
    lead.post(url(school, "local_training_send", made.pk))
    with scope(school):
        made.refresh_from_db()
        assert (made.state, made.people, made.sent_on) == ("sent", 12, TODAY)
        withdraw_need(needs[0], today=TODAY, by=teacher_actor(needs[0].person))
    assert "12 personnes" in words_of(lead.get(url(school, "local_training_page", made.pk)).text)
    answer = {"state": "accepted", "answered_on": f"{TODAY}", "reason": "", "reference": "26A0140"}
    page = lead.post(url(school, "local_training_answer", made.pk), answer, follow=True)
    assert "Acceptée" in page.text
    assert "Accordée" not in lead.get(url(school, "local_training_page", made.pk)).text
    assert "26A0140" in page.text
    form = lead.get(url(school, "local_session_add", made.pk))
    assert form.context["form"]["seats"].value() == 12


def test_a_refused_need_keeps_its_reason_and_comes_back_next_campaign(
    client_of, school, subject, rules, boss
):
    """users-ask C2 3 and 12, for trainings."""
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        mine = asked(school, subject, teacher.membership.person)
        for _ in range(11):
            asked(school, subject)
        made = prepared(subject, boss)
        local_training.send(made, today=TODAY, by=boss)
        values = {"state": "refused", "answered_on": TODAY, "reason": "Enveloppe épuisée", "reference": ""}
        local_training.note_answer(made, values, today=TODAY, by=boss)
        mine.refresh_from_db()
        assert (mine.refusal, mine.campaign, mine.local_training_id) == ("Enveloppe épuisée", "2026-2", None)
        again = prepared(subject, boss)
        assert local_training.needs_for(again, TODAY).count() == 0
        assert local_training.needs_for(again, date(2027, 2, 1)).count() == 12
    page = words_of(teacher.get(url(school, "own_page")).text)
    assert "Enveloppe épuisée" in page
    assert "revient à la campagne suivante" in page


def test_it_is_warned_of_too_late_and_too_few_and_leaves_all_the_same(lead, school, subject, rules, boss):
    """December § 3.9: only an article of a code refuses; eight weeks are for the list of participants."""
    with scope(school):
        for _ in range(11):
            asked(school, subject)
        made = prepared(subject, boss, wished_on=TODAY + timedelta(days=55))
    said = words_of(lead.get(url(school, "local_training_page", made.pk)).text)
    assert "la liste des participants devait partir 56 jours avant" in said
    assert "Il manque 1 personne" in said
    assert lead.post(url(school, "local_training_send", made.pk)).status_code == 302
    with scope(school):
        made.refresh_from_db()
        assert (made.state, made.people) == ("sent", 11)


def test_what_was_not_sent_after_all_frees_its_needs(school, subject, rules, boss):
    with scope(school):
        needs = [asked(school, subject) for _ in range(12)]
        made = prepared(subject, boss)
        local_training.send(made, today=TODAY, by=boss)
        assert TrainingNeed.objects.for_school(school).free().count() == 0
        local_training.take_back(made, today=TODAY, by=boss)
        assert TrainingNeed.objects.for_school(school).free().count() == len(needs)
        with pytest.raises(NotAllowed):
            local_training.take_back(made, today=TODAY, by=boss)


def test_one_request_a_subject_at_a_time(school, subject, rules, boss):
    with scope(school):
        prepared(subject, boss)
        with pytest.raises(RuleBroken, match="se prépare déjà"):
            prepared(subject, boss)


def test_the_request_that_is_prepared_already_is_opened(school, subject, rules, boss, lead):
    with scope(school):
        made = prepared(subject, boss)
    page = lead.get(url(school, "local_training_add", subject.pk), follow=True)
    assert page.redirect_chain[-1][0] == url(school, "local_training_page", made.pk)
    assert "Une demande se prépare déjà sur ce sujet" in words_of(page.text)


def test_rules_are_an_estimate_until_the_school_says_so(lead, school):
    assert "Estimation" in lead.get(url(school, "plan")).text
    form = lead.get(url(school, "rules_change"))
    assert form.context["form"]["threshold"].value() == 10
    sent = GRENOBLE | {"is_checked": "on", "campaign_until": "2026-12-18"}
    page = lead.post(url(school, "rules_change"), sent, follow=True)
    assert "Vérifiées" in page.text
    assert "GAIA Accès Responsable" in page.text
    assert "18 décembre" in words_of(page.text)
    refused = lead.post(url(school, "rules_change"), sent | {"threshold": "0"})
    assert refused.status_code == 422


def test_three_taps_say_a_need_and_a_fourth_changes_it(client_of, school, subject):
    teacher = client_of(school, Role.TEACHER)
    form = url(school, "need_add")
    sent = {"subject": subject.pk, "words": "", "level": "beginner", "format": "short"}
    assert "C’est noté" in teacher.post(form, sent, follow=True).text
    replaced = words_of(teacher.post(form, sent | {"level": "ahead"}, follow=True).text)
    assert "Vous aviez déjà dit ce besoin (Je débute, Un atelier court, ici)" in replaced
    assert "C’est noté" not in replaced
    same = words_of(teacher.post(form, sent | {"level": "ahead"}, follow=True).text)
    assert "Vous aviez déjà dit ce besoin : rien n’a changé" in same
    with scope(school):
        (need,) = TrainingNeed.objects.for_school(school)
        assert need.level == "ahead"
    assert teacher.post(form, sent | {"words": "autre chose"}).status_code == 422
    assert teacher.post(form, {"subject": ""}).status_code == 422
    page = teacher.post(url(school, "need_withdraw", need.pk), follow=True)
    assert "il n’en reste rien" in page.text


def test_one_person_has_ten_needs_at_most(school):
    with scope(school):
        person = person_of(school)
        for rank in range(MOST_NEEDS):
            asked(school, None, person, words=f"Sujet {rank}")
        with pytest.raises(RuleBroken, match="déjà 10 besoins"):
            asked(school, None, person, words="Un de trop")


def test_words_are_read_without_a_name_and_come_under_a_subject(lead, school, subject):
    with scope(school):
        need = asked(school, None, words="Le tableau interactif")
        other = asked(school, subject)
        both = asked(school, None, other.person, words="Évaluer autrement")
    page = lead.get(url(school, "plan")).text
    assert "Le tableau interactif" in page
    assert str(need.person) not in page
    for row in (need, both):
        lead.post(url(school, "words_sort", row.pk), {"under": subject.pk})
    with scope(school):
        rows = TrainingNeed.objects.for_school(school).filter(subject=subject)
        assert sorted(row.person_id for row in rows) == sorted([need.person_id, other.person_id])


def test_neither_the_team_nor_the_head_reads_a_need(client_of, school, subject):
    """Orientation is private to that person: the address of a need answers 404 to all others."""
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        need = asked(school, subject, teacher.membership.person)
    for role in (Role.HEAD, Role.DIGITAL_LEAD, Role.TEACHER):
        other = client_of(school, role)
        assert other.post(url(school, "need_withdraw", need.pk)).status_code == 404
        assert subject.name not in words_of(other.get(url(school, "own_page")).text)
    assert teacher.get(url(school, "plan")).status_code == 403


def test_somebody_is_oriented_to_a_few_with_the_reason(client_of, school, subject, boss):
    """A session to come and an offer on the same subject, each with why; nothing else."""
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        asked(school, subject, teacher.membership.person)
        elsewhere = TrainingSubject.objects.create(school=school, name="Tableur")
        planned(school, boss, subject=subject, title="Atelier Évaluer")
        offer = {"subject": subject, "kind": "magistere", "level": "beginner", "organiser": ""}
        offer |= {
            "when_words": "",
            "duration_words": "6 h",
            "address": "https://magistere.invalid/",
            "is_open": True,
        }
        catalogue.add_offer(school, offer | {"title": "Parcours Évaluer"}, by=boss)
        catalogue.add_offer(school, offer | {"title": "Le tableur", "subject": elsewhere}, by=boss)
        catalogue.add_offer(school, offer | {"title": "Fermée", "is_open": False}, by=boss)
    page = words_of(teacher.get(url(school, "own_page")).text)
    assert "Atelier Évaluer" in page
    assert "Même sujet, ouvert à tous les niveaux, dans la forme que vous avez choisie" in page
    assert "Parcours Évaluer" in page
    assert "à votre niveau (« Je débute »), mais sous une autre forme" in page
    assert "Le tableur" not in page
    assert "Fermée" not in page


def test_a_school_begins_with_subjects_once(lead, school):
    for _ in range(2):
        lead.post(url(school, "subjects_begin"))
    with scope(school):
        assert TrainingSubject.objects.for_school(school).count() == 14


def test_the_plan_costs_the_same_for_1_and_20_subjects(lead, school, subject, count_queries):
    with scope(school):
        asked(school, subject)
    with count_queries() as for_one:
        lead.get(url(school, "plan"))
    with scope(school):
        for rank in range(19):
            more = TrainingSubject.objects.create(school=school, name=f"Sujet {rank}")
            asked(school, more)
    with count_queries() as for_twenty:
        lead.get(url(school, "plan"))
    assert len(for_one) == len(for_twenty) <= MOST_QUERIES


def test_a_teacher_keeps_six_sections(client_of, school):
    page = client_of(school, Role.TEACHER).get(reverse("web:home", args=[school.uai]))
    assert "Fiches et formation" in page.text

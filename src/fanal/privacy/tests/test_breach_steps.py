"""Verified § 8: a breach step by step, without its thirty fields at once; who is told is one press."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.privacy.models import DataBreach
from fanal.privacy.rules.breach_steps import (
    FIELDS,
    BreachPart,
    Recipient,
    name_of,
    notified_values,
    part_after,
    recipients,
    steps,
)
from fanal.privacy.rules.breaches import BreachController, TellingChoice
from fanal.privacy.tests.breach_facts import FRIDAY, NEW

PRESS = {"key": "k" * 24}
OURS = replace(NEW, answers=BreachController.HEAD)


def test_the_screens_hold_each_field_of_the_file_once():
    held = [name for fields in FIELDS.values() for name in fields]
    assert sorted(held) == sorted(DataBreach.WRITTEN)
    assert max(map(len, FIELDS.values())) == 5


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ["dpd"]),
        ({"answers": BreachController.MINISTRY}, ["dpd", "responsable"]),
        ({"answers": BreachController.HEAD}, ["dpd", "cnil", "personnes"]),
        ({"answers": BreachController.HEAD, "cnil": TellingChoice.NO}, ["dpd", "personnes"]),
        ({"answers": BreachController.HEAD, "others": TellingChoice.NO}, ["dpd", "cnil"]),
    ],
)
def test_whom_the_school_tells_follows_who_answers_and_what_was_decided(change, expected):
    facts = replace(NEW, **change)
    assert recipients(facts) == expected
    pressed = {step.recipient for step in steps(facts, FRIDAY) if step.recipient}
    assert pressed <= set(recipients(facts)), "every press of a step is allowed"


def test_families_are_named_where_the_data_are_theirs():
    assert name_of(Recipient.SUBJECTS, replace(NEW, people=("pupils",))) == "les familles"
    assert name_of(Recipient.SUBJECTS, replace(NEW, people=("teachers",))) == "les personnes"


def test_having_told_shows_that_it_was_decided():
    moment = FRIDAY.replace(second=12)
    assert notified_values(Recipient.CNIL, moment) == {"cnil": "yes", "cnil_notified_at": FRIDAY}
    assert notified_values(Recipient.DPO, moment) == {"dpo_notified_at": FRIDAY}


def test_the_next_screen_is_one_where_something_is_to_be_answered():
    assert part_after(BreachPart.CONTROLLER, steps(OURS, FRIDAY)) == BreachPart.FACTS
    notified = replace(OURS, cnil=TellingChoice.YES, cnil_reason="Des mineurs")
    assert part_after(BreachPart.RISK, steps(notified, FRIDAY)) == BreachPart.SUBJECTS, "the CNIL is a press"
    assert part_after(BreachPart.SUBJECTS, steps(notified, FRIDAY)) is None


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, *args])


@pytest.fixture
def breach(head, school):
    head.post(url("breach_report", school), {"description": "La liste des 6e est partie à tous"})
    with scope(school):
        return DataBreach.objects.for_school(school).get()


def now_of(school):
    with scope(school):
        return DataBreach.objects.for_school(school).get()


def answer(head, school, part, **typed):
    return head.post(url("breach_step", school, 1, part), typed)


def press(head, school, recipient, **more):
    return head.post(url("breach_notified", school, 1, recipient), PRESS | more)


def test_verified_8_who_is_told_is_noted_now_by_one_press(breach, head, school):
    answer(head, school, "responsable", answers="head")
    answer(head, school, "donnees", people=["guardians"], people_count="50", data_kinds=["identity"])
    page = words_of(head.get(url("breach_page", school, 1)).text)
    assert all(f"J’ai prévenu {name}" in page for name in ("le DPD", "la CNIL", "les familles"))
    for recipient in ("dpd", "cnil", "personnes"):
        for _ in range(2):
            answered = press(head, school, recipient, key=recipient * 8)
            assert answered.url == url("breach_page", school, 1)
    breach_now = now_of(school)
    moments = {breach_now.dpo_notified_at, breach_now.cnil_notified_at, breach_now.subjects_notified_at}
    assert all(timezone.now() - moment < timedelta(minutes=2) for moment in moments)
    assert (breach_now.cnil, breach_now.others) == ("yes", "yes")
    with scope(school):
        assert JournalEntry.objects.filter(verb="privacy.breach_notified").count() == 3
    page = words_of(head.get(url("breach_page", school, 1)).text)
    assert "J’ai prévenu" not in page
    assert "Corriger" in page


def test_a_second_press_keeps_the_first_moment_and_a_correction_changes_it(breach, head, school):
    press(head, school, "dpd")
    earlier = timezone.localtime() - timedelta(hours=1)
    with scope(school):
        DataBreach.objects.for_school(school).update(known_at=earlier - timedelta(hours=1))
    typed = f"{earlier:%Y-%m-%dT%H:%M}"
    answer(head, school, "responsable", answers="head", dpo_notified_at=typed)
    press(head, school, "dpd", key="again" * 5)
    assert f"{timezone.localtime(now_of(school).dpo_notified_at):%Y-%m-%dT%H:%M}" == typed


def test_what_is_not_to_tell_is_refused_by_a_sentence(breach, head, school):
    refused = press(head, school, "cnil")
    assert (refused.status_code, "dites d’abord qui répond" in refused.text) == (422, True)
    assert press(head, school, "personne").status_code == 404
    assert head.get(url("breach_step", school, 1, "tout")).status_code == 404
    assert now_of(school).cnil_notified_at is None


def test_verified_8_a_step_asks_few_fields_and_leads_to_the_next_one(breach, head, school):
    shown = html.fromstring(head.get(url("breach_step", school, 1, "cnil")).text)
    names = set(shown.xpath("//form//*[@name]/@name")) - {"key", "seen", "csrfmiddlewaretoken", "q"}
    assert names == set(FIELDS[BreachPart.CNIL])
    screens = [
        ("responsable", {"answers": "head"}, "faits"),
        ("faits", {"title": "La liste des 6e", "nature": ["secrecy"]}, "donnees"),
        ("donnees", {"people": ["pupils"], "people_count": "30", "data_kinds": ["identity"]}, "suites"),
        ("suites", {"consequences": "Aucune", "measures": "Rappelé", "risk": "risk"}, "cnil"),
        ("cnil", {"cnil": "yes", "cnil_reason": "Des mineurs"}, "personnes"),
    ]
    known = timezone.localtime(breach.known_at)
    kept = {"description": breach.description, "known_at": f"{known:%Y-%m-%dT%H:%M}"}
    for part, typed, following in screens:
        page = answer(head, school, part, **typed, **(kept if part == "faits" else {}))
        assert page.url == url("breach_step", school, 1, following), page.status_code
    last = answer(head, school, "personnes", others="yes", others_reason="Elles l’ont reçue")
    assert last.url == url("breach_page", school, 1)
    breach_now = now_of(school)
    assert (breach_now.people_count, breach_now.measures, breach_now.cnil_reason) == (
        30,
        "Rappelé",
        "Des mineurs",
    )


def test_a_refused_step_keeps_what_was_typed(breach, head, school):
    answer(head, school, "responsable", answers="head")
    answer(head, school, "suites", consequences="Aucune", measures="Rappelé", risk="high")
    page = answer(head, school, "cnil", cnil="no", cnil_reason="Nous pensons que non")
    assert (page.status_code, "Nous pensons que non" in page.text) == (422, True)
    assert "risque élevé" in words_of(page.text)


def test_whoever_reads_or_a_closed_file_notes_nothing(breach, client_of, head, school):
    assert press(client_of(school, Role.TEACHER), school, "dpd").status_code == 403
    with scope(school):
        DataBreach.objects.for_school(school).update(closed_on=breach.known_at)
    assert press(head, school, "dpd").status_code == 403
    assert now_of(school).dpo_notified_at is None


def test_verified_8_the_delegate_is_reached_from_the_file(breach, head, school):
    page = url("breach_page", school, 1)
    assert "Aucun délégué n’est noté" in words_of(head.get(page).text)
    sent = {"dpo_name": "Inès Roy", "dpo_email": "dpd@ac.invalid", "dpo_phone": "01 23 45 67 89"}
    head.post(reverse("settings:delegate", args=[school.uai]), sent)
    text = head.get(page).text
    assert {"mailto:dpd@ac.invalid", "tel:0123456789"} <= set(html.fromstring(text).xpath("//a/@href"))
    assert "Inès Roy" in text


def test_a_step_left_unanswered_says_so(breach, head, school):
    """« C’est noté » stood above the same question (seen by a newcomer, November 2026)."""
    sent = {"answers": "to_say", "key": "k" * 24}
    page = head.post(url("breach_step", school, 1, "responsable"), sent, follow=True).text
    assert "C’est gardé. Il reste ici : Dites d’abord qui répond" in words_of(page)

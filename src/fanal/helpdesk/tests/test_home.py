"""What the home page and the search say of a request, in the words of its reader."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory


@pytest.mark.parametrize(
    ("waiting_for", "says"),
    [
        ("authority", "En attente du Département"),
        ("part", "En attente d’une pièce"),
        ("requester", "En attente de vous"),
    ],
)
def test_whoever_asked_reads_who_is_waited_for(client_of, school, waiting_for, says):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        HelpRequestFactory(
            school=school, requester=teacher.membership.person, state="waiting", waiting_for=waiting_for
        )
    assert says in teacher.get(reverse("web:home", args=[school.uai])).text
    page = teacher.get(reverse("web:search", args=[school.uai]), {"q": "vidéoprojecteur"})
    assert says in page.text


def test_the_home_counts_the_same_as_the_list(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        for fields in ({"state": "sent"}, {"state": "taken"}, {"state": "waiting", "waiting_for": "part"}):
            HelpRequestFactory(school=school, **fields)
        HelpRequestFactory(school=school, state="closed", closed_at="2026-01-05T10:00Z")
    pages = [
        lead.get(reverse(name, args=[school.uai])).text for name in ("web:home", "helpdesk:request_list")
    ]
    counts = [
        text.partition("<span>Demandes</span>")[2].partition("</b>")[0].rpartition(">")[2] for text in pages
    ]
    assert counts == ["2", "2"]


@pytest.mark.parametrize(("asked", "link"), [(7, "Toutes les demandes"), (9, "Les 9 demandes à traiter")])
def test_what_the_home_page_has_no_room_for_is_counted(client_of, school, asked, link):
    """Seen by a newcomer in December: the list stopped at seven without a word, a reopened one beyond."""
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        HelpRequestFactory.create_batch(asked, school=school)
    page = words_of(lead.get(reverse("web:home", args=[school.uai])).text)
    assert link in page
    assert words_of(lead.get(reverse("helpdesk:request_list", args=[school.uai])).text).count("n° ") >= asked


def test_a_teacher_reads_first_what_waits_for_them_and_reaches_all(client_of, school):
    """A newcomer, November 2026: six requests, the newest first, and no way to the others."""
    teacher, lead = client_of(school, Role.TEACHER), client_of(school, Role.DIGITAL_LEAD)
    mine = {"school": school, "requester": teacher.membership.person}
    old, new = (timezone.now() - timedelta(days=days) for days in (9, 1))
    with scope(school):
        answered = HelpRequestFactory(**mine, text="Imprimante", state="taken", asked_at=old)
        HelpRequestFactory(**mine, text="Écran rayé", state="solved", solved_at=old, asked_at=old)
        HelpRequestFactory.create_batch(6, **mine, text="Souris", asked_at=new)
    reply = reverse("helpdesk:request_reply", args=[school.uai, answered.number])
    lead.post(reply, {"text": "Quel modèle ?", "audience": "everyone"})
    page = teacher.get(reverse("web:home", args=[school.uai])).text
    rows = html.fromstring(page).xpath("//section[.//h2[contains(., 'Mes demandes')]]//li")
    lit, *lines = [
        " ".join(row.text_content().split()) for row in [*html.fromstring(page).find_class("lit"), *rows]
    ]
    assert "Ça remarche" in lit
    assert "Écran rayé" in lit
    assert "On vous a répondu" in lines[0]
    assert "Imprimante" in lines[0]
    assert "Toutes mes demandes (8)" in page
    with scope(school):
        HelpRequest.objects.filter(pk=answered.pk).update(state="waiting", waiting_for="authority")
    page = teacher.get(reverse("web:home", args=[school.uai])).text
    assert "On vous a répondu · En attente" in " ".join(html.fromstring(page).text_content().split())
    teacher.post(reply, {"text": "Une Epson"})
    assert "On vous a répondu" not in teacher.get(reverse("web:home", args=[school.uai])).text


def test_what_one_takes_on_the_home_page_is_said(client_of, school):
    """A newcomer, December 2026: the big card showed another request at once, and not a word."""
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        first = HelpRequestFactory(school=school, text="Projecteur noir")
    take = reverse("helpdesk:request_take", args=[school.uai, first.number])
    page = lead.post(take, {"retour": "accueil"}, follow=True)
    said = f"Vous vous occupez de la demande n° {first.number}, « Projecteur noir »."
    assert said in words_of(page.text)

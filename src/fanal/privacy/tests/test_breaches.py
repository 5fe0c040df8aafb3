"""A breach from the first sentence to the closing, in the pages."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.mail.departure import NO_SERVER, WAITING, WITHIN_A_MINUTE
from fanal.core.mail.models import Mail
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.privacy.models import DataBreach

pytestmark = pytest.mark.django_db


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, *args])


def fields_of(breach, **changes):
    """The form as it is shown, with these changes."""
    now = timezone.localtime()
    return {
        "title": breach.title,
        "description": breach.description,
        "known_at": f"{breach.known_at:%Y-%m-%dT%H:%M}",
        "nature": ["secrecy"],
        "answers": "head",
        "people": ["pupils"],
        "people_count": "30",
        "data_kinds": ["identity"],
        "consequences": "Hameçonnage",
        "measures": "Mots de passe changés",
        "risk": "unlikely",
        "cnil": "no",
        "cnil_reason": "Le fichier est chiffré",
        "others": "no",
        "others_reason": "Sans conséquence",
        "dpo_notified_at": f"{now:%Y-%m-%dT%H:%M}",
    } | changes


@pytest.fixture
def breach(client_of, head, school):
    teacher = client_of(school, Role.TEACHER)
    answer = teacher.post(
        url("breach_report", school), {"description": "La liste des 6e est partie à tous"}, follow=True
    )
    assert "C’est signalé" in answer.text
    assert teacher.get(url("breach_list", school)).status_code == 403
    with scope(school):
        return DataBreach.objects.for_school(school).get()


def test_whoever_handles_is_written_to_at_once_without_what_happened(breach, head, school):
    with scope(school):
        (mail,) = Mail.objects.for_school(school)
    assert mail.to == head.membership.user.email
    assert "6e" not in mail.text
    assert "72 heures" in mail.text


@pytest.mark.parametrize(
    ("server", "said"), [("smtp://mail.invalid", WITHIN_A_MINUTE), ("", WAITING.format(why=NO_SERVER))]
)
def test_a_report_says_what_became_of_its_mail(client_of, head, school, settings, server, said):
    """Verified in November 2026, § 2.16: « sont prévenus » while the mail waits."""
    settings.ENV = settings.ENV.model_copy(update={"smtp_url": server})
    words = {"description": "La liste des 6e est partie à tous"}
    page = client_of(school, Role.TEACHER).post(url("breach_report", school), words, follow=True).text
    assert french(said) in page
    assert "sont prévenus" not in page


def test_from_the_report_to_the_closing(breach, head, school):
    page = url("breach_page", school, breach.number)
    assert "Dites d’abord qui répond" in head.get(page).text
    assert head.post(url("breach_close", school, breach.number)).status_code == 422
    head.post(url("breach_change", school, breach.number), fields_of(breach))
    assert "Dossier complet" in head.get(page).text
    head.post(url("breach_close", school, breach.number))
    assert "Close" in head.get(url("breach_list", school)).text
    assert head.get(url("breach_change", school, breach.number)).status_code == 403
    head.post(url("breach_reopen", school, breach.number))
    assert head.get(url("breach_change", school, breach.number)).status_code == 200


def test_a_risk_left_untold_is_refused_and_what_was_typed_stays(breach, head, school):
    answer = head.post(
        url("breach_change", school, breach.number),
        fields_of(breach, risk="risk", measures="Appelé l’éditeur"),
    )
    assert answer.status_code == 422
    assert "article 33" in answer.text
    assert "Appelé l’éditeur" in answer.text


def test_the_clock_is_late_after_three_days(breach, head, school):
    with scope(school):
        DataBreach.objects.for_school(school).update(known_at=timezone.now() - timedelta(hours=80))
    assert "dépassé" in head.get(url("breach_page", school, breach.number)).text
    assert "En retard" in head.get(url("breach_list", school)).text


def test_the_file_is_a_pdf_and_the_lead_closes_nothing(breach, client_of, head, school):
    assert head.get(url("breach_file", school, breach.number)).content.startswith(b"%PDF")
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert lead.post(url("breach_close", school, breach.number)).status_code == 403
    assert lead.get(url("breach_change", school, breach.number)).status_code == 200


def test_a_report_sent_twice_is_one(head, school):
    for _ in range(2):
        head.post(url("breach_report", school), {"description": "Un portable volé", "key": "k" * 20})
    with scope(school):
        assert DataBreach.objects.for_school(school).count() == 1


def test_the_home_page_says_how_many_hours_are_left(breach, head, client_of, school):
    home = reverse("web:home", args=[school.uai])
    assert "Il reste 71\u00a0h sur 72" in head.get(home).text
    assert "Violation de données" not in client_of(school, Role.TEACHER).get(home).text
    with scope(school):
        DataBreach.objects.for_school(school).update(known_at=timezone.now() - timedelta(hours=80))
    assert "dépassé" in head.get(home).text
    with scope(school):
        DataBreach.objects.for_school(school).update(answers="ministry")
    text = head.get(home).text
    assert "Violation de données" in text
    assert "sur 72" not in text
    with scope(school):
        DataBreach.objects.for_school(school).update(closed_on=today())
    assert "Compléter le dossier" not in head.get(home).text


def test_the_home_page_leads_to_the_one_file_and_to_the_list_of_several(breach, head, school):
    home, one = reverse("web:home", args=[school.uai]), url("breach_page", school, breach.number)
    assert f'href="{one}"' in head.get(home).text
    head.post(url("breach_report", school), {"description": "Un portable volé"})
    text = head.get(home).text
    assert f'href="{one}"' not in text
    several = f"{url('breach_list', school)}?vue=ouvertes"  # newcomer of December, second sitting, 10
    assert f'href="{several}"' in text
    assert head.get(several).context["page"].paginator.count == 2


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "0026-11-26T08:00"])
@pytest.mark.parametrize("field", ["known_at", "dpo_notified_at"])
def test_a_year_half_typed_is_refused_and_the_register_still_opens(breach, head, school, field, moment):
    answer = head.post(url("breach_change", school, breach.number), fields_of(breach, **{field: moment}))
    assert answer.status_code == 422
    assert "vérifiez l’année" in answer.text
    assert head.get(url("breach_page", school, breach.number)).status_code == 200


def test_a_reader_whose_address_is_very_long_is_written_to(client_of, school):
    from fanal.privacy.actions import letters

    breach = DataBreach(number=1, known_at=timezone.now(), description="x")
    assert len(letters.reported(school, breach, f"{'a' * 240}@ac.invalid").key) <= 120


def test_what_a_colleague_wrote_meanwhile_is_not_overridden(breach, head, school):
    change = url("breach_change", school, breach.number)
    seen = re.search(r'name="seen" value="(\w+)"', head.get(change).text)[1]
    first = fields_of(breach, measures="Appelé l’éditeur", seen=seen)
    assert [head.post(change, first).status_code for _ in range(2)] == [302, 302]
    late = head.post(change, fields_of(breach, measures="Rien", seen=seen))
    assert late.status_code == 422
    assert "Quelqu’un vient de changer" in late.text
    with scope(school):
        assert DataBreach.objects.for_school(school).get().measures == "Appelé l’éditeur"


def test_the_same_report_sent_again_after_back_is_one(head, school):
    """A newcomer, November 2026: Back after sending gave a new key, and a second breach."""
    for key in ("k", "l"):
        answer = head.post(
            url("breach_report", school), {"description": "Un portable volé", "key": key * 20}, follow=True
        )
    assert "Vous avez déjà envoyé ce signalement à" in answer.text
    with scope(school):
        assert DataBreach.objects.for_school(school).count() == 1

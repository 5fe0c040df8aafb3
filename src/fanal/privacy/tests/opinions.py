"""An officer of the académie, a sheet, and what they send, for the tests of opinions."""

from datetime import date

from django.urls import reverse

from fanal.accounts.models import Academy, PartnerMembership, School, User
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.privacy.models import DelegateOpinion, Processing

TODAY = date(2026, 12, 3)
RESERVES = {"about": "sheet", "outcome": "reserves", "text": "La durée n’a pas de terme."}
SAID_NO = {"decision": "not_followed", "decision_text": "Le logiciel ne sait pas effacer avant juin."}


def url(school, name, *args):
    return reverse(f"privacy:{name}", args=[school.uai, *args])


def officer_of(academy: Academy, name: str = "Aline Roche"):
    user = User.objects.create_user(f"{name.split()[0].lower()}@academie.invalid")
    return signed_in(
        PartnerMembership.objects.create(
            user=user, academy=academy, name=name, role=Role.DPO, valid_from=date(2020, 9, 1)
        )
    )


def sheet_of(school: School, number: int = 1, **more) -> Processing:
    facts = {"name": "Vie scolaire", "purposes": "Suivre les absences", "state": "kept", "version": 2}
    facts |= {"has_changed": False, "made_on": TODAY, "changed_on": TODAY, "number": number}
    with scope(school):
        return Processing.objects.create(school=school, **(facts | more))


def given(officer, school, sheet, **changes) -> DelegateOpinion:
    answer = officer.post(url(school, "opinion_give", sheet.number), RESERVES | changes)
    assert answer.status_code == 302, words_of(answer.text)
    with scope(school):
        rows = DelegateOpinion.objects.for_school(school).exclude(written_at=None)
        return rows.select_related("processing").latest("pk")


def answered(head, school, opinion, **words):
    return head.post(url(school, "opinion_answer", opinion.processing.number, opinion.pk), words or SAID_NO)

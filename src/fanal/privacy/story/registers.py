"""The register of the demonstration: three sheets in it, two to complete, a tool that a colleague declares."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.files.attachments import keep_own
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.privacy.actions.breaches import close_breach, report_breach, write_breach
from fanal.privacy.actions.documents import join_document
from fanal.privacy.actions.evidence import freeze_evidence
from fanal.privacy.actions.register import (
    add_models,
    declare_use,
    validate_processing,
    write_processing,
)
from fanal.privacy.actions.requests import write_request
from fanal.privacy.models import Processing
from fanal.privacy.reading.register import head_words
from fanal.privacy.rules.codes import Dpia, LegalBasis, ProcessingPartKind
from fanal.privacy.rules.declaration import ToolDeclaration
from fanal.schools.reading.journal_evidence import EvidenceSpan

STARTED = ("ent", "vie-scolaire", "gar", "pix", "fanal")
SAID: dict[str, Any] = {
    "legal_basis": LegalBasis.PUBLIC_TASK,
    "measures": ["access", "backup"],
    "has_no_transfer": True,
    "dpia": Dpia.NOT_NEEDED,
    "dpia_reference": "Décision de la direction, relue avec le délégué",
}
COMPLETED: dict[str, tuple[dict[str, Any], dict[ProcessingPartKind, list[tuple[str, str]]]]] = {
    "ent": (
        {"is_public": True, "dpia": Dpia.ELSEWHERE, "dpia_reference": "Analyse de la collectivité"},
        {
            ProcessingPartKind.RETENTION: [("Compte d’un élève", "trois mois après son départ")],
            ProcessingPartKind.PROCESSOR: [("Éditeur de l’ENT", "hébergement, contrat de la collectivité")],
        },
    ),
    "vie-scolaire": (
        {"is_public": True},
        {
            ProcessingPartKind.RETENTION: [
                ("Absences et retards", "l’année scolaire"),
                ("Bulletins", "la scolarité"),
            ],
            ProcessingPartKind.PROCESSOR: [("Éditeur du logiciel de vie scolaire", "hébergement")],
        },
    ),
    "fanal": (
        {"has_no_processor": True},
        {
            ProcessingPartKind.RETENTION: [
                ("Élèves", "trois mois après le départ"),
                ("Demandes", "le tableau des données dit le reste"),
            ],
        },
    ),
}
TOOL = ToolDeclaration(
    "Quiz en classe", "Des quiz de révision en 4e", ["pupils"], ["identity"], has_accounts=False
)

PROOF = b"%PDF-1.4\n% note d'information de la demonstration\n%%EOF\n"

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HANDLED: dict[str, Any] = {
    "happened": "La veille au soir",
    "nature": ["secrecy"],
    "answers": "head",
    "people": ["guardians"],
    "people_count": 26,
    "data_kinds": ["identity"],
    "records_count": 26,
    "consequences": "Quelques courriels non désirés",
    "measures": "Familles prévenues, envoi en copie cachée",
    "risk": "unlikely",
    "cnil": "no",
    "cnil_reason": "Adresses seules, entre familles d’une classe",
    "others": "yes",
    "others_reason": "Elles l’avaient vu",
}


@register(STORY, "privacy.registers")
def keep_a_register(story: Story) -> None:
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    head = actor_of(story.people["head"], Role.HEAD)
    school, day = story.school, story.today - timedelta(days=40)
    with scope(school):
        add_models(school, STARTED, today=day, by=lead)
        for code, (fields, parts) in COMPLETED.items():
            _complete(Processing.objects.for_school(school).get(model_code=code), fields, parts, story, head)
        ent = Processing.objects.for_school(school).get(model_code="ent")
        proof = keep_own(school.pk, PROOF, "note-information-ent.pdf", "application/pdf")
        join_document(ent, proof, today=day, by=lead)
        _live_breaches(story, head)
        _ask_for_rights(story, head)
        teacher = actor_of(story.people["teacher"], Role.TEACHER)
        declare_use(school, TOOL, today=story.today - timedelta(days=2), by=teacher)


def _complete(
    sheet: Processing, fields: dict[str, Any], parts: dict[ProcessingPartKind, Any], story: Story, head: Actor
) -> None:
    day = story.today - timedelta(days=30)
    values = {name: getattr(sheet, name) for name in Processing.WRITTEN} | SAID | fields
    sheet = write_processing(story.school, sheet, values, parts, today=day, by=head)
    now = timezone.make_aware(datetime.combine(day, time(11)))
    validate_processing(sheet, head=head_words(story.school), today=day, now=now, by=head)


def _live_breaches(story: Story, head: Actor) -> None:
    """One of October, closed; one of yesterday, whose clock runs."""
    then = timezone.make_aware(datetime.combine(story.today - timedelta(days=45), time(8, 30)))
    description = "Un message aux familles de 5B montrait les adresses de toutes."
    old = report_breach(story.school, description, now=then, by=head)
    write_breach(
        old,
        HANDLED | {"dpo_notified_at": then + HOUR, "subjects_notified_at": then + HOUR},
        now=then + DAY,
        by=head,
    )
    close_breach(old, today=story.today - timedelta(days=44), now=then + DAY, by=head)
    yesterday = timezone.now() - timedelta(hours=19)
    by = actor_of(story.people["teacher"], Role.TEACHER)
    lost = report_breach(
        story.school, "Ma clé USB, avec les notes de deux classes, est perdue.", now=yesterday, by=by
    )
    now = timezone.now()
    freeze_evidence(story.school, lost, EvidenceSpan(yesterday, now, "privacy"), now=now, by=head)


def _ask_for_rights(story: Story, head: Actor) -> None:
    """One answered, one whose month runs."""
    today = story.today
    for values in (
        {
            "who": "Mme Adjani, mère d’un élève de 6e",
            "right": "access",
            "detail": "Les absences de son fils",
            "received_on": today - 60 * DAY,
            "is_identified": True,
            "answer": "yes",
            "answer_reason": "Le relevé est joint.",
            "answered_on": today - 50 * DAY,
        },
        {
            "who": "M. Barbier, père d’une élève de 3e",
            "right": "erasure",
            "received_on": today - 12 * DAY,
            "detail": "La photographie de sa fille sur le site",
        },
    ):
        write_request(story.school, None, values, today=today, by=head)

"""The reports of a school of the matrix: one frozen with its part, a sending and an agreement; one draft."""

import json

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.reports.models import BoardReport, FigureAgreement, ReportContent, ReportPart, ReportSending

FIGURE = {
    "code": "helpdesk.asked",
    "label": "demandes envoyées",
    "value": "1",
    "definition": "Toutes.",
    "period": "2026-2027",
    "rows": 1,
    "numerator": "1",
    "denominator": None,
    "trace": [],
    "row_noun": ["demande", "demandes"],
}


def fill_reports(school: School, person: Person, canary: str) -> None:
    """Each bears the word of the school in its title, its text and its address."""
    BoardReport.objects.create(school=school, number=2, title=f"Brouillon {canary}", period="2026-year-0")
    report = BoardReport.objects.create(
        school=school, number=1, title=f"Rapport {canary}", period="2026-year-0"
    )
    ReportPart.objects.create(school=school, report=report, code="helpdesk.requests", rank=1, text=canary)
    FigureAgreement.objects.create(school=school, report=report, person=person, given_at=timezone.now())
    block = {"sentences": [["Une demande.", "helpdesk.asked"]], "figures": [FIGURE], "bars": None}
    part = {"code": "helpdesk.requests", "title": "Demandes", "text": canary, "block": block, "held_back": []}
    ReportContent.objects.create(
        school=school,
        report=report,
        content=json.dumps({"version": 1, "parts": [part]}),
        sha256="0" * 64,
        paper=b"%PDF-1.7",
        text_file=b"PK",
        brief=b"%PDF-1.7",
        slides=b"%PDF-1.7",
        frozen_at=timezone.now(),
    )
    ReportSending.objects.create(
        school=school,
        report=report,
        address=f"{canary.lower()}@exemple.invalid",
        send_on=today(),
        asked_at=timezone.now(),
    )
    BoardReport.objects.for_school(school).filter(pk=report.pk).update(frozen_at=timezone.now())

"""What a frozen report said: its content as bytes, and the papers made of it. Its rows never change."""

import json
from typing import Any

from django.db import models

from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.reports.models.report import RETENTION, BoardReport


class ReportContent(SchoolOwned):
    """`content` is the JSON of `reading.content`, whose SHA-256 is kept; the papers are made of it alone."""

    report = models.OneToOneField(BoardReport, models.CASCADE, related_name="frozen")
    content = models.TextField("contenu")
    sha256 = models.CharField("empreinte du contenu", max_length=64)
    paper = models.BinaryField("rapport, PDF")
    text_file = models.BinaryField("rapport, ODT")
    brief = models.BinaryField("fiche d’une page")
    slides = models.BinaryField("diapositives")
    frozen_at = models.DateTimeField("figé le")

    class Meta:
        constraints = [SameSchool("report")]

    DATA = DataMap(
        "garder les chiffres dont l’établissement rend compte", "nom et qualité de qui l’a figé", RETENTION
    )
    JOURNAL_NAME = "reports.frozen"
    FROZEN = Frozen(("report_id", "content", "sha256", "paper", "text_file", "brief", "slides", "frozen_at"))

    def __str__(self) -> str:
        return f"Rapport figé, {self.sha256[:8]}"

    @property
    def data(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.content)
        return read

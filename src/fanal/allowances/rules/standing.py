"""What is somebody, for the right to an allowance (R15), as far as their function in Fanal tells it?

A first answer, which the management corrects: the job is free text, and a role says little.
"""

import re

from fanal.allowances.rules.proposing import StaffStanding
from fanal.core.text.words import fold

LETTERS = re.compile(r"[a-z]+")
BY_JOB = (
    (StaffStanding.CPE, ("cpe", "conseiller principal d education", "conseillere principale d education")),
    (
        StaffStanding.DDFPT,
        ("ddfpt", "directeur delegue aux formations", "directrice deleguee aux formations"),
    ),
    (
        StaffStanding.SEGPA,
        (
            "dacs",
            *(
                f"{who} {of} segpa"
                for who in (
                    "directeur",
                    "directrice",
                    "directeur adjoint",
                    "directrice adjointe",
                    "adjoint",
                    "adjointe",
                    "directeur adjoint charge",
                    "directrice adjointe chargee",
                )
                for of in ("de", "de la")
            ),
        ),
    ),
    (StaffStanding.CPGE, ("cpge", "classe preparatoire", "classes preparatoires")),
    (
        StaffStanding.STAFF,
        (
            "aed",
            "aesh",
            "assistant d education",
            "assistante d education",
            "accompagnant",
            "accompagnante",
            "agent",
            "agente",
            "gestionnaire",
            "infirmier",
            "infirmiere",
            "secretaire",
            "technicien",
            "technicienne",
        ),
    ),
    (StaffStanding.TZR, ("tzr",)),
    (StaffStanding.CONTRACT, ("contractuel", "contractuelle")),
)


def standing_of(job: str, *, teaches: bool, is_staff: bool) -> StaffStanding | None:
    """None when neither the job nor a role says anything: it is to be chosen."""
    words = f" {' '.join(LETTERS.findall(fold(job)))} "
    for standing, marks in BY_JOB:
        if any(f" {mark} " in words for mark in marks):
            return standing
    if teaches:
        return StaffStanding.TEACHER
    return StaffStanding.STAFF if is_staff else None

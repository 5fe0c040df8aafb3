"""A record of the register with all that the law asks."""

from fanal.privacy.rules.codes import Controller, Dpia, LegalBasis, ProcessingPartKind
from fanal.privacy.rules.register import ProcessingRecord

FULL = ProcessingRecord(
    "Vie scolaire",
    Controller.HEAD,
    "",
    "Suivre les absences",
    LegalBasis.PUBLIC_TASK,
    ("pupils",),
    ("identity",),
    (),
    "",
    ("access",),
    "",
    Dpia.NOT_NEEDED,
    "",
    {ProcessingPartKind.RETENTION: 1, ProcessingPartKind.INSIDE: 1},
    has_no_processor=True,
    has_no_transfer=True,
)

"""Which texts stay once somebody is erased, by table: what the school says, what a law keeps, nobody’s."""

from tests.matrix.world_disposals import SAID_OF_A_GOOD

# What the school itself says: it stays, and does not say whose it was. Names in it are not the rule's.
OF_THE_SCHOOL = {
    "core.Import": {"name", "kind", "headers", "columns", "creations", "root", "sha256"},
    "practice_sheets.PracticeSheet": {"title", "words", "body", "kinds", "origin"},
    "agenda.YearTask": {"title", "detail", "school_year"},
    "agenda.YearRollover": {"school_year"},
    "agenda.RolloverStep": {"school_year", "code"},
    "missions.PointLine": {"text", "origin"},
    "missions.AccessPlace": {"text"},
    "missions.NeedsAssessment": {
        "school_year",
        "figures",
        "academic_part",
        "expertise",
        "projects",
        "appreciation",
    },
    "steering.ProjectAction": {"title", "owner_words", "progress"},
    # A file of the school; rooms, hours and classes, and why a line was not understood.
    "bookings.Timetable": {"left_out", "name", "sha256", "lessons", "refused", "unknown_rooms"},
    "equipment.Custody": {"label"},  # the classes of a lesson
    "bookings.WaitingListEntry": {"periods"},  # « S1 S2 »
    "campaigns.Scan": {"text", "key", "moved_from"},  # a label, the key of its sending, a room
    "disposals.DisposalItem": SAID_OF_A_GOOD,
    "equipment.EquipmentMerge": {"memory"},  # what two records of a machine said; 92 days
    "reports.BoardReport": {"title", "period"},
    "commission.AgendaItem": {"title", "detail", "minutes"},
    "commission.DialogueFile": {"needs", "uses", "school_year", "pdf_sha256", "odt_sha256"},
    "commission.MeetingDecision": {"text", "owner_words"},
    "commission.MinutesCorrection": {"text"},
    "allowances.ImpProposal": {"heard_by"},  # which councils had it
    "mission_letters.MissionLetter": {"school_year"},
    "account_lists.Comparison": {"stopped", "found", "profiles"},
    "service_security.AccessReview": {"title", "attestation"},
    "service_security.ReviewedService": {"name"},
    "account_lists.Finding": {"key"},  # the fingerprint of an account
    "privacy.ArchiveRelease": {"sorts", "reference"},  # of a visa
    "privacy.Processing": {
        "name",
        "model_code",
        "tool",
        "controller_name",
        "purposes",
        "ground_words",
        "people",
        "data_kinds",
        "data_words",
        "sensitive",
        "sensitive_reason",
        "measures",
        "measures_words",
        "dpia_reference",
    },
    "privacy.ProcessingVersion": {"content"},
    "training.TrainingSession": {"title", "place"},  # what is learnt, and where
    # A period, words of Fanal, a version, the payers.
    "indicators.IndicatorValue": {"period", "reason", "version", "parts"},
    "indicators.IndicatorComment": {"period"},
}
# What a law or a proof keeps: the page says why.
KEPT = {
    "core.ImportLine": {"cells", "before", "after", "reasons"},
    "core.Import": {"words", "skipped"},
    "privacy.DataBreach": {
        "title",
        "description",
        "happened",
        "nature",
        "answers_name",
        "people",
        "data_kinds",
        "consequences",
        "measures",
        "cnil_reason",
        "cnil_number",
        "late_reason",
        "others_reason",
    },
    "privacy.BreachEvidence": {
        "name",
        "mime",
        "sha256",
        "verification",
        "heads",
        "about",
    },
    "commission.Meeting": {"title", "partner", "place", "frozen", "seal", "sent_seal"},
    "privacy.RightsRequest": {"who", "detail"},
    "designations.Designation": {
        "operations",
        "excluded",
        "data_words",
        "duties",
        "refusal",
        "suspension",
        "revocation",
        "content",
        "fingerprint",
        "published_where",
    },
    "designations.Signing": {"signer", "quality"},
}
# Tables of people without a link to a member of the staff nor a pupil.
OF_NOBODY = {
    "core.JournalEntry": "its values are erased with those of the rows it speaks of",
    "online_services.ServiceDocument": "a contract of the school, which takes it away itself",
    "privacy.ProcessingDocument": "a proof of the register, which the school takes away itself",
    "bookings.Exam": "what is examined, and its classes",
    "disposals.DisposalDocument": "a proof of the school, which takes it away itself; five years",
    "inventory.Machine": "the name of a machine; thirteen months",
    "surveys.SurveyWord": "words that nobody is known to have written; withdrawn by hand, gone after a year",
}

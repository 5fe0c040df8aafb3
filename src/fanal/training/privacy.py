"""What the training plan keeps about people: what somebody needs, where they are enrolled and were present.

The delays are our own choice: two years let two campaigns and a certificate be asked again.
"""

from django.db.models import Q

from fanal.core.people.kinds import SPEAKERS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Known, Own, Until, years
from fanal.training.models import (
    LocalTraining,
    LocalTrainingRules,
    SessionOpinion,
    SessionRegistration,
    TrainingNeed,
    TrainingOffer,
    TrainingSession,
    TrainingSubject,
    WeeklyNeeds,
)
from fanal.training.policies.plan import read_plan
from fanal.training.policies.session import read_sessions
from fanal.training.rules.need import NeedFormat, NeedLevel

SENTENCES = {
    "training.subject_added": "Sujet de formation ajouté",
    "training.subject_changed": "Sujet de formation modifié",
    "training.words_sorted": "Besoin rangé sous un sujet",
    "training.offer_added": "Offre de formation ajoutée",
    "training.offer_changed": "Offre de formation modifiée",
    "training.rules_kept": "Règles de l’académie enregistrées",
    "training.local_training_prepared": "Demande de formation préparée",
    "training.local_training_changed": "Demande de formation modifiée",
    "training.local_training_sent": "Demande de formation envoyée",
    "training.local_training_taken_back": "Demande de formation reprise",
    "training.local_training_answered": "Réponse à une demande de formation notée",
    "training.session_planned": "Séance de formation prévue",
    "training.session_changed": "Séance de formation modifiée",
    "training.session_convoked": "Séance de formation convoquée",
    "training.session_invited": "Séance de formation proposée à ceux qui en ont besoin",
    "training.session_cancelled": "Séance de formation annulée",
    "training.session_held": "Séance de formation tenue",
    "training.session_reopened": "Séance de formation rouverte",
    "training.presence_noted": "Présence à une séance notée",
}
NAMED_YEARS, KEPT_YEARS = 2, 5

keeps = AppPrivacy(
    "training",
    "Plan de formation",
    SENTENCES,
    place="training",
    purpose="Recueillir les besoins de formation et y répondre",
)
NEEDS = keeps.rule(
    "training.needs",
    "Un besoin de formation : jusqu’à ce que la personne le retire, deux ans au plus.",
)
NAMES = keeps.rule(
    "training.names",
    "Qui était inscrit, présent ou animait : deux ans après la séance, le nom s’efface.",
)
REQUESTS = keeps.rule(
    "training.requests",
    "Une demande de formation à l’académie et une séance : cinq ans.",
)

keeps(
    TrainingNeed,
    Erased("Besoins de formation", "person"),
    Until(NEEDS, "made_on", years(NAMED_YEARS)),
    Own(
        "besoins de formation",
        {
            "sujet": "subject__name",
            "avec vos mots": "words",
            "niveau": "level",
            "forme": "format",
            "le": "made_on",
        },
        by="le",
        labels={"niveau": NeedLevel, "forme": NeedFormat},
        is_private=True,
    ),
)
keeps(TrainingSubject, JournalName("Sujet de formation", "{0.name}"))
keeps(WeeklyNeeds, JournalName("Besoins de la semaine"))
keeps(TrainingOffer, JournalName("Offre de formation", "{0.title}"))
keeps(LocalTrainingRules, JournalName("Règles de l’académie"))
keeps(
    LocalTraining,
    Until(
        REQUESTS,
        rows=lambda rows, now: rows.filter(made_on__lt=years(KEPT_YEARS)(now).date(), sessions__isnull=True),
    ),
    JournalName(
        "Demande de formation", "{0.title}", "training:local_training_page", by="pk", right=read_plan
    ),
)


keeps(
    TrainingSession,
    Known(
        SPEAKERS,
        (
            Erased(
                "Séances de formation qu’il anime",
                becomes="gardées, sans nom",
                leaves={"host_words": "", "details": ""},
            ),
        ),
        {"titre": "title", "le": "starts_at", "qui anime": "host_words"},
        name="host_words",
        where=Q(host__isnull=True),
        what="le nom, dans une séance, une action ou une décision",
    ),
    About(STAFF),
    Erased(
        "Séances de formation que cette personne anime",
        "host",
        named_in=("host_words", "details", "title", "place"),
        becomes="gardées, sans nom",
        leaves={"host_words": "", "details": ""},
    ),
    Until(REQUESTS, "ends_at", years(KEPT_YEARS), also=(SessionRegistration, SessionOpinion)),
    Until(NAMES, "ends_at", years(NAMED_YEARS), leaves={"host": None, "host_words": "", "details": ""}),
    Own("formations animées", {"titre": "title", "le": "starts_at"}, by="le", of="host"),
    JournalName("Séance de formation", "{0.title}", "training:session_page", by="pk", right=read_sessions),
)
keeps(
    SessionRegistration,
    Erased("Inscriptions et présences à des formations", "person", becomes="gardées, sans nom"),
    Until(NAMES, "session__ends_at", years(NAMED_YEARS), leaves={"person": None}),
    Own(
        "inscriptions à des formations",
        {"titre": "session__title", "le": "session__starts_at", "présent": "is_present"},
        by="le",
    ),
)
keeps(SessionOpinion)

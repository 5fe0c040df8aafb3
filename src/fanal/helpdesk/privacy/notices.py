"""What is kept of how somebody wants to be written to, and of the news that wait for them."""

from fanal.core.people.personal_data import AppPrivacy, Erased, Own, Until, days
from fanal.helpdesk.models import (
    NoticeChoice,
    OutageFollower,
    WaitingNotice,
)
from fanal.helpdesk.rules.notification_frequency import NotificationFrequency

keeps = AppPrivacy("helpdesk", "Demandes", place="helpdesk.notices")
NOTICES = keeps.rule(
    "helpdesk.notices",
    "Le choix de ses courriels : jusqu’au départ ; une nouvelle en attente du récapitulatif : "
    "14 jours au plus.",
)

keeps(
    NoticeChoice,
    Erased("Choix de ses courriels", "person"),
    Until(NOTICES, "person__left_on", days(0)),
    Own(
        "courriels des demandes",
        {"choix": "frequency"},
        by="choix",
        labels={"choix": NotificationFrequency},
        is_word=True,
    ),
)
keeps(
    OutageFollower,
    Erased("Pannes dont elle attend la fin", "person"),
    Until(NOTICES, "person__left_on", days(0)),
    Until(NOTICES, "asked_at", days(90)),
    Own("pannes suivies", {"service": "service__name", "demandé le": "asked_at"}, by="demandé le"),
)
keeps(
    WaitingNotice,
    Erased("Nouvelles en attente", "person"),
    Until(NOTICES, "written_at", days(14)),  # too old to be told
    Own("nouvelles en attente", {"sur": "about", "dit": "said", "le": "written_at"}, by="le"),
)

"""What the list of training keeps about somebody: all of it is theirs.

The year after they left is our own choice. The journal says that a line changed, never what it says.
"""

from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Own, Until, years
from fanal.missions.models import OwnTraining
from fanal.missions.rules.training import Way

SENTENCES = {
    "missions.training_noted": "Formation notée",
    "missions.training_shared": "Partage d’une formation changé",
    "missions.training_removed": "Formation retirée",
}

keeps = AppPrivacy("missions", "La mission", SENTENCES, place="missions.training")
TRAINING = keeps.rule(
    "missions.training",
    "Les formations d’une personne : jusqu’à ce qu’elle les retire, ou un an après son départ.",
)

keeps(
    OwnTraining,
    Erased("Formations suivies et données", "person"),
    Until(TRAINING, "person__left_on", years(1)),
    Own(
        "formations suivies et données",
        {
            "sens": "way",
            "jour": "day",
            "titre": "title",
            "minutes": "minutes",
            "organisée par": "organiser",
            "personnes": "people",
            "comptée pour la direction": "is_shared",
        },
        by="jour",
        labels={"sens": Way},
        is_private=True,
    ),
    JournalName("Formation"),
)

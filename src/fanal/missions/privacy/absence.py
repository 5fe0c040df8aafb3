"""What absences and hours of presence keep about people. Their times are a choice of Fanal."""

from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Own, Until, days
from fanal.core.text.french import WEEKDAYS
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.policies.absence import read_absences
from fanal.missions.rules.absence import KEPT_DAYS

SENTENCES = {
    "missions.absence_said": "Absence annoncée",
    "missions.absence_ended": "Absence finie plus tôt",
    "missions.absence_withdrawn": "Absence retirée",
    "missions.hour_said": "Heure de présence ajoutée",
    "missions.hour_withdrawn": "Heure de présence retirée",
}

keeps = AppPrivacy("missions", "La mission", SENTENCES, place="missions.absence")
ABSENCES = keeps.rule(
    "missions.absences", f"L’absence d’un référent : {KEPT_DAYS} jours après sa fin, elle s’efface."
)
HOURS = keeps.rule(
    "missions.hours", "Les heures de présence d’une personne : jusqu’à ce qu’elle les retire, ou parte."
)

keeps(
    Absence,
    Erased("Absences", "person"),
    Erased("Absences où cette personne répond", "substitute", becomes="sans dire qui répond"),
    Erased("Absences dites par cette personne", "said_by", becomes="sans dire par qui"),
    Until(ABSENCES, "last_day", days(KEPT_DAYS)),
    Own(
        "absences",
        {"du": "first_day", "au": "last_day", "réponse à partir du": "answers_from"},
        by="du",
    ),
    JournalName("Absence", "{0}", "absences:absence", right=read_absences),
)
keeps(
    PresenceHour,
    Erased("Heures de présence", "person"),
    Until(HOURS, "person__left_on", days(0)),
    Own(
        "heures de présence",
        {"jour": "weekday", "de": "starts", "à": "ends", "où": "place"},
        by="jour",
        labels={"jour": WEEKDAYS.__getitem__},
    ),
    JournalName("Heure de présence", "{0}", "absences:absence", right=read_absences),
)

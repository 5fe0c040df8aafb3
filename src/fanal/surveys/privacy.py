"""What surveys keep: counts that nobody stands behind, and for a year the words that people wrote."""

from fanal.core.people.kinds import ANYONE
from fanal.core.people.personal_data import About, AppPrivacy, JournalName, Until, days, years
from fanal.surveys.models import (
    Survey,
    SurveyCell,
    SurveyOption,
    SurveyPublication,
    SurveyQuestion,
    SurveySending,
    SurveyTicket,
    SurveyWord,
)

SENTENCES = {
    "surveys.survey_begun": "Questionnaire préparé",
    "surveys.survey_changed": "Questionnaire modifié",
    "surveys.questions_changed": "Questions d’un questionnaire modifiées",
    "surveys.survey_removed": "Questionnaire supprimé avant son ouverture",
    "surveys.survey_opened": "Questionnaire ouvert",
    "surveys.survey_ended": "Questionnaire terminé",
    "surveys.survey_published": "Résultats d’un questionnaire publiés",
    "surveys.link_renewed": "Lien d’un questionnaire changé",
    "surveys.tickets_made": "Billets d’un questionnaire imprimés",
    "surveys.word_withdrawn": "Mots libres d’un questionnaire retirés",
}
KEPT_YEARS, WORDS_YEARS, TICKET_DAYS = 5, 1, 92

keeps = AppPrivacy(
    "surveys",
    "Questionnaires",
    SENTENCES,
    place="surveys",
    purpose="Interroger les personnels et les élèves sans savoir qui répond",
)
SURVEYS = keeps.rule(
    "surveys.surveys",
    "Un questionnaire : cinq ans après sa fin, avec ses nombres ; ceux qui ont répondu n’y sont pas.",
)
WORDS = keeps.rule("surveys.words", "Les mots libres d’un questionnaire : un an après sa fin.")
TICKETS = keeps.rule("surveys.tickets", "Les billets d’un questionnaire : 92 jours après sa fin.")

keeps(
    Survey,
    Until(
        SURVEYS,
        "closed_on",
        years(KEPT_YEARS),
        also=(SurveyQuestion, SurveyOption, SurveyCell, SurveySending, SurveyPublication),
        keeps_history=True,
    ),
    JournalName("Questionnaire", "{0.title}", "surveys:survey_page", by="pk"),
)
keeps(SurveyQuestion, JournalName("Question d’un questionnaire"))
keeps(SurveyOption, JournalName("Choix d’une question"))
keeps(SurveyCell, JournalName("Case d’un tableau croisé"))
keeps(SurveyPublication, JournalName("Résultats d’un questionnaire"))
keeps(
    SurveyWord,
    About(ANYONE, "text", what="quelques mots écrits sans nom d’auteur"),
    Until(WORDS, "question__survey__closed_on", years(WORDS_YEARS)),
    JournalName("Mots libres"),
)
keeps(
    SurveyTicket,
    Until(TICKETS, "survey__closed_on", days(TICKET_DAYS)),
    JournalName("Billet de questionnaire"),
)
keeps(SurveySending, JournalName("Formulaire compté"))

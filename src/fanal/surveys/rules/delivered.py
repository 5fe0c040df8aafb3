"""Which questionnaires does Fanal bring along? Three of ours, to be changed before they are opened.

Source: our own wording. The first one measures the indicator US1 (how many use digital tools every week), as
the national surveys on school equipment and on virtual learning environments ask it.
"""

from dataclasses import dataclass

from fanal.surveys.rules.codes import QuestionKind

ONE, SEVERAL, WORDS = QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.WORDS
US1 = "US1"
OFTEN = ("Chaque jour", "Chaque semaine", "Chaque mois", "Plus rarement", "Jamais")
WEEKLY = frozenset(OFTEN[:2])
NO_PUPILS = "Je n’ai pas d’élèves"  # vie scolaire, administration: US1 is of those who teach
SUBJECTS = (
    "Lettres, langues, histoire-géographie",
    "Mathématiques, sciences, technologie",
    "Arts, sport, documentation",
    "Enseignement professionnel",
    "Vie scolaire et autres personnels",
)
GOOD = ("Très bien", "Plutôt bien", "Plutôt mal", "Très mal", "Je ne m’en sers pas")


@dataclass(frozen=True)
class DeliveredQuestion:
    """`counted`: the options that are the numerator of the indicator `measure`.

    `outside`: those of whom it does not speak.
    """

    text: str
    kind: QuestionKind
    labels: tuple[str, ...] = ()
    is_profile: bool = False
    measure: str = ""
    counted: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DeliveredSurvey:
    title: str
    intro: str
    questions: tuple[DeliveredQuestion, ...]


PROFILE = DeliveredQuestion("Vous travaillez en…", ONE, SUBJECTS, is_profile=True)
DELIVERED = {
    "usages": DeliveredSurvey(
        "Usages du numérique",
        "Deux minutes, sans votre nom. Vos réponses aident à choisir ce qu’on équipe et ce qu’on forme.",
        (
            PROFILE,
            DeliveredQuestion(
                "Utilisez-vous le numérique avec vos élèves ?",
                ONE,
                (*OFTEN, NO_PUPILS),
                measure=US1,
                counted=WEEKLY,
                outside=frozenset({NO_PUPILS}),
            ),
            DeliveredQuestion(
                "Pour quoi faire ?",
                SEVERAL,
                (
                    "Montrer un document",
                    "Faire chercher et lire",
                    "Faire écrire ou créer",
                    "Entraîner et évaluer",
                    "Aider des élèves à besoins particuliers",
                    "Rendre et corriger des travaux",
                ),
            ),
            DeliveredQuestion("Préparez-vous vos cours avec l’ENT ou ses ressources ?", ONE, OFTEN),
            DeliveredQuestion(
                "Qu’est-ce qui vous retient le plus ?",
                SEVERAL,
                (
                    "Le matériel disponible",
                    "Le réseau",
                    "Le temps",
                    "Je ne sais pas comment faire",
                    "Je n’en vois pas l’intérêt pour mes cours",
                    "Rien ne me retient",
                ),
            ),
            DeliveredQuestion("Un mot à ajouter ?", WORDS),
        ),
    ),
    "equipement": DeliveredSurvey(
        "Équipement et réseau",
        "Deux minutes, sans votre nom : ce qui marche, ce qui manque, et où.",
        (
            PROFILE,
            DeliveredQuestion("Le poste et le vidéoprojecteur de vos salles marchent…", ONE, GOOD),
            DeliveredQuestion("Le réseau et le wifi marchent…", ONE, GOOD),
            DeliveredQuestion("Réserver une salle ou un lot de tablettes se passe…", ONE, GOOD),
            DeliveredQuestion("Quand une panne est signalée, elle est traitée…", ONE, GOOD),
            DeliveredQuestion(
                "Que faudrait-il d’abord ?",
                SEVERAL,
                (
                    "Des postes plus récents",
                    "Un meilleur réseau",
                    "Plus de tablettes ou de portables",
                    "Un meilleur son",
                    "Des logiciels",
                    "De l’aide sur place",
                ),
            ),
            DeliveredQuestion("Un lieu, un problème à signaler ?", WORDS),
        ),
    ),
    "formation": DeliveredSurvey(
        "Besoins de formation au numérique",
        "Deux minutes, sans votre nom. Les besoins qui se ressemblent deviennent une formation ici.",
        (
            PROFILE,
            DeliveredQuestion(
                "Sur quoi aimeriez-vous avancer ?",
                SEVERAL,
                (
                    "L’ENT et le cahier de textes",
                    "Évaluer avec le numérique",
                    "Créer des ressources",
                    "L’école inclusive",
                    "L’intelligence artificielle",
                    "Données personnelles et droit d’auteur",
                    "Éducation aux médias",
                    "Pix et les compétences des élèves",
                ),
            ),
            DeliveredQuestion(
                "Sous quelle forme ?",
                SEVERAL,
                (
                    "Une heure ici, entre collègues",
                    "Une demi-journée ici, avec un formateur",
                    "Un stage de l’académie",
                    "À distance, à mon rythme",
                    "Une visite dans la classe d’un collègue",
                ),
            ),
            DeliveredQuestion(
                "À quel moment ?",
                SEVERAL,
                ("Le midi", "Le mercredi après-midi", "En fin de journée", "Pendant une journée banalisée"),
            ),
            DeliveredQuestion(
                "Aideriez-vous un collègue ?",
                ONE,
                ("Oui, volontiers", "Oui, si l’on m’aide à préparer", "Non"),
            ),
            DeliveredQuestion("Un besoin que la liste ne dit pas ?", WORDS),
        ),
    ),
}

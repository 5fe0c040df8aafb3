"""The closed lists of a processing: whose data, which data, on what ground, under whose responsibility.

Headings of the register model published by the CNIL (article 30 RGPD); grounds of articles 6 and 9 RGPD.
Codes are kept, labels are what people read.
"""

from fanal.core.labelled import Labelled


class Controller(Labelled):
    """Who decides why and how: the school's head, or somebody else whose register it belongs to."""

    HEAD = "head", "Le chef d’établissement"
    JOINT = "joint", "Le chef d’établissement, avec un autre responsable"
    OTHER = "other", "Un autre responsable"


class LegalBasis(Labelled):
    """Article 6, paragraph 1 RGPD."""

    PUBLIC_TASK = "public_task", "Mission d’intérêt public"
    LAW = "law", "Obligation légale"
    CONSENT = "consent", "Consentement"
    CONTRACT = "contract", "Contrat"
    VITAL = "vital", "Sauvegarde des intérêts vitaux"
    INTEREST = "interest", "Intérêt légitime"


class People(Labelled):
    """Whose data."""

    PUPILS = "pupils", "Élèves"
    GUARDIANS = "guardians", "Responsables légaux"
    TEACHERS = "teachers", "Enseignants"
    STAFF = "staff", "Autres personnels"
    VISITORS = "visitors", "Intervenants et visiteurs"
    OTHERS = "others", "Autres personnes"


class Data(Labelled):
    """The categories of the CNIL’s model."""

    IDENTITY = "identity", "État civil, identité, images"
    PERSONAL = "personal", "Vie personnelle"
    PROFESSIONAL = "professional", "Vie scolaire ou professionnelle"
    ECONOMIC = "economic", "Informations économiques et financières"
    CONNECTION = "connection", "Données de connexion"
    LOCATION = "location", "Données de localisation"
    INTERNET = "internet", "Données de navigation"
    OTHER = "other", "Autres données"


class Sensitive(Labelled):
    """Article 9 RGPD, and article 10 for the last; the national number as the CNIL’s model asks."""

    HEALTH = "health", "Santé"
    ORIGIN = "origin", "Origine raciale ou ethnique"
    OPINION = "opinion", "Opinions politiques"
    BELIEF = "belief", "Convictions religieuses ou philosophiques"
    UNION = "union", "Appartenance syndicale"
    SEX_LIFE = "sex_life", "Vie ou orientation sexuelle"
    BIOMETRIC = "biometric", "Données biométriques ou génétiques"
    NIR = "nir", "Numéro de sécurité sociale (NIR)"
    OFFENCE = "offence", "Infractions et condamnations"


class SecurityMeasure(Labelled):
    """Security measures, by the headings of the CNIL’s model."""

    ACCESS = "access", "Contrôle d’accès des utilisateurs"
    TRACES = "traces", "Traçabilité"
    SOFTWARE = "software", "Protection des logiciels"
    BACKUP = "backup", "Sauvegarde des données"
    ENCRYPTION = "encryption", "Chiffrement"
    PROCESSORS = "processors", "Contrôle des sous-traitants"
    OTHER = "other", "Autres mesures"


class Dpia(Labelled):
    """Is an impact assessment (AIPD, article 35 RGPD) needed, and where is it?"""

    TO_SAY = "to_say", "À étudier"
    NOT_NEEDED = "not_needed", "Pas nécessaire"
    ELSEWHERE = "elsewhere", "Faite par un autre responsable"
    NEEDED = "needed", "Nécessaire, à faire"
    DONE = "done", "Faite ici"


class ProcessingPartKind(Labelled):
    """What a processing has several of."""

    RETENTION = "retention", "Durée de conservation"
    INSIDE = "inside", "Destinataire dans l’établissement"
    OUTSIDE = "outside", "Destinataire extérieur"
    PROCESSOR = "processor", "Sous-traitant"
    TRANSFER = "transfer", "Transfert hors de l’Union européenne"


class ProcessingState(Labelled):
    """`DECLARED`: a colleague says that they use it, nobody has looked at it yet."""

    DECLARED = "declared", "Déclaré, à examiner"
    DRAFT = "draft", "Brouillon"
    KEPT = "kept", "Au registre"
    ENDED = "ended", "Terminé"

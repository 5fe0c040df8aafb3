"""Sheets to start from, for what most schools do. Proposals to read over with the DPD, never law.

Services and who runs them: `docs/domain/services.md`, « Services of a school ». Purposes are written by us.
Legal grounds, retentions, processors and impact assessments are left to be said, but for what a source gives.
"""

from dataclasses import dataclass, field

from fanal.privacy.rules.codes import Controller, Data, People, Sensitive


@dataclass(frozen=True)
class Model:
    """What a new sheet says already."""

    code: str
    name: str
    purposes: str
    people: tuple[People, ...]
    data: tuple[Data, ...]
    controller: Controller = Controller.HEAD
    controller_name: str = ""
    tool: str = ""
    sensitive: tuple[Sensitive, ...] = ()
    inside: tuple[str, ...] = field(default=())
    outside: tuple[tuple[str, str], ...] = field(default=())
    data_words: str = ""


PUPILS_AND_STAFF = (People.PUPILS, People.TEACHERS, People.STAFF)
SCHOOL_LIFE = (Data.IDENTITY, Data.PROFESSIONAL, Data.CONNECTION)
MODELS = (
    Model(
        "ent",
        "Espace numérique de travail (ENT)",
        "Donner à chacun un espace de travail, de communication et de ressources\nPublier les informations "
        "de l’établissement",
        (*PUPILS_AND_STAFF, People.GUARDIANS),
        SCHOOL_LIFE,
        inside=("Équipe éducative", "Élèves et familles"),
    ),
    Model(
        "vie-scolaire",
        "Vie scolaire, notes et absences",
        "Suivre les absences, les notes et la scolarité\nInformer les familles",
        (*PUPILS_AND_STAFF, People.GUARDIANS),
        SCHOOL_LIFE,
        inside=("Équipe éducative", "Vie scolaire"),
    ),
    Model(
        "gar",
        "Accès aux ressources numériques (GAR)",
        "Affecter aux élèves et aux enseignants les manuels et ressources de l’établissement",
        PUPILS_AND_STAFF,
        (Data.IDENTITY, Data.CONNECTION),
        controller=Controller.OTHER,
        controller_name="Le ministère chargé de l’éducation nationale",
        inside=("Responsable d’affectation",),
    ),
    Model(
        "educonnect",
        "Comptes d’accès des élèves et des responsables (ÉduConnect)",
        "Donner à chaque élève et à chaque responsable un compte pour les services de l’État",
        (People.PUPILS, People.GUARDIANS),
        (Data.IDENTITY, Data.CONNECTION),
        controller=Controller.OTHER,
        controller_name="Le ministère chargé de l’éducation nationale",
        tool="ÉduConnect",
        inside=("Direction, délégués d’ÉduConnect",),
    ),
    Model(
        "elea",
        "Cours en ligne (Éléa)",
        "Proposer des parcours de cours et suivre le travail des élèves",
        (People.PUPILS, People.TEACHERS),
        SCHOOL_LIFE,
        tool="Éléa",
        inside=("Enseignants concernés",),
    ),
    Model(
        "pix",
        "Compétences numériques (Pix)",
        "Développer, évaluer et certifier les compétences numériques des élèves",
        (People.PUPILS, People.TEACHERS),
        (Data.IDENTITY, Data.PROFESSIONAL),
        tool="Pix Orga, Pix Certif",
        inside=("Équipe éducative",),
    ),
    Model(
        "fanal",
        "Assistance, équipements et services numériques (Fanal)",
        "",  # said by the rooms themselves: `reading.models`
        (),
        (*SCHOOL_LIFE, Data.ECONOMIC),
        tool="Fanal",
        inside=("Direction", "Gestionnaire", "Référent numérique"),
        outside=(
            ("La collectivité", "les demandes qui lui sont transmises, le matériel et les salles"),
            ("Le rectorat", "les propositions d’indemnité"),
            ("Membres extérieurs de la commission", "convocations et comptes rendus"),
            ("Lecteurs d’un rapport", "le rapport figé que la direction leur envoie"),
            ("Le conseiller de l’académie", "des indicateurs sans nom, si la direction l’accepte"),
        ),
    ),
    Model(
        "reseau",
        "Réseau pédagogique et Wi-Fi",
        "Donner accès aux ordinateurs et à l’internet\nRépondre d’un usage contraire à la charte",
        PUPILS_AND_STAFF,
        (Data.IDENTITY, Data.CONNECTION, Data.INTERNET),
        inside=("Référent numérique",),
    ),
    Model(
        "site",
        "Site de l’établissement",
        "Informer les familles et le public\nPublier travaux et photographies avec l’accord de chacun",
        (People.PUPILS, People.GUARDIANS, People.TEACHERS, People.STAFF),
        (Data.IDENTITY,),
        inside=("Rédacteurs du site",),
    ),
    Model(
        "videoprotection",
        "Vidéoprotection",
        "Protéger les personnes et les biens aux entrées et sorties",
        (*PUPILS_AND_STAFF, People.VISITORS),
        (Data.IDENTITY,),
        inside=("Personnes habilitées",),
    ),
    Model(
        "pai",
        "Projets d’accueil individualisé (PAI)",
        "Accueillir un élève dont la santé demande un aménagement",
        (People.PUPILS, People.GUARDIANS),
        (Data.IDENTITY, Data.PROFESSIONAL),
        sensitive=(Sensitive.HEALTH,),
        inside=("Infirmerie", "Direction"),
    ),
)

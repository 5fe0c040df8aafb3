"""What is proposed in June and July, before the year ends? Sources beside each task. Pure."""

from fanal.agenda.rules.catalogue.proposed import COLLEGE, ProposedTask, after, last_week_before, on_the
from fanal.agenda.rules.codes import Activity, TaskCertainty, TaskOwner
from fanal.agenda.rules.due import Anchor

ADVICE, EQUIPMENT, SERVICES, MISSION = Activity
LEAD, HEAD, DEPUTY, BURSAR = TaskOwner
READ = TaskCertainty.READ

SUMMER = (
    ProposedTask(
        "project", "Mettre à jour la partie numérique du projet d’établissement",
        "Conseil pédagogique, puis conseil d’administration.",
        ADVICE, HEAD, on_the(Anchor.M06, 15), remind_days=21,
    ),
    ProposedTask(
        "commission-3", "Réunir la commission numérique : le rapport de l’année",
        "", ADVICE, LEAD, on_the(Anchor.M06, 20), "DRANE de Lyon, lettre de mission", READ,
    ),
    ProposedTask(
        "pix-6e", "Terminer l’attestation Pix de sixième et reporter les compétences",
        "Derniers rattrapages, puis le bilan de fin d’année.",
        SERVICES, LEAD, on_the(Anchor.M06, 15),
        "DANE de Lille, compétences numériques du cycle 3 au lycée", READ, COLLEGE,
    ),
    ProposedTask(
        "groups", "Figer les groupes, exporter ce qui doit être gardé",
        "Espaces et groupes de l’ENT, avant que la bascule ne les vide.",
        SERVICES, LEAD, last_week_before(Anchor.M07),
    ),
    ProposedTask(
        "loans-back", "Reprendre les prêts, noter les dégâts, compter le stock",
        "", EQUIPMENT, LEAD, after(Anchor.LESSONS_END, -14),
        "Convention de mise à disposition, collège Barnier (académie d’Aix-Marseille)", READ,
    ),
    ProposedTask(
        "leavers", "Prévenir ceux qui partent de récupérer leurs données, fermer les invités",
        "Élèves et personnels : ce qu’ils gardent de l’ENT, jusqu’à quand.",
        SERVICES, LEAD, last_week_before(Anchor.M07),
    ),
    ProposedTask(
        "hand-over", "Préparer le dossier de passation",
        "Si le référent change : relire « Passation », y dire où sont les accès, laisser une note.",
        MISSION, LEAD, after(Anchor.LESSONS_END, -7),
    ),
    ProposedTask(
        "structure", "Préparer la structure de l’an prochain dans SIECLE et STSWEB",
        "Divisions, groupes, MEF, services. Noter la fenêtre de bascule de l’ENT : on ne s’y connecte plus.",
        SERVICES, DEPUTY, after(Anchor.LESSONS_END, 5),
        "Liste des modules de SIECLE (docplayer.fr/63760883) ; la date est un usage",
    ),
    ProposedTask(
        "works", "Fixer avec la collectivité les travaux de l’été",
        "Câblage, remise à neuf des postes, livraisons : qui ouvre, qui reçoit.",
        EQUIPMENT, BURSAR, after(Anchor.LESSONS_END),
    ),
    ProposedTask(
        "imp-last", "Vérifier la dernière part de l’IMP",
        "", MISSION, HEAD, on_the(Anchor.M07, 31),
    ),
)  # fmt: skip

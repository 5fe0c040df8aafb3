"""What is proposed from January to the end of May? Sources beside each task. Pure."""

from fanal.agenda.rules.catalogue.proposed import (
    COLLEGE,
    LYCEES,
    TUESDAY,
    ProposedTask,
    last_week_before,
    on_the,
)
from fanal.agenda.rules.codes import Activity, TaskCertainty, TaskOwner
from fanal.agenda.rules.due import Anchor, DueRule, Snap

ADVICE, EQUIPMENT, SERVICES, MISSION = Activity
LEAD, HEAD, DEPUTY, BURSAR = TaskOwner
READ, TOLD = TaskCertainty.READ, TaskCertainty.TOLD

SPRING = (
    ProposedTask(
        "resources", "Consulter les disciplines sur les manuels et ressources de l’an prochain",
        "", ADVICE, LEAD, last_week_before(Anchor.M02),
    ),
    ProposedTask(
        "imp-envelope", "Noter l’enveloppe d’IMP notifiée avec la DHG",
        "", MISSION, HEAD, last_week_before(Anchor.M02),
    ),
    ProposedTask(
        "safer-internet", "Préparer une action pour la Journée pour un internet plus sûr",
        "En classe, avec le CPE.",
        ADVICE, LEAD, DueRule(Anchor.M02, snap=Snap.NEXT, weekday=TUESDAY), remind_days=21,
    ),
    ProposedTask(
        "imp-councils", "Présenter la répartition des IMP au conseil pédagogique, puis au CA",
        "Deux avis, dans cet ordre.",
        MISSION, HEAD, on_the(Anchor.M06, 15), remind_days=30,
    ),
    ProposedTask(
        "commission-2", "Réunir la commission numérique : indicateurs du milieu d’année",
        "", ADVICE, LEAD, last_week_before(Anchor.M04),
        "DANE de Versailles, la commission numérique de l’établissement", READ,
    ),
    ProposedTask(
        "gar-licences", "Récupérer les licences inutiles dans le GAR",
        "Et lire les nouveautés de la console.",
        SERVICES, LEAD, on_the(Anchor.M03, 15), "DANE de Nice, console d’affectation du GAR, mars 2025", READ,
    ),
    ProposedTask(
        "pix-certify-3e", "Organiser la certification Pix des troisièmes",
        "De mi-mars à mi-juin environ, puis une semaine de rattrapage : prenez les dates que Pix annonce.",
        SERVICES, LEAD, on_the(Anchor.M03, 15), "DANE de Lille, Pix", READ, COLLEGE,
    ),
    ProposedTask(
        "pix-ia-college", "Faire faire Pix IA à toutes les classes de quatrième",
        "Obligatoire depuis 2026-2027. Cette année-là seulement, aussi les troisièmes qui ne l’ont pas fait "
        "en 2025-2026. La fenêtre est celle que Pix annonce.",
        SERVICES, LEAD, on_the(Anchor.M05, 15), "Note du 23 janvier 2026 sur Pix IA", TOLD, COLLEGE,
        remind_days=60,
    ),
    ProposedTask(
        "pix-ia-lycee", "Faire faire Pix IA aux secondes et aux CAP de première année",
        "Obligatoire depuis 2026-2027. Cette année-là seulement, aussi les premières et les CAP de deuxième "
        "année qui ne l’ont pas fait en 2025-2026. La fenêtre est celle que Pix annonce.",
        SERVICES, LEAD, on_the(Anchor.M05, 15), "Note du 23 janvier 2026 sur Pix IA", TOLD, LYCEES,
        remind_days=60,
    ),
    ProposedTask(
        "training-next", "Déposer les demandes de formation de l’an prochain",
        "La date est celle de la campagne de votre EAFC.",
        ADVICE, HEAD, on_the(Anchor.M05, 15), "EAFC de Grenoble, formations d’initiative territoriale", READ,
    ),
    ProposedTask(
        "libre-educatif", "Annoncer la journée du libre éducatif",
        "Reporter la date de l’année.",
        ADVICE, LEAD, on_the(Anchor.M04, 1), "La gazette de la Forge des communs numériques éducatifs", READ,
    ),
    ProposedTask(
        "renewal", "Écrire le plan de renouvellement et préparer le dialogue avec la collectivité",
        "Demandes classées, appuyées sur l’âge et les pannes.",
        EQUIPMENT, LEAD, last_week_before(Anchor.M05),
        "DANE de Dijon, référents numériques", READ, remind_days=21,
    ),
    ProposedTask(
        "survey", "Demander leur avis aux élèves et aux personnels",
        "Un questionnaire court, anonyme ; SELFIE est une possibilité.",
        ADVICE, LEAD, on_the(Anchor.M05, 20), "European Proceedings, étude sur SELFIE", READ,
    ),
)  # fmt: skip

"""What is proposed from the end of August to Christmas? Sources beside each task. Pure."""

from fanal.agenda.rules.catalogue.proposed import (
    LYCEES,
    MONDAY,
    ProposedTask,
    after,
    last_week_before,
    on_the,
)
from fanal.agenda.rules.codes import Activity, TaskCertainty, TaskOwner
from fanal.agenda.rules.due import Anchor, DueRule, ShiftUnit, Snap

ADVICE, EQUIPMENT, SERVICES, MISSION = Activity
LEAD, HEAD, DEPUTY, BURSAR = TaskOwner
READ = TaskCertainty.READ
A_WEEK_BEFORE = DueRule(Anchor.PUPILS_BACK, -1, ShiftUnit.WEEKS, Snap.WEEK, MONDAY)

AUTUMN = (
    ProposedTask(
        "after-switch", "Vérifier l’ENT après la bascule, essayer salles, Wi-Fi et impression",
        "Se connecter à l’ENT, relire les comptes administrateurs, allumer chaque salle avant les élèves.",
        SERVICES, LEAD, A_WEEK_BEFORE,
    ),
    ProposedTask(
        "siecle-check", "Contrôler SIECLE et STSWEB après la bascule",
        "Données communes, nomenclatures, divisions et groupes, erreurs d’échange avec STSWEB.",
        SERVICES, DEPUTY, after(Anchor.TEACHERS_BACK),
        "Liste des modules de SIECLE (docplayer.fr/63760883)", READ,
    ),
    ProposedTask(
        "welcome", "Accueillir les nouveaux collègues à la prérentrée",
        "Leur compte, la charte, comment demander de l’aide.",
        ADVICE, LEAD, after(Anchor.TEACHERS_BACK),
    ),
    ProposedTask(
        "delegations", "Signer les désignations de l’année",
        "Qui administre l’ENT, le GAR, ÉduConnect, Pix, Éléa, et jusqu’à quand.",
        SERVICES, HEAD, after(Anchor.PUPILS_BACK, 4),
    ),
    ProposedTask(
        "educonnect", "Remettre les codes ÉduConnect aux nouveaux élèves",
        "Et rappeler aux responsables qu’ils peuvent s’inscrire eux-mêmes.",
        SERVICES, LEAD, after(Anchor.PUPILS_BACK, 15), "DANE de Bordeaux, administrer ÉduConnect", READ,
    ),
    ProposedTask(
        "directory-check", "Contrôler l’annuaire : absents, doublons, arrivées tardives",
        "Ce qui manque se corrige dans SIECLE ou STSWEB, jamais dans l’ENT. Invités : renouveler ou fermer.",
        SERVICES, LEAD, after(Anchor.PUPILS_BACK, 20),
        "Atrium, fonctionnement de l’annuaire (atrium-paca.fr)", READ,
    ),
    ProposedTask(
        "loans-out", "Faire signer les conventions de prêt et remettre les appareils",
        "Convention signée avant la remise ; état noté à deux.",
        EQUIPMENT, LEAD, after(Anchor.PUPILS_BACK, 24),
        "Convention de mise à disposition, collège Barnier (académie d’Aix-Marseille)", READ,
    ),
    ProposedTask(
        "gar", "Affecter les ressources dans le GAR",
        "Quand les classes ne bougent plus.",
        SERVICES, LEAD, after(Anchor.PUPILS_BACK, 29),
    ),
    ProposedTask(
        "pix-import", "Importer les élèves dans Pix Orga et ouvrir les campagnes de rentrée",
        "", SERVICES, LEAD, after(Anchor.PUPILS_BACK, 29),
    ),
    ProposedTask(
        "mission-letter", "Relire ensemble la mission et clore la fiche des besoins",
        "Qui fait quoi cette année. La lettre de mission est utile, elle n’est pas obligatoire.",
        MISSION, LEAD, after(Anchor.PUPILS_BACK, 15),
        "DRANE de Versailles, lettre de mission du référent", READ,
    ),
    ProposedTask(
        "training-needs", "Recueillir les besoins de formation et préparer les demandes d’initiative locale",
        "", ADVICE, LEAD, after(Anchor.AUTUMN, -7),
        "EAFC de Nancy-Metz, formations d’initiative locale", READ,
    ),
    ProposedTask(
        "commission-1", "Réunir la commission numérique : bilan, indicateurs, calendrier",
        "Première réunion de l’année.",
        ADVICE, LEAD, after(Anchor.AUTUMN),
        "DANE de Versailles, la commission numérique de l’établissement", READ,
    ),
    ProposedTask(
        "inventory", "Faire l’inventaire, relever l’âge du parc, passer dans les salles",
        "", EQUIPMENT, LEAD, last_week_before(Anchor.M11),
        "Café pédagogique, 10 septembre 2018, d’après la DEPP (NI 18.20)", READ,
    ),
    ProposedTask(
        "etic", "Répondre à l’enquête sur l’équipement, si elle est ouverte",
        "", ADVICE, HEAD, last_week_before(Anchor.M11),
    ),
    ProposedTask(
        "basin-1", "Aller à la réunion de bassin des référents",
        "Reporter la date de la convocation.",
        ADVICE, LEAD, on_the(Anchor.M10, 15), "DRANE de Versailles, réunions des référents", READ,
    ),
    ProposedTask(
        "needs-sent", "Envoyer les besoins à la collectivité et préparer la part numérique du budget",
        "Avant le 1er novembre, date à laquelle la collectivité notifie sa participation ; la date est celle "
        "de sa campagne, souvent du printemps à septembre.",
        EQUIPMENT, HEAD, on_the(Anchor.M09, 30), "Code de l’éducation, article L421-11", READ, remind_days=14,
    ),
    ProposedTask(
        "pix-certify-lycee", "Organiser la certification Pix (terminale, CAP, BTS)",
        "La fenêtre change chaque année : prenez celle que Pix annonce.",
        SERVICES, LEAD, on_the(Anchor.M11, 15), "DANE de Lille, Pix (dates de 2025-2026)", READ, LYCEES,
    ),
    ProposedTask(
        "imp-first", "Vérifier la première part de l’IMP sur les bulletins de paie",
        "Versée par neuvième ; selon les sources, dès octobre ou en novembre.",
        MISSION, HEAD, on_the(Anchor.M11, 30),
    ),
    ProposedTask(
        "register", "Relire le registre des traitements avec le DPD",
        "", SERVICES, HEAD, on_the(Anchor.M11, 30),
    ),
    ProposedTask(
        "educatech", "Faire une veille spéciale autour d’Educatech",
        "", ADVICE, LEAD, on_the(Anchor.M11, 20), "Éduscol, Educ@tech", READ,
    ),
    ProposedTask(
        "term-1", "Faire le point du trimestre et revoir les accès",
        "Demandes et réservations du trimestre ; qui a accès à quoi, garder ou retirer.",
        EQUIPMENT, LEAD, after(Anchor.CHRISTMAS, -1),
    ),
)  # fmt: skip

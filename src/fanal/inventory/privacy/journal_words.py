"""The journal of machines that report and of their secrets, in French."""

from fanal.core.journal.words import JournalWords, Things
from fanal.core.registry import JOURNAL_WORDS, register

SENTENCES = {
    "equipment.agent_access_opened": "Adresse des agents d’inventaire ouverte",
    "equipment.agent_access_renewed": "Adresse des agents d’inventaire renouvelée",
    "equipment.agent_choice_changed": "Choix des agents d’inventaire changé",
    "equipment.machine_enrolled": "Machine inscrite avec sa propre adresse",
    "equipment.machine_key_to_check": "Adresse propre à vérifier pour une machine déjà connue",
    "equipment.machine_key_confirmed": "Adresse propre confirmée pour une machine",
    "equipment.machine_key_refused": "Adresse propre refusée pour une machine",
    "equipment.machine_key_given": "Adresse propre donnée à une machine",
    "equipment.machine_key_taken_back": "Adresse propre retirée à une machine",
    "equipment.machine_scan_chosen": "Relevé du réseau par une machine : choix changé",
    "equipment.machine_reported": "Machine signalée",
    "equipment.machine_changed": "Machine changée",
    "equipment.machine_doubtful": "Machine à vérifier",
    "equipment.machine_attached": "Machine rattachée à une fiche",
    "equipment.machine_detached": "Machine détachée de sa fiche",
    "equipment.machine_replaced": "Machine remplacée",
    "equipment.machine_ignored": "Machine ignorée",
    "equipment.machine_restored": "Machine suivie de nouveau",
    "equipment.difference_kept": "Différence entre fiche et machine tranchée",
}

register(JOURNAL_WORDS, 20)(
    JournalWords(
        "equipment",
        "Équipements",
        SENTENCES,
        {"equipment.machine": Things("Machine"), "equipment.agentaccess": Things("Agents d’inventaire")},
    )
)

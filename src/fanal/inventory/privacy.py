"""What machines said of themselves goes thirteen months after their last word; their record itself stays.

Thirteen months: a machine that sleeps from one September to the next is still the same one.
"""

from django.db.models import Q

from fanal.core.people.kinds import STAFF
from fanal.core.people.personal_data import About, AppPrivacy, JournalName, Until, days
from fanal.inventory.actions.limits import KEPT
from fanal.inventory.models import AgentAccess, AgentVisit, Difference, Machine, MachineKey

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

keeps = AppPrivacy(
    "equipment",
    "Équipements",
    SENTENCES,
    place="inventory",
    purpose="Recevoir ce que les machines disent d’elles-mêmes",
)
MACHINES = keeps.rule(
    "equipment.machines",
    "Ce qu’une machine a dit d’elle : treize mois après son dernier rapport. Sa fiche reste.",
)
KEYS = keeps.rule("equipment.keys", "L’adresse d’une machine inscrite et jamais signalée : sept jours.")
CALLS = keeps.rule("equipment.calls", "Le compte des appels d’un agent : deux jours.")

keeps(
    Machine,
    About(STAFF, "name", what="le nom d’une machine, parfois celui de qui s’en sert"),
    Until(MACHINES, "last_seen", days(396), also=(Difference,)),
    JournalName("Machine"),
)
keeps(MachineKey, Until(KEYS, "made_at", days(7), where=Q(machine__isnull=True, claims__isnull=True)))
keeps(AgentVisit, Until(CALLS, "since", lambda now: now - KEPT))
keeps(AgentAccess, JournalName("Agents d’inventaire"))

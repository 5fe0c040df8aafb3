"""Who may do what with the machines that report. Each function answers one yes/no question."""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role, System
from fanal.accounts.policies.rights import allows
from fanal.inventory.models import Machine

KEEPERS = (Role.DIGITAL_LEAD, Role.BURSAR, Role.HEAD, Role.DEPUTY)


@allows(System.AGENT, label="Signaler une machine")
def report_machine(actor: Actor, _: None) -> bool:
    return True


@allows(System.AGENT, label="Inscrire une machine qui s’installe")
def enrol_machine(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, System.SETUP, label="Ouvrir et renouveler l’adresse des agents d’inventaire")
def manage_access(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Rattacher une machine à une fiche")
def attach_machine(actor: Actor, machine: Machine) -> bool:
    return True


@allows(*KEEPERS, System.AGENT, label="Créer la fiche d’une machine")
def record_machine(actor: Actor, machine: Machine) -> bool:
    return machine.equipment_id is None


@allows(*KEEPERS, label="Ignorer une machine")
def ignore_machine(actor: Actor, machine: Machine) -> bool:
    return machine.state != Machine.State.IGNORED


@allows(*KEEPERS, label="Ne plus ignorer une machine")
def restore_machine(actor: Actor, machine: Machine) -> bool:
    return machine.state == Machine.State.IGNORED


@allows(*KEEPERS, label="Détacher une machine de sa fiche")
def detach_machine(actor: Actor, machine: Machine) -> bool:
    return machine.equipment_id is not None


@allows(*KEEPERS, label="Trancher entre la fiche et la machine")
def settle_difference(actor: Actor, machine: Machine) -> bool:
    return machine.equipment_id is not None

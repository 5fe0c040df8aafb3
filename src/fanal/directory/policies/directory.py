"""Who may read and change the directory? Minors' data: the team alone, and only what their task needs."""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import LEADERSHIP, Delegated, Role, System
from fanal.accounts.policies.rights import allows
from fanal.core.imports.models import Import
from fanal.directory.models import FormLetter

IMPORTERS = (Role.HEAD, Role.DEPUTY, Delegated.DIRECTORY)


@allows(*IMPORTERS, System.SETUP, label="Importer élèves, personnels et classes")
def import_people(actor: Actor, _: Import | None) -> bool:
    return True


@allows(*LEADERSHIP, Role.BURSAR, label="Lire la liste des élèves et des classes")
def read_pupils(actor: Actor, _: None) -> bool:
    return True


@allows(*LEADERSHIP, Role.BURSAR, label="Exporter la liste des élèves, des personnels et des classes")
def export_people(actor: Actor, _: None) -> bool:
    return True


@allows(*IMPORTERS, label="Réunir deux fiches d’une même personne, ou les séparer")
def join_records(actor: Actor, _: None) -> bool:
    return True


@allows(*LEADERSHIP, Role.BURSAR, System.SETUP, label="Écrire et imprimer des courriers (publipostage)")
def write_letters(actor: Actor, _: FormLetter | None) -> bool:
    return True


@allows(*LEADERSHIP, Role.BURSAR, label="Lire et remplir les fiches d’arrivée et de départ")
def fill_sheet(actor: Actor, _: None) -> bool:
    return True

"""`fanal mail test` and `fanal mail pile`: does mail leave, and whose is the mail that nobody could place?"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from fanal.config.commands.database import ready_django
from fanal.config.explained import Explained
from fanal.core.text.email_address import is_address


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    mail = commands.add_parser("mail", help="essayer l’envoi, et classer les courriels sans établissement")
    verbs = mail.add_subparsers(dest="verb", required=True, metavar="verbe")
    test = verbs.add_parser("test", help="envoyer un vrai courriel d’essai, et dire ce que répond le serveur")
    test.add_argument("address", metavar="adresse")
    test.set_defaults(run=run_test)

    pile = verbs.add_parser("pile", help="les courriels reçus qui ne sont d’aucun établissement")
    gestures = pile.add_subparsers(dest="gesture", required=True, metavar="geste")
    listed = gestures.add_parser("list", help="les montrer, du plus ancien au plus récent")
    listed.set_defaults(run=run_list)
    filed = gestures.add_parser("file", help="en confier un à un établissement, dont l’équipe le triera")
    filed.add_argument("number", type=int, metavar="numéro")
    filed.add_argument("uai")
    filed.set_defaults(run=run_file)
    dropped = gestures.add_parser("drop", help="en effacer un")
    dropped.add_argument("number", type=int, metavar="numéro")
    dropped.set_defaults(run=run_drop)


def run_test(given: argparse.Namespace) -> int:
    if not is_address(given.address):
        raise Explained(f"« {given.address} » n’est pas une adresse de courriel.")
    with ready_django():
        from django.conf import settings

        from fanal.core.mail import probe
        from fanal.core.models import Installation

        if Installation.objects.filter(is_demonstration=True).exists():
            raise Explained("Une démonstration n’envoie jamais rien.")
        if not settings.ENV.smtp_url:
            raise Explained("Aucun serveur d’envoi n’est réglé : donnez FANAL_SMTP_URL.")
        try:
            answer = probe.send_trial(given.address)
        except probe.NoAnswer as problem:
            raise Explained(f"Le serveur d’envoi n’a pas pris le courriel d’essai : {problem}.") from problem
        print(f"Le serveur d’envoi a pris le courriel pour {given.address} : {answer}.")
        print("Vérifiez qu’il est arrivé, et qu’il n’est pas parmi les indésirables.")
    return 0


def run_list(given: argparse.Namespace) -> int:
    with ready_django():
        from fanal.core.mail import pile

        mails = list(pile.waiting())
    for mail in mails:
        reason = f" – {mail.reason}" if mail.reason else ""
        sender, subject = mail.sender or "expéditeur inconnu", mail.subject or "(sans objet)"
        print(f"{mail.number:>6}  {mail.arrived_at:%d/%m/%Y}  {sender}  « {subject} »{reason}")
    if not mails:
        print("Aucun courriel n’attend : chacun a trouvé son établissement.")
    return 0


def run_file(given: argparse.Namespace) -> int:
    with ready_django(), _in_pile(given.number):
        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.config.commands.terminal import school_of
        from fanal.helpdesk.actions.mail import take_from_pile

        school = school_of(given.uai)
        take_from_pile(given.number, school, by=system(System.SETUP))
        print(f"Le courriel {given.number} est confié à {school.name}, qui le trouve dans « Courriers ».")
    return 0


def run_drop(given: argparse.Namespace) -> int:
    with ready_django(), _in_pile(given.number):
        from fanal.core.mail import pile

        pile.drop(given.number)
        print(f"Le courriel {given.number} est effacé.")
    return 0


@contextmanager
def _in_pile(number: int) -> Iterator[None]:
    from fanal.core.mail.pile import NotInPile

    try:
        yield
    except NotInPile as problem:
        raise Explained(
            f"Aucun courriel {number} n’attend : « fanal mail pile list » donne les numéros."
        ) from problem

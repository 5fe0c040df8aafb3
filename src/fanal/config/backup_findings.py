"""Is there a backup, and was one tried? Findings that any machine of the installation gives alike."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from fanal.config.findings import InstallationFinding, doubtful
from fanal.core.operation import facts
from fanal.core.operation.facts import Fact

BACKUP_HOURS, DRILL_DAYS = 26, 35


def of_backups(now: datetime) -> Iterator[InstallationFinding]:
    """A backup of less than a day, and a drill of less than five weeks."""
    backup, drill = facts.moment_of(Fact.BACKUP), facts.moment_of(Fact.DRILL)
    if backup is None:
        yield doubtful("Aucune sauvegarde n’a été faite ici : « fanal backup FICHIER ».")
    elif now - backup > timedelta(hours=BACKUP_HOURS):
        yield doubtful(f"La dernière sauvegarde date du {backup:%d/%m/%Y} : il en faut une par jour.")
    else:
        yield InstallationFinding("La dernière sauvegarde a moins d’un jour.")
    if drill is None or now - drill > timedelta(days=DRILL_DAYS):
        yield doubtful(
            "Aucune sauvegarde n’a été essayée depuis cinq semaines : « fanal restore FICHIER --drill »."
        )

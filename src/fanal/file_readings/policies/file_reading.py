"""Who may look at a reading, and stop it? Whoever brought the file, and nobody else."""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE
from fanal.accounts.policies.rights import allows
from fanal.file_readings.models import FileReading


@allows(*sorted(EVERYONE), label="Suivre et arrêter la lecture d’un fichier qu’on a déposé")
def stop_reading(actor: Actor, reading: FileReading) -> bool:
    return actor.person_id == reading.asked_by_id

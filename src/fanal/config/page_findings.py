"""Would the pages open here? Questions to the files that they ask for, and to the role that they speak as."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fanal.config.findings import InstallationFinding, doubtful, wrong
from fanal.core.database.own_settings import FOUND
from fanal.core.http.static_files import missing_files


def of_pages(home: Path) -> Iterator[InstallationFinding]:
    """The style sheet and the icons that every page asks for: a wheel made without them serves none."""
    if missing := missing_files(home / "static"):
        yield wrong(
            f"Aucune page ne s’ouvrirait : {', '.join(missing)} manque dans {home / 'static'}. Lancez "
            "« fanal migrate » ; si cela ne suffit pas, le paquet installé a été fait sans : réinstallez "
            "Fanal."
        )


def of_settings_of_the_role(cursor: Any) -> Iterator[InstallationFinding]:
    """What every connection of the pages would begin with: the role can set it for itself."""
    cursor.execute(FOUND)
    if found := cursor.fetchone()[0]:
        yield doubtful(
            f"Le rôle fanal_app porte des réglages que Fanal n’a pas mis ({found}) : ils peuvent arrêter "
            "toutes les pages. « fanal serve » les retire en démarrant ; cherchez qui les a mis."
        )

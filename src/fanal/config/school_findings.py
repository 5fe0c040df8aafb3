"""Did a backup bring back what was erased? Findings about schools."""

from collections.abc import Iterator
from pathlib import Path

from fanal.config.findings import InstallationFinding, doubtful


def of_erased_schools(home: Path) -> Iterator[InstallationFinding]:
    """Schools erased for good, and here again since a restore."""
    from fanal.schools.actions.erasure import come_back

    if back := come_back(home):
        yield doubtful(
            f"Effacés d’ici, puis ramenés par une sauvegarde : {', '.join(back)}. Effacez-les de nouveau : "
            "« fanal school erase UAI »."
        )

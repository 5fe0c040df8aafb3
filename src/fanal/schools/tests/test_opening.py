"""Many schools opened from a table: what is lost when the run is cut? A hostile colleague, November 2026."""

import pytest
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.clock.testing import today
from fanal.core.errors import RuleBroken
from fanal.core.sheets.read import read_table
from fanal.schools.actions.opening import open_schools, plan_opening

TABLE = """UAI;Nom de l’établissement;Nature;Secteur;Zone;Ville;Courriel du référent
0590001Z;Collège des Dunes;Collège;Public;B;;claire@ecole.invalid
0590002A;Lycée du Port;Lycée général et technologique;Public;B;;marc@ecole.invalid
"""


@pytest.mark.django_db
def test_a_cut_run_has_kept_the_links_of_every_school_that_is_open():
    """They were written at the end: a run cut before lost them all, and the schools were open."""
    kept: list[tuple[str, str]] = []

    def keep(uai: str, links: tuple[tuple[str, str], ...]) -> None:
        if kept:
            raise KeyboardInterrupt
        assert School.objects.filter(uai=uai).exists()
        kept.extend((uai, email) for email, _ in links)

    now = timezone.now()
    lines = plan_opening(read_table(TABLE.encode(), "a.csv"))
    done = open_schools(lines, today=today(), now=now, by=system(System.SETUP), keep_links=keep)
    with pytest.raises(KeyboardInterrupt):
        list(done)
    assert kept == [("0590001Z", "claire@ecole.invalid")]
    assert list(School.objects.values_list("uai", flat=True)) == ["0590001Z"]


def test_a_heading_that_nobody_knows_is_refused_and_not_dropped():
    """December § 4.5: « Chef » beside the known ones was dropped in silence."""
    lines = TABLE.replace(";Courriel du référent", ";Chef;Courriel du référent").replace(
        "invalid", "invalid;"
    )
    with pytest.raises(RuleBroken, match="« Chef »"):
        plan_opening(read_table(lines.encode(), "a.csv"))

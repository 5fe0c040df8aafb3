"""What a file would do, kept as lines with their counts: what is shown, and applied as it was shown."""

from datetime import date

from django.db.models import Count

from fanal.accounts.models import Person
from fanal.accounts.models.colleague import with_grants
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import System
from fanal.accounts.policies.school import is_within
from fanal.core.imports.models import Import, ImportLine
from fanal.people_files.actions import plan_matching, plan_outcomes, plan_writing
from fanal.people_files.actions.plan_absences import plan_absences
from fanal.people_files.actions.plan_departures import settle_leavers
from fanal.people_files.actions.planning import ImportSource, plan, root_of_plan
from fanal.people_files.formats.header import FileNature
from fanal.year.rules.years import year_named


def plan_lines(imported: Import, source: ImportSource, complete: list[str], *, by: Actor) -> bool:
    """Say what each staged line does, and who is missing where everybody is told; False when none is ours."""
    counts = plan(imported, source)
    if not counts:
        return False
    plan_matching.match(imported, source=source.name, complete=complete)
    imported.creations["nameless"] = plan_absences(imported, source, complete)
    imported.creations["same"] = sum(kind.get("unchanged", 0) for kind in counts.values())
    settle(imported, by=by)
    return True


def settle(imported: Import, *, by: Actor) -> None:
    """Say who leaves and what each record will be; then count."""
    today = date.fromisoformat(imported.creations["today"])
    leaving_day = plan_writing.leaving_day(year_named(imported.creations["year"]), today)
    imported.creations["aside"] = imported.creations.get("aside", 0) + settle_leavers(imported, leaving_day)
    plan_outcomes.settle(imported, beyond(imported, today, by))
    count_effects(imported)


def beyond(imported: Import, today: date, by: Actor) -> list[int]:
    """List the people of the staff whose record whoever imports may not write."""
    if by.has(System.SETUP):
        return []
    people = Person.objects.for_school(imported.school_id).filter(
        pk__in=plan_outcomes.staff_targets(imported)
    )
    return [member.person.pk for member in with_grants(people, today=today) if not is_within(by, member)]


def count_effects(imported: Import) -> None:
    """Keep how many lines do what; every line read is in one count, a departure in its own.

    Whoever had left before anybody here knew them is put aside, and counted with what changes nothing. So is
    whoever this source names for the first time as they are: `recognised`, what applying remembers.
    """
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported).exclude(effect="")
    recognised = lines.filter(effect="unchanged", cells__known=None)
    imported.creations["recognised"] = (
        0 if imported.creations["source"] == FileNature.OWN else recognised.count()
    )
    counts = dict(lines.values_list("effect").annotate(count=Count("pk")).order_by())
    imported.unchanged = counts.get("unchanged", 0) + sum(
        imported.creations[effect] for effect in ("same", "aside")
    )
    for effect in ("created", "changed", "refused", "gone"):
        setattr(imported, effect, counts.get(effect, 0))
    imported.read = imported.unchanged + imported.created + imported.changed + imported.refused
    imported.stage, imported.root = Import.Stage.PLANNED, root_of_plan(imported)
    imported.save()

"""Which rows of an import did somebody touch since? Undoing it leaves them as they are."""

from collections.abc import Collection, Iterable

from django.db.models import Model

from fanal.core.imports.models import Import, ImportLine
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of


def written_since(imported: Import, rows: Iterable[Model], *, but: str = "") -> set[int]:
    """The keys of those that the journal speaks of since; entries whose verb ends with `but` do not count."""
    subjects = {subject_of(row): row.pk for row in rows}
    entries = JournalEntry.objects.for_school(imported.school_id).filter(
        subject__in=list(subjects), at__gt=imported.applied_at
    )
    if but:
        entries = entries.exclude(verb__endswith=but)
    return {subjects[subject] for subject in entries.values_list("subject", flat=True)}


def changed_later(imported: Import, keys: Collection[int]) -> set[int]:
    """Those that a later import of the same sort changed: no entry of the journal names them."""
    later = ImportLine.objects.for_school(imported.school_id).filter(
        target__in=list(keys),
        effect=ImportLine.Effect.CHANGED,
        imported__kind=imported.kind,
        imported__applied_at__gte=imported.applied_at,
        imported__undone_at__isnull=True,
    )
    return {line.target for line in later.exclude(imported=imported) if line.target}

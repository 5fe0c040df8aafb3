"""Joining two records of one person, saying that they are two people, and separating them again.

Joining loses nothing: numbers in the sources, years and what hangs on the record follow. Separating puts
everything back exactly, or is refused with a sentence when something changed the record since.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models.colleague import colleague_of
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.policies.school import is_within
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.journal.names import name_of
from fanal.directory.models import NotDuplicate, RecordMerge
from fanal.directory.policies import directory as policies
from fanal.directory.reading.records import (
    STAFF,
    RecordSort,
    is_bound,
    links_to,
    sort_of,
    state_of,
)
from fanal.directory.rules.record_merge import change_words, seal_of, united

ONE = "Choisissez deux fiches différentes."
CHANGED = "L’une de ces fiches a changé depuis cet affichage : regardez-les de nouveau."
BOUND = (
    "La fiche de {name} sert déjà dans Fanal (fonctions, demandes, matériel ou historique) : c’est elle qui "
    "doit rester. Si les deux servent, fermez d’abord les fonctions de l’une et transmettez ce qu’elle tient."
)
LATER = "Une autre fiche a été réunie à celle-ci depuis : séparez d’abord la plus récente."
ABOVE = (
    "Réunir ou séparer ces fiches changerait celle de {name}, dont les fonctions dépassent celles que vous "
    "pouvez donner : la direction peut le faire."
)
UNDONE = "Ces fiches sont déjà séparées."


@transaction.atomic
def join_records(
    sort: RecordSort, kept: Any, gone: Any, *, seal: str, today: date, now: datetime, by: Actor
) -> RecordMerge:
    """Make one record of two. `kept` keeps its name, and its class of a year that both have."""
    require(policies.join_records, by, None)
    kept, gone = _locked(sort, kept, gone)
    was = {"kept": state_of(sort, kept), "gone": state_of(sort, gone)}
    if seal_of(was["kept"], was["gone"]) != seal:
        raise RuleBroken(CHANGED)
    if name := _bound_name(sort, gone):
        raise RuleBroken(BOUND.format(name=name))
    fields = united(was["kept"]["fields"], was["gone"]["fields"])
    if sort is STAFF and fields != was["kept"]["fields"]:
        _refuse_above(kept, today, by)
    was["apart"] = _forget_decisions(sort, kept, gone, today)
    moved = _move_links(sort, gone, kept)
    _unite_years(sort, kept, was)
    number = gone.pk
    gone.delete()
    for field, value in fields.items():
        setattr(kept, field, value)
    kept.save(update_fields=list(sort.fields))
    kept.refresh_from_db()
    made = RecordMerge.objects.create(
        school_id=kept.school_id,
        **{sort.link: kept},
        gone_number=number,
        was=was,
        left=state_of(sort, kept),
        moved=moved,
        joined_by_id=by.person_id,
        joined_at=now,
    )
    journal.noted(kept, by=by, verb="directory.records_joined", record=made.gone_number)
    return made


def _refuse_above(kept: Any, today: date, by: Actor) -> None:
    """What the other record says would fill this card: an address above all."""
    if not is_within(by, colleague_of(kept, today=today)):
        raise RuleBroken(ABOVE.format(name=kept))


def _locked(sort: RecordSort, *rows: Any) -> list[Any]:
    """Both records, taken in one order; no import writes meanwhile."""
    if len({row.pk for row in rows}) < len(rows):
        raise RuleBroken(ONE)
    school = rows[0].school_id
    next_number(school, "import", count=0)
    query = sort.model.objects.for_school(school).select_for_update(of=("self",)).order_by("pk")
    here = {row.pk: row for row in query.filter(pk__in=[row.pk for row in rows])}
    if len(here) < len(rows):
        raise RuleBroken(CHANGED)
    return [here[row.pk] for row in rows]


def _bound_name(sort: RecordSort, gone: Any) -> str:
    """The name of a record that something of Fanal rests on; empty when it may go into another."""
    for field in links_to(sort):
        if is_bound(sort, field):
            rows = field.model._default_manager.for_school(gone.school_id)
            if rows.filter(**{field.name: gone.pk}).exists():
                return str(gone)
    return ""


def _move_links(sort: RecordSort, gone: Any, kept: Any) -> dict[str, list[int]]:
    """Give to `kept` what points to `gone`; model and field -> the rows that moved."""
    moved = {}
    for field in links_to(sort):
        rows = field.model._default_manager.for_school(kept.school_id).filter(**{field.name: gone.pk})
        if pks := list(rows.order_by("pk").values_list("pk", flat=True)):
            rows.update(**{field.name: kept.pk})
            moved[f"{name_of(field.model)}.{field.name}"] = pks
    return moved


def _unite_years(sort: RecordSort, kept: Any, was: dict[str, Any]) -> None:
    """A year that only the other had follows; one that both had is united. None is lost."""
    mine = {year["school_year"]: year for year in was["kept"]["years"]}
    rows = sort.yearly.objects.for_school(kept.school_id)
    for year in was["gone"]["years"]:
        if (own := mine.get(year["school_year"])) is None:
            rows.filter(pk=year["id"]).update(**{sort.link: kept.pk})
            continue
        values = {name: own[name] or year[name] for name in sort.words}
        values |= {name: sorted({*own[name], *year[name]}) for name in sort.lists}
        rows.filter(pk=own["id"]).update(**values)


def _forget_decisions(sort: RecordSort, kept: Any, gone: Any, today: date) -> dict[str, Any]:
    """« Two people » said of the record that goes is true of the one that stays; returns how to go back."""
    rows = NotDuplicate.objects.for_school(kept.school_id)
    ends = (sort.link, f"other_{sort.link}")
    decisions = list(rows.filter(Q(**{ends[0]: gone.pk}) | Q(**{ends[1]: gone.pk})))
    lines = [
        [row.pk, *(getattr(row, f"{end}_id") for end in ends), row.said_on.isoformat()] for row in decisions
    ]
    rows.filter(pk__in=[row.pk for row in decisions]).delete()
    others = {end for _, first, second, _ in lines for end in (first, second)} - {gone.pk, kept.pk}
    made = [pk for other in sorted(others) if (pk := _say_two(sort, kept.school_id, kept.pk, other, today))]
    return {"lines": lines, "made": made}


def _say_two(sort: RecordSort, school_id: int, record_pk: int, other: int, today: date) -> int | None:
    """The number of the decision just kept; None when it was there already."""
    first, second = sorted((record_pk, other))
    row, is_new = NotDuplicate.objects.for_school(school_id).get_or_create(
        defaults={"said_on": today},
        **{"school_id": school_id, f"{sort.link}_id": first, f"other_{sort.link}_id": second},
    )
    return row.pk if is_new else None


@transaction.atomic
def keep_apart(sort: RecordSort, record: Any, other: Any, *, today: date, by: Actor) -> None:
    """These are two people: the pair is not proposed any more."""
    require(policies.join_records, by, None)
    record, other = _locked(sort, record, other)
    if _say_two(sort, record.school_id, record.pk, other.pk, today):
        journal.noted(record, by=by, verb="directory.records_apart", record=other.pk)


@transaction.atomic
def separate_records(joined: RecordMerge, *, now: datetime, by: Actor) -> Any:
    """Put both records back as they were; returns the one that comes back. Refused when something changed."""
    require(policies.join_records, by, None)
    sort = sort_of(joined)
    (kept,) = _locked(sort, getattr(joined, sort.link))
    joined = RecordMerge.objects.for_school(kept.school_id).locked(joined.pk)
    if reasons := _why_not_separate(sort, joined, kept):
        raise RuleBroken(reasons)
    was = joined.was
    if sort is STAFF and was["kept"]["fields"] != state_of(sort, kept)["fields"]:
        _refuse_above(kept, timezone.localdate(now, kept.school.zone_info), by)
    for name in sort.fields:
        setattr(kept, name, was["kept"]["fields"][name])
    kept.save(update_fields=list(sort.fields))
    fields = was["gone"]["fields"]
    gone = sort.model(pk=joined.gone_number, school_id=kept.school_id, **fields)
    gone.save(force_insert=True)
    _move_back(joined, gone)
    _restore_years(sort, kept, gone, was)
    _restore_decisions(sort, kept.school_id, was["apart"])
    joined.undone_at, joined.was, joined.left, joined.moved = now, {}, {}, {}
    joined.save(update_fields=["undone_at", "was", "left", "moved"])
    journal.noted(kept, by=by, verb="directory.records_separated", record=gone.pk)
    return gone


def _why_not_separate(sort: RecordSort, joined: RecordMerge, kept: Any) -> list[str]:
    if joined.undone_at:
        return [UNDONE]
    later = RecordMerge.objects.for_school(kept.school_id).standing().filter(**{sort.link: kept.pk})
    if later.filter(pk__gt=joined.pk).exists():
        return [LATER]
    return change_words(joined.left, state_of(sort, kept))


def _model_of(joined: RecordMerge, label: str) -> tuple[Any, str]:
    model, _, name = label.rpartition(".")
    fields = {name_of(field.model): field.model for field in links_to(sort_of(joined))}
    return fields[model], name


def _move_back(joined: RecordMerge, gone: Any) -> None:
    kept = joined.pupil_id or joined.person_id
    for label, pks in joined.moved.items():
        model, name = _model_of(joined, label)
        rows = model._default_manager.filter(school_id=gone.school_id, pk__in=pks, **{name: kept})
        rows.update(**{name: gone.pk})


def _restore_years(sort: RecordSort, kept: Any, gone: Any, was: dict[str, Any]) -> None:
    sort.yearly.objects.for_school(kept.school_id).filter(**{sort.link: kept.pk}).delete()
    rows = [
        sort.yearly(school_id=kept.school_id, **{f"{sort.link}_id": row.pk}, **year)
        for row, state in ((kept, was["kept"]), (gone, was["gone"]))
        for year in state["years"]
    ]
    sort.yearly.objects.bulk_create(rows)


def _restore_decisions(sort: RecordSort, school_id: int, apart: dict[str, Any]) -> None:
    NotDuplicate.objects.for_school(school_id).filter(pk__in=apart["made"]).delete()
    here = set(sort.model.objects.for_school(school_id).values_list("pk", flat=True))
    NotDuplicate.objects.bulk_create(
        NotDuplicate(
            pk=pk,
            said_on=said_on,
            **{"school_id": school_id, f"{sort.link}_id": first, f"other_{sort.link}_id": second},
        )
        for pk, first, second, said_on in apart["lines"]
        if {first, second} <= here
    )

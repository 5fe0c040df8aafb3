"""Copying the catalogue into a school, and what the school changes in its copy."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.agenda.models import TaskTemplate
from fanal.agenda.policies import year as policies
from fanal.agenda.rules import due_words, reminders
from fanal.agenda.rules.catalogue import NAMES, VARIED, ProposedTask, proposed_for, versions_of
from fanal.core import journal
from fanal.core.errors import RuleBroken


@transaction.atomic
def adopt_templates(school: School, *, by: Actor) -> int:
    """Copy what the catalogue proposes and this school has not yet; returns how many. Its own copy stays."""
    require(policies.edit_templates, by, None)
    # One school, one writer: two people may press at the same second.
    School.objects.held(school.pk)
    has = set(TaskTemplate.objects.for_school(school).exclude(code="").values_list("code", flat=True))
    academy = school.academy.code if school.academy else ""
    proposed = proposed_for(school.kind, academy, is_private=school.status == School.Status.PRIVATE)
    new = [task for task in proposed if task.code not in has]
    if new:
        TaskTemplate.objects.bulk_create([_copied(school, task) for task in new])
        journal.noted(school, by=by, verb="missions.templates_adopted", count=len(new))
    return len(new)


def _copied(school: School, task: ProposedTask) -> TaskTemplate:
    return TaskTemplate(
        school=school,
        code=task.code,
        title=task.title,
        detail=task.detail,
        activity=task.activity,
        owner=task.owner,
        remind_days=task.remind_days,
        source=task.source,
        certainty=task.certainty,
        **asdict(task.rule),
    )


@transaction.atomic
def adopt_variant(school: School, academy: str, codes: list[str], *, by: Actor) -> int:
    """Take the words and the day that an académie has for these tasks; returns how many changed.

    `academy` is a name of `NAMES`, empty for the catalogue as it is. RuleBroken for another one.
    """
    require(policies.edit_templates, by, None)
    if academy and academy not in NAMES:
        raise RuleBroken("Fanal ne connaît pas de variante pour cette académie.")
    School.objects.held(school.pk)
    wanted = TaskTemplate.objects.for_school(school).filter(code__in=VARIED.intersection(codes))
    count = 0
    for template in wanted.order_by("pk"):
        version = versions_of(template.code)[academy]
        if not template.says_as(version):
            with journal.change(template, by=by, verb="missions.template_varied"):
                template.detail, template.source = version.detail, version.source
                template.certainty = version.certainty
                for name, value in asdict(version.rule).items():
                    setattr(template, name, value)
                template.save()
            count += 1
    return count


@transaction.atomic
def write_template(
    school: School, template: TaskTemplate | None, values: Mapping[str, Any], *, by: Actor
) -> TaskTemplate:
    """Add one (`template` is None) or change it; tasks already created stay as they are."""
    if template:
        template = TaskTemplate.objects.for_school(school).locked(template.pk)
    require(policies.edit_templates, by, template)
    wanted = TaskTemplate(school=school, **values)
    reasons = reminders.refusals(title=wanted.title, days_before=wanted.remind_days)
    if reasons := reasons + due_words.refusals(wanted.rule):
        raise RuleBroken(reasons)
    if template is None:
        wanted.save(force_insert=True)
        journal.created(wanted, by=by, verb="missions.template_added")
        return wanted
    journal.write_changes(template, values, by=by, verb="missions.template_edited")
    return template

"""A choice among the people of a school: the référents first, then the others, as a French list sorts."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef
from django.forms.models import ModelChoiceIterator
from django.utils import timezone

from fanal.accounts.models import Membership, Person
from fanal.accounts.models.membership import valid_since
from fanal.accounts.models.person import PersonQuerySet
from fanal.accounts.models.roles import Role
from fanal.core.forms.school_form import SchoolChoice
from fanal.core.tenancy import SchoolOwnedQuerySet

LEADS, OTHERS = "Référents numériques", "Autres personnes"


def leads_first(rows: Any) -> PersonQuerySet:
    """Each knows `is_lead`: référent now, or as it is already decided."""
    held = Membership.objects.for_school(OuterRef("school_id")).filter(person=OuterRef("pk"))
    held = held.filter(valid_since(timezone.localdate())).holding(Role.DIGITAL_LEAD)
    people: PersonQuerySet = rows.by_name()
    return people.annotate(is_lead=Exists(held)).order_by("-is_lead", *people.query.order_by)


class ByFunction(ModelChoiceIterator):
    """In two groups; without any when there is one alone."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups = [
            (is_lead, [self.choice(person) for person in people])
            for is_lead, people in groupby(self.queryset, key=lambda person: person.is_lead)
        ]
        if len(groups) < 2:
            yield from (choice for _, choices in groups for choice in choices)
        else:
            yield from ((LEADS if is_lead else OTHERS, choices) for is_lead, choices in groups)


class PersonChoice(SchoolChoice):
    """Shown as they are sorted, the family name first, with what they do: nobody is taken for another."""

    iterator = ByFunction

    def __init__(self, model: type[Person] = Person, **kwargs: Any) -> None:
        super().__init__(model, **kwargs)

    def offer(self, rows: SchoolOwnedQuerySet, *empty_label: str | None) -> None:
        super().offer(leads_first(rows), *empty_label)

    def label_from_instance(self, person: Any) -> str:
        name = f"{person.family_name} {person.given_name}"
        return f"{name} ({person.job})" if person.job else name


def with_job(person: Person) -> str:
    return f"{person}, {person.job}" if person.job else str(person)

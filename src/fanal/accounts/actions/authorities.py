"""The authority that a school names: a shared catalogue, where one never rewrites what others rely on."""

import hashlib

from django.db import transaction
from django.utils.text import slugify

from fanal.accounts.models import Authority, PartnerMembership, School
from fanal.core.errors import RuleBroken

LONGEST = 40


def code_of(name: str) -> str:
    """How addresses name an authority or an académie: its letters. Two long names never share a code."""
    whole = slugify(name)
    if len(whole) <= LONGEST:
        return whole
    return f"{whole[: LONGEST - 9]}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


@transaction.atomic
def authority_of(school: School, name: str, kind: str) -> Authority:
    """The authority of this name and type, made if nobody named it before.

    A name differs by its letters, not by its accents or capitals. The record that this school alone names is
    corrected; one that others name, or that has technicians here, stays as it is.
    """
    name = " ".join(name.split())
    code = code_of(name)
    if not code or kind not in Authority.Kind:
        raise RuleBroken("Donnez le nom de la collectivité, et son type.")
    found = Authority.objects.select_for_update().filter(code=code).first()
    if found is None:
        return Authority.objects.create(code=code, name=name, kind=kind)
    if (found.name, found.kind) != (name, kind):
        _correct(found, school, name, kind)
    return found


def _correct(found: Authority, school: School, name: str, kind: str) -> None:
    others = School.objects.filter(authority=found).exclude(pk=school.pk)
    if others.exists() or PartnerMembership.objects.filter(authority=found).exists():
        if found.kind != kind:
            known = found.get_kind_display()
            raise RuleBroken(
                f"« {found.name} » est déjà connue ici, de type « {known} » : choisissez ce type."
            )
        return
    found.name, found.kind = name, kind
    found.save(update_fields=["name", "kind"])

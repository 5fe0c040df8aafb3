"""Sealing the second factors under the key of now, once it was changed."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

SEALED = ("secret", "seed")  # of an app, of the recovery codes
SEALED_LISTS = ("migrated_codes",)


@transaction.atomic
def seal_second_factors_again() -> int:
    """How many were. One that no key of this installation reads stays as it is."""
    count = 0
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        data = _sealed_again(factor.data)
        if data != factor.data:
            factor.data = data
            factor.save(update_fields=["data"])
            count += 1
    return count


def _sealed_again(data: dict[str, Any]) -> dict[str, Any]:
    adapter = get_adapter()
    fresh = dict(data)
    for name in SEALED:
        if name in data:
            fresh[name] = adapter.sealed_again(data[name])
    for name in SEALED_LISTS:
        if name in data:
            fresh[name] = [adapter.sealed_again(text) for text in data[name]]
    return fresh

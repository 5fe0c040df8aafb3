"""The buttons of one machine's own address."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.accounts.reading.requests import SchoolRequest
from fanal.inventory.actions import machine_key
from fanal.inventory.views.machine import press_machine


@require_POST
def key_give(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, number, machine_key.give_key, now=timezone.now())


@require_POST
def key_take_back(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, number, machine_key.take_key_back)


@require_POST
def key_confirm(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    key = request.POST.get("key", "")
    return press_machine(request, number, machine_key.confirm_key, key=key)


@require_POST
def key_refuse(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    key = request.POST.get("key", "")
    return press_machine(request, number, machine_key.refuse_key, key=key)


@require_POST
def key_scan(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    is_allowed = request.POST.get("scans") == "oui"
    return press_machine(request, number, machine_key.let_scan, is_allowed=is_allowed)

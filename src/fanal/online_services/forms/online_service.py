"""The form of a service, and who is expected to be its administrator."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import NameField, SchoolModelForm
from fanal.online_services.models.online_service import OnlineService
from fanal.online_services.rules.register import Payer, ServiceOwner

TO_SAY = ("", "Pas encore dit")


@dataclass(frozen=True)
class FieldGroup:
    """Fields that stand folded under a title; open when one of them is refused."""

    title: str
    fields: list[forms.BoundField]

    @property
    def is_open(self) -> bool:
        return any(field.errors for field in self.fields)


class ServiceForm(SchoolModelForm):
    """What is read by everybody first; the rest in `GROUPS`."""

    GROUPS: ClassVar[dict[str, tuple[str, ...]]] = {
        "Qui le fournit": ("owner", "provider", "hosting", "support", "note"),
        "Ce que l’établissement y fait": ("role", "duties"),
        "Ses comptes": ("dormant_days",),
    }

    class Meta:
        model, fields = OnlineService, OnlineService.WRITTEN
        field_classes: ClassVar[Any] = {"name": NameField}
        labels: ClassVar[Any] = {"holders": "Qui doit y avoir un compte ?"}
        widgets: ClassVar[Any] = {"holders": forms.RadioSelect}

    def narrow(self, school: School) -> None:
        self.fields["owner"].choices = [TO_SAY, *ServiceOwner.choices()]

    def groups(self) -> list[FieldGroup]:
        return [FieldGroup(title, [self[name] for name in names]) for title, names in self.GROUPS.items()]


class ContractForm(SchoolModelForm):
    """What the bursar knows of a service."""

    class Meta:
        model, fields = OnlineService, OnlineService.CONTRACT
        labels: ClassVar[Any] = {
            "contract": "Contrat",
            "contract_ends_on": "Jusqu’au",
            "cost_cents": "Coût par an, en euros",
        }

    def narrow(self, school: School) -> None:
        self.fields["payer"].choices = [TO_SAY, *Payer.choices()]

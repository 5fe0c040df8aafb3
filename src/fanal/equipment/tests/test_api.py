"""Equipment for programs: the records that the pages show, and never more."""

from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, forge_token
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.equipment.models import EquipmentMerge
from fanal.equipment.tests.factories import EquipmentFactory


def address(school, *parts) -> str:
    return "/".join([f"/e/{school.uai}/api/v1/equipment", *map(str, parts)])


def test_whom_a_machine_is_lent_to_is_told_to_the_school_and_never_to_a_partner(
    client_of, school, technician_program
):
    with scope(school):
        holder = PersonFactory(school=school, family_name="Zyskind")
        lent = EquipmentFactory(school=school, holder=holder, name="PC-PRET")
        text = forge_token(school, client_of(school, Role.BURSAR).membership.user)
    own = ForgetfulClient(headers={"Authorization": f"Bearer {text}"})
    assert "Zyskind" in own.get(address(school, lent.number)).json()["holder"]
    answer = technician_program.get(address(school, lent.number))
    assert (answer.status_code, answer.json()["name"], answer.json()["holder"]) == (200, "PC-PRET", None)
    assert "Zyskind" not in answer.text


def test_a_number_that_went_into_another_record_leads_to_it(technician_program, school):
    with scope(school):
        kept = EquipmentFactory(school=school)
        EquipmentMerge.objects.create(
            school=school, kept=kept, gone_key=1, gone_number=9_000, merged_at=timezone.now()
        )
    assert technician_program.get(address(school, 9_000)).json()["number"] == kept.number


def test_what_is_gone_is_listed_when_it_is_asked_for(client_of, school):
    with scope(school):
        here = EquipmentFactory(school=school, name="Ici")
        gone = EquipmentFactory(school=school, name="Perdu", state="lost")
        text = forge_token(school, client_of(school, Role.HEAD).membership.user)
    program = ForgetfulClient(headers={"Authorization": f"Bearer {text}"})

    def numbers(more: str) -> set[int]:
        return {row["number"] for row in program.get(address(school) + more).json()["items"]}

    assert numbers("") == {here.number}
    assert numbers("?gone=true") == {here.number, gone.number}
    assert numbers("?q=ici") == {here.number}

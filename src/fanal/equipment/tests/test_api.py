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


def test_after_the_last_page_nothing_is_told_again(client_of, school):
    """December § 6.5: « `page=9999` answers the last page again »."""
    with scope(school):
        EquipmentFactory(school=school)
        text = forge_token(school, client_of(school, Role.HEAD).membership.user)
    program = ForgetfulClient(headers={"Authorization": f"Bearer {text}"})
    assert len(program.get(address(school) + "?page=1").json()["items"]) == 1
    after = program.get(address(school) + "?page=9999").json()
    assert after == {"page": 9999, "pages": 1, "total": 1, "items": []}


def test_a_word_that_the_api_does_not_know_is_refused(client_of, school):
    """December § 6.5: « unknown fields pass in silence » (again)."""
    with scope(school):
        text = forge_token(school, client_of(school, Role.HEAD).membership.user)
    program = ForgetfulClient(headers={"Authorization": f"Bearer {text}"})
    answer = program.get(address(school) + "?gon=true&page=1")
    assert answer.status_code == 422
    assert answer.json()["why"] == [
        "« gon » : ce paramètre n’existe pas ici ; openapi.json dit ceux qui existent."
    ]
    asked = {"text": "Le projecteur ne marche pas", "rooom": "Salle 104"}
    refused = program.post(
        f"/e/{school.uai}/api/v1/requests",
        asked,
        content_type="application/json",
        headers={"Idempotency-Key": "k" * 20},
    )
    assert (refused.status_code, refused.json()["why"]) == (
        422,
        ["« rooom » : ce champ n’existe pas ici ; openapi.json dit ceux qui existent."],
    )


def test_head_is_answered_as_get_without_its_body(client_of, school):
    """December § 6.5: « HEAD 405 »."""
    with scope(school):
        text = forge_token(school, client_of(school, Role.HEAD).membership.user)
    program = ForgetfulClient(headers={"Authorization": f"Bearer {text}"})
    for where in (address(school), f"/e/{school.uai}/api/v1/health", f"/e/{school.uai}/api/v1/openapi.json"):
        answer = program.head(where)
        assert (answer.status_code, answer.content) == (200, b"")
    assert program.delete(address(school)).headers["Allow"] == "GET, HEAD"

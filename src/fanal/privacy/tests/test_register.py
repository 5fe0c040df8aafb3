"""Keeping the register: from a model, from a colleague, validated, changed, ended."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Academy, PartnerMembership, Person, User
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.privacy.actions.register import (
    add_models,
    declare_use,
    end_processing,
    validate_processing,
    write_processing,
)
from fanal.privacy.models import Processing, ProcessingVersion
from fanal.privacy.reading.delegates import TO_WRITE
from fanal.privacy.reading.models import models
from fanal.privacy.reading.register import (
    identity_of,
    public_sheets,
    register_pdf,
    register_rows,
    validated,
)
from fanal.privacy.rules.codes import Dpia, LegalBasis, ProcessingPartKind, ProcessingState
from fanal.privacy.rules.declaration import ToolDeclaration

TODAY = date(2026, 11, 26)
FULL = {
    "name": "Vie scolaire",
    "purposes": "Suivre les absences",
    "legal_basis": LegalBasis.PUBLIC_TASK,
    "people": ["pupils"],
    "data_kinds": ["identity"],
    "measures": ["access"],
    "dpia": Dpia.NOT_NEEDED,
    "has_no_processor": True,
    "has_no_transfer": True,
    "is_public": True,
}
PARTS = {
    ProcessingPartKind.RETENTION: [("Absences", "un an")],
    ProcessingPartKind.INSIDE: [("Vie scolaire", "")],
    ProcessingPartKind.OUTSIDE: [],
    ProcessingPartKind.PROCESSOR: [],
    ProcessingPartKind.TRANSFER: [],
}
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def acting(school):
    """What does an actor of this role do? Inside the school's scope."""

    def by(role: Role) -> Actor:
        member = member_of(school, role)
        return Actor(f"person:{member.person_id}", str(role), frozenset({role}), school.pk, member.person_id)

    with scope(school):
        yield by


def kept(school, by, today, **changes):
    return write_processing(school, None, FULL | changes, PARTS, today=TODAY, by=by)


def test_the_head_validates_what_is_complete_and_the_version_stays_as_it_was(acting, school):
    head = acting(Role.HEAD)
    made = kept(school, head, TODAY)
    version = validate_processing(made, head="Le chef", today=TODAY, now=timezone.now(), by=head)
    write_processing(
        school,
        made,
        FULL | {"name": "Autre"},
        PARTS,
        today=TODAY,
        by=acting(Role.DIGITAL_LEAD),
    )
    made.refresh_from_db()
    assert (made.state, made.version, made.has_changed) == (ProcessingState.KEPT, 1, True)
    (latest,) = validated(school)
    assert latest.pk == version.pk
    assert latest.content["name"] == "Vie scolaire"
    assert ["Durées de conservation", ["Absences : un an"]] in latest.content["sheet"]


def test_validating_twice_makes_one_version(acting, school):
    head = acting(Role.HEAD)
    made = kept(school, head, TODAY)
    numbers = [
        validate_processing(made, head="Le chef", today=TODAY, now=timezone.now(), by=head).number
        for _ in range(2)
    ]
    assert numbers == [1, 1]
    assert ProcessingVersion.objects.for_school(school).count() == 1


def test_a_lead_makes_nothing_public_without_the_head_and_takes_it_back_at_once(acting, school):
    head, lead = acting(Role.HEAD), acting(Role.DIGITAL_LEAD)
    made = kept(school, head, TODAY, is_public=False)
    validate_processing(made, head="Le chef", today=TODAY, now=timezone.now(), by=head)
    write_processing(school, made, FULL, PARTS, today=TODAY, by=lead)
    assert public_sheets(school) == []
    validate_processing(made, head="Le chef", today=TODAY, now=timezone.now(), by=head)
    assert [name for name, _ in public_sheets(school)] == ["Vie scolaire"]
    write_processing(school, made, FULL | {"is_public": False}, PARTS, today=TODAY, by=lead)
    assert public_sheets(school) == []


def test_what_is_missing_keeps_a_sheet_out_and_a_lead_validates_nothing(acting, school):
    head = acting(Role.HEAD)
    made = kept(school, head, TODAY, legal_basis="")
    with pytest.raises(RuleBroken, match="base légale"):
        validate_processing(made, head="Le chef", today=TODAY, now=timezone.now(), by=head)
    with pytest.raises(NotAllowed):
        validate_processing(
            made, head="Le chef", today=TODAY, now=timezone.now(), by=acting(Role.DIGITAL_LEAD)
        )


def test_models_start_sheets_once(acting, school):
    lead = acting(Role.DIGITAL_LEAD)
    assert add_models(school, ["ent", "gar", "unknown"], today=TODAY, by=lead) == 2
    assert add_models(school, ["ent", "pix"], today=TODAY, by=lead) == 1
    numbers = Processing.objects.for_school(school).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3]


def test_a_colleague_declares_and_somebody_takes_it_up(acting, school):
    teacher = acting(Role.TEACHER)
    made = declare_use(
        school, ToolDeclaration("Quiz", "Réviser", ["pupils"], ["identity"], True), today=TODAY, by=teacher
    )
    assert (made.state, made.declared_by_id) == (ProcessingState.DECLARED, teacher.person_id)
    made = write_processing(school, made, FULL, PARTS, today=TODAY, by=acting(Role.DIGITAL_LEAD))
    assert made.state == ProcessingState.DRAFT
    with pytest.raises(NotAllowed):
        write_processing(school, made, FULL, PARTS, today=TODAY, by=teacher)


def test_an_ended_processing_leaves_the_register_and_stays_readable(acting, school):
    head = acting(Role.HEAD)
    made = kept(school, head, TODAY)
    validate_processing(made, head="Le chef", today=TODAY, now=timezone.now(), by=head)
    end_processing(made, today=TODAY, by=head)
    made.refresh_from_db()
    assert validated(school) == []
    assert ProcessingVersion.objects.for_school(school).filter(processing=made).count() == 1
    with pytest.raises(NotAllowed):
        write_processing(school, made, FULL, PARTS, today=TODAY, by=head)


def test_what_is_said_both_ways_is_refused_and_nothing_is_lost(acting, school):
    lead = acting(Role.DIGITAL_LEAD)
    made = kept(school, lead, TODAY)
    with pytest.raises(RuleBroken, match="sous-traitant"):
        write_processing(
            school,
            made,
            FULL,
            PARTS | {ProcessingPartKind.PROCESSOR: [("Éditeur", "")]},
            today=TODAY,
            by=lead,
        )
    again = Processing.objects.for_school(school).with_parts().get(pk=made.pk)
    assert [part.what for part in again.parts.all()] == ["Absences", "Vie scolaire"]


def test_the_register_is_printed_and_exported_and_its_extract_says_less(acting, school):
    head = acting(Role.HEAD)
    made = kept(school, head, TODAY)
    validate_processing(made, head="Le chef", today=TODAY, now=timezone.now(), by=head)
    versions = validated(school)
    assert register_pdf(school, versions, today=TODAY).startswith(b"%PDF")
    headers, rows = register_rows(school, versions)
    assert len(rows) == 1
    assert len(headers) == len(rows[0])
    ((name, sections),) = public_sheets(school)
    assert name == "Vie scolaire"
    assert "Mesures de sécurité" not in [section.heading for section in sections]


def test_the_public_extract_of_one_school_shows_nothing_of_another(school, elsewhere, client):
    for each_school in (school, elsewhere):
        with scope(each_school):
            member = member_of(each_school, Role.HEAD)
            by = Actor(
                f"person:{member.person_id}", "Chef", frozenset({Role.HEAD}), each_school.pk, member.person_id
            )
            made = kept(each_school, by, TODAY, name=f"Fiche {each_school.uai}")
            validate_processing(made, head="Le chef", today=TODAY, now=timezone.now(), by=by)
            write_processing(
                each_school,
                made,
                FULL | {"name": f"Fiche {each_school.uai}"},
                PARTS,
                today=TODAY,
                by=by,
            )
    for each_school, other in ((school, elsewhere), (elsewhere, school)):
        page = client.get(reverse("privacy:public_extract", args=[each_school.uai])).text
        assert f"Fiche {each_school.uai}" in page
        assert other.uai not in page


def test_the_register_names_its_controller_and_its_delegate_and_how_to_reach_them(acting, school):
    """verified.md § 5: name and contact of the controller and the DPD (art. 30)."""
    head = Person.objects.for_school(school).get(pk=acting(Role.HEAD).person_id)
    academy = Academy.objects.create(code="montbrume", name="Académie de Montbrume")
    school.academy, school.dpo_appointed_since, school.city = academy, TODAY, "Saint-Aubin"
    unknown = dict(identity_of(school, TODAY))
    assert unknown["Délégué à la protection des données"][1] == TO_WRITE
    user = User.objects.create_user("dpd@academie.invalid")
    PartnerMembership.objects.create(
        user=user, academy=academy, name="Aline Roche", role=Role.DPO, valid_from=TODAY
    )
    known = dict(identity_of(school, TODAY))
    assert known["Délégué à la protection des données"][1] == "Aline Roche, dpd@academie.invalid"
    controller = known["Responsable de traitement"]
    assert controller[1].startswith(f"{head.given_name} {head.family_name}")
    assert {head.email, "Saint-Aubin"} <= set(controller)


def test_the_model_of_fanal_says_what_is_sent_to_the_authority_and_what_is_kept_of_the_mission():
    """verified.md § 5: Département as recipient, letters, allowances, logs."""
    model = next(model for model in models() if model.code == "fanal")
    assert [who for who, _ in model.outside][:2] == ["La collectivité", "Le rectorat"]
    for kept_there in ("lettres de mission", "indemnité", "journal"):
        assert kept_there in model.purposes

"""December § 3.1 and § 3.3: one map of everyone feeds notice, register, access, search and erasure.

« La notice publique est fausse » while loans held guardians: somebody of each kind is added here, and found
in all five. A table with a name, an address, a signature or a photo that no kind of the map covers fails:
a new kind of person cannot be forgotten.
"""

import json
import re

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.imports.forbidden_columns import why_never
from fanal.core.people import erasure
from fanal.core.people.kinds import KINDS, data_of, holdings, holdings_by_kind, purposes
from fanal.core.people.subjects import DATA_SUBJECTS
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.privacy.models import RightsRequest
from fanal.privacy.reading.models import models as sheets
from tests.matrix.rows import World
from tests.matrix.things_named import THINGS
from tests.matrix.world import make_world
from tests.matrix.world_people import EMAIL, FAMILY, NAMED

NUMBER = 9001
OF_SOMEBODY = re.compile(
    r"(^|_)(name|who|signer|sender|recipient|carrier|borrower|contact|author|holder|host|owner|email|mail"
    r"|address|phone|drawing|photo|signature|to|by)(_|$)"
)


@pytest.fixture
def world(transactional_db, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world("ici", 1)


def asked(world: World) -> RightsRequest:
    return RightsRequest.objects.create(
        school=world.school,
        number=NUMBER,
        who="Quelqu’un d’autre",
        right="erasure",
        received_on=today(),
        is_identified=True,
    )


def address(world: World, name: str, *args: object) -> str:
    return reverse(f"privacy:{name}", args=[world.school.uai, NUMBER, *args])


def sheet_of_fanal():
    return next(sheet for sheet in sheets() if sheet.code == "fanal")


@pytest.mark.django_db
@pytest.mark.parametrize("sort", NAMED)
def test_somebody_of_each_kind_is_in_all_five(world, client_of, client, sort):
    with scope(world.school):
        NAMED[sort](world)
        asked(world)
    finder = erasure.finder_of(sort)
    kind = next(kind for kind in KINDS if kind.noun == finder.noun)
    # the notice, that anyone reads, and the register’s sheet of Fanal
    assert str(kind.plural) in client.get(reverse("data_kept")).text
    assert kind.plural in sheet_of_fanal().data_words
    assert set(kind.groups) <= {code.value for code in sheet_of_fanal().people}
    # the search, by a name or an address
    head = client_of(world.school, Role.HEAD)
    typed = FAMILY if FAMILY in found(world, sort, FAMILY) else EMAIL
    page = head.get(address(world, "subject_find"), {"q": typed}).text
    link = re.search(rf"{address(world, 'subject_find')}{sort}/(\d+)/", page)
    assert link, page
    pk = int(link.group(1))
    # the right of access
    export = head.post(address(world, "subject_export", sort, pk), {"form": "json"})
    contents = json.loads(export.content)
    assert typed.lower() in str(contents["fiche"]).lower() + contents["personne"].lower()
    # the erasure: what stays was announced with its reason
    with scope(world.school):
        subject = finder.get(world.school.pk, pk, today(), False)
        counts = erasure.trace_counts_of(subject)
    preview = head.get(address(world, "subject_page", sort, pk)).text
    assert all(count.trace.says in preview.replace("\u00a0", " ") for count in counts)
    assert head.post(address(world, "subject_erase", sort, pk)).status_code == 302
    assert (typed.lower() in found(world, sort, typed).lower()) != goes(finder, counts)


def found(world: World, sort: str, typed: str) -> str:
    with scope(world.school):
        hits = erasure.finder_of(sort).find(world.school.pk, typed, today())
        return " ".join(f"{hit.name} {hit.detail} {' '.join(hit.emails)}" for hit in hits)


def goes(finder, counts) -> bool:
    """Whether the preview announced that they leave the rows by which they are found."""
    if not hasattr(finder, "model"):
        return True
    label = finder.model._meta.label
    return any(count.trace.forget and label in count.trace.tables for count in counts)


def test_each_kind_has_somebody_here():
    """A new kind of person brings its row to `world_people`, and so goes through all five."""
    assert {finder.sort for finder in registered(DATA_SUBJECTS)} == set(NAMED)
    with_a_page = {finder.noun for finder in registered(DATA_SUBJECTS)}
    assert {kind.noun for kind in KINDS} - with_a_page == {"Personne citée"}  # found by the name of who asks
    assert [kind.plural for kind, some in holdings_by_kind().items() if not some] == []


def test_each_table_that_keeps_people_is_in_the_map():
    placed = {holding.model for holding in holdings()}
    people = {model for model in apps.get_models() if data_of(model).category != "none"}
    assert {model._meta.label for model in people - placed} == set()


def unplaced() -> dict[str, set[str]]:
    """Table → its columns that look like somebody’s, and that no kind of the map covers."""
    covered: dict[str, set[str]] = {}
    for holding in holdings():
        covered.setdefault(holding.model._meta.label, set()).update(holding.fields)
    left: dict[str, set[str]] = {}
    for model in apps.get_models():
        label = model._meta.label
        for field in model._meta.concrete_fields:
            if is_of_somebody(field) and field.name not in covered.get(label, set()):
                left.setdefault(label, set()).add(field.name)
    return left


def is_of_somebody(field: models.Field) -> bool:
    if isinstance(field, models.BinaryField | models.EmailField | models.FileField):
        return True
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
    return is_text and (field.name == "sha256" or bool(OF_SOMEBODY.search(field.name)))


def test_each_column_that_looks_like_somebodys_is_in_the_map_or_names_a_thing():
    things = {label: set(columns) for label, columns in THINGS.items()}
    assert unplaced() == things


def test_a_new_table_with_a_guardians_name_would_be_seen(monkeypatch):
    """The fault itself: loans kept guardians, and nothing said so."""
    others = [holding for holding in holdings() if holding.model._meta.label != "loans.Guardian"]
    monkeypatch.setattr(f"{__name__}.holdings", lambda: others)
    assert unplaced()["loans.Guardian"] == {"name", "address"}


def test_each_room_that_keeps_people_says_what_for():
    rooms = {holding.model._meta.app_label for holding in holdings() if hasattr(holding.model, "DATA")}
    assert rooms - set(purposes()) == set()
    said = sheet_of_fanal().purposes
    assert all(purpose in said for some in purposes().values() for purpose in some)


@pytest.mark.django_db
def test_the_notice_says_each_thing_of_the_map_and_nothing_that_it_belies(client):
    page = " ".join(
        client.get(reverse("data_kept")).text.replace("\u00a0", " ").replace("&#x27;", "'").split()
    )
    for kind, some in holdings_by_kind().items():
        assert kind.plural in page
        for holding in some:
            assert holding.what in page, (kind.plural, holding.what)
    assert "ni adresse, ni responsable" not in page
    assert "ni numéro national d’élève, ni mot de passe" in page
    assert why_never("INE") == "numéro national"
    assert why_never("Mot de passe") == "mot de passe ou code"


def test_a_sheet_made_from_the_model_fits_its_columns():
    from fanal.privacy.rules.register import LONGEST

    sheet = sheet_of_fanal()
    assert max(len(sheet.purposes), len(sheet.data_words)) <= LONGEST

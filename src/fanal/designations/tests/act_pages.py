"""The pages of an act, and who opens them."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.core.tenancy import scope
from fanal.designations.actions.watching import watch_designations
from fanal.designations.testing import prepared


def photo(name):
    stream = BytesIO()
    Image.new("L", (40, 30)).save(stream, "PNG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/png")


def url(name, school, *args):
    return reverse(f"designations:{name}", args=[school.uai, *args])


def seals(page):
    """What the page shows of each act, so that nothing changes before it is signed."""
    return re.findall(r'name="lu" value="([^"]+)"', page.text)


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


@pytest.fixture
def head(client_of, school):
    return client_of(school, Role.HEAD)


@pytest.fixture
def teacher(client_of, school):
    return client_of(school, Role.TEACHER)


def by(client, *roles):
    return actor_of(client.membership.person, *roles)


def act_for(school, head, teacher, **more):
    with scope(school):
        return prepared(school, teacher.membership.person, by(head, Role.HEAD), **more)


def watch(school, day):
    now = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    return watch_designations(school, now=now, by=system(System.SCHEDULE))

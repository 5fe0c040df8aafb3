"""December § 4.11: an adviser and a DPO opened an empty list of requests."""

import pytest

from fanal.accounts.models.roles import Role
from fanal.helpdesk.policies import request as policies


@pytest.mark.parametrize("role", [Role.ADVISER, Role.DPO])
def test_who_reads_no_request_opens_no_empty_list(role):
    assert role not in policies.list_requests.roles


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF, Role.HEAD, Role.TECHNICIAN])
def test_who_reads_some_opens_the_list(role):
    assert role in policies.list_requests.roles


def test_a_teacher_still_opens_it(client_of, school):
    assert client_of(school, Role.TEACHER).get(f"/e/{school.uai}/demandes/").status_code == 200

"""A refusal says how far the batch has come, and what to do."""

import pytest

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import RIGHTS, require
from fanal.core.errors import NoLonger
from fanal.disposals.models import Disposal
from fanal.disposals.rules.disposal import DisposalState

HEAD = Actor("person:1", "Principale", frozenset({Role.HEAD}))


@pytest.mark.parametrize("state", DisposalState)
def test_no_right_on_a_batch_says_only_that_something_changed(state):
    rights = [right for right in RIGHTS if right.app == "disposals" and right.closed]
    disposal, refused = Disposal(state=state), 0
    for right in rights:
        if not right(HEAD, disposal):
            with pytest.raises(NoLonger) as refusal:
                require(right, HEAD, disposal)
            assert "quelque chose a changé" not in refusal.value.reasons[0]
            refused += 1
    assert refused

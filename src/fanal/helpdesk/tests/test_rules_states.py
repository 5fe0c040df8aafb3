from datetime import date

import pytest

from fanal.helpdesk.rules.codes import State, WaitingFor
from fanal.helpdesk.rules.states import label, refusals

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("state", "to", "said"),
    [
        pytest.param(State.SENT, State.TAKEN, {}, id="take what was sent"),
        pytest.param(State.TAKEN, State.WAITING, {"waiting_for": WaitingFor.AUTHORITY}, id="pass it on"),
        pytest.param(State.WAITING, State.WAITING, {"waiting_for": WaitingFor.PART}, id="wait for another"),
        pytest.param(State.WAITING, State.SOLVED, {}, id="solve while waiting"),
        pytest.param(State.SOLVED, State.CLOSED, {}, id="it works again"),
        pytest.param(State.SOLVED, State.TAKEN, {}, id="it does not"),
        pytest.param(State.CLOSED, State.TAKEN, {}, id="reopen"),
        pytest.param(State.SENT, State.CLOSED, {"reason": "Déjà signalé : n° 241."}, id="end with a reason"),
    ],
)
def test_what_may_happen(state: State, to: State, said: dict[str, object]) -> None:
    assert refusals(state, to, today=TODAY, **said) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "to", "said", "sentence"),
    [
        pytest.param(
            State.SOLVED, State.WAITING, {"waiting_for": WaitingFor.PART}, "ne peut pas", id="table"
        ),
        pytest.param(State.TAKEN, State.WAITING, {}, "Dites qui est attendu", id="waiting for nobody"),
        pytest.param(
            State.TAKEN,
            State.WAITING,
            {"waiting_for": WaitingFor.PART, "until": date(2026, 11, 24)},
            "date d’attente est passée",
            id="until yesterday",
        ),
        pytest.param(
            State.TAKEN,
            State.WAITING,
            {"waiting_for": WaitingFor.AUTHORITY, "has_authority": False},
            "Aucune collectivité",
            id="no authority known",
        ),
        pytest.param(
            State.WAITING, State.TAKEN, {"waiting_for": WaitingFor.PART}, "en attente", id="taken and waiting"
        ),
        pytest.param(State.TAKEN, State.CLOSED, {"reason": " "}, "Dites pourquoi", id="ended in silence"),
    ],
)
def test_what_is_refused_and_why(state: State, to: State, said: dict[str, object], sentence: str) -> None:
    reasons = refusals(state, to, today=TODAY, **said)  # type: ignore[arg-type]
    assert any(sentence in reason for reason in reasons)


def test_the_teacher_is_asked_whether_it_works_again() -> None:
    assert label(State.SOLVED, for_requester=True) == "Ça remarche ?"
    assert label(State.SOLVED) == "Résolue"
    assert label(State.SENT, for_requester=True) == "Envoyée"

from datetime import date

import pytest

from fanal.helpdesk.rules.codes import RequestState, WaitingFor
from fanal.helpdesk.rules.states import label, refusals

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("state", "to", "said"),
    [
        pytest.param(RequestState.SENT, RequestState.TAKEN, {}, id="take what was sent"),
        pytest.param(
            RequestState.TAKEN, RequestState.WAITING, {"waiting_for": WaitingFor.AUTHORITY}, id="pass it on"
        ),
        pytest.param(
            RequestState.WAITING,
            RequestState.WAITING,
            {"waiting_for": WaitingFor.PART},
            id="wait for another",
        ),
        pytest.param(RequestState.WAITING, RequestState.SOLVED, {}, id="solve while waiting"),
        pytest.param(RequestState.SOLVED, RequestState.CLOSED, {}, id="it works again"),
        pytest.param(RequestState.SOLVED, RequestState.TAKEN, {}, id="it does not"),
        pytest.param(RequestState.CLOSED, RequestState.TAKEN, {}, id="reopen"),
        pytest.param(
            RequestState.SENT,
            RequestState.CLOSED,
            {"reason": "Déjà signalé : n° 241."},
            id="end with a reason",
        ),
    ],
)
def test_what_may_happen(state: RequestState, to: RequestState, said: dict[str, object]) -> None:
    assert refusals(state, to, today=TODAY, **said) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "to", "said", "sentence"),
    [
        pytest.param(
            RequestState.SOLVED,
            RequestState.WAITING,
            {"waiting_for": WaitingFor.PART},
            "ne peut pas",
            id="table",
        ),
        pytest.param(
            RequestState.TAKEN, RequestState.WAITING, {}, "Dites qui est attendu", id="waiting for nobody"
        ),
        pytest.param(
            RequestState.TAKEN,
            RequestState.WAITING,
            {"waiting_for": WaitingFor.PART, "until": date(2026, 11, 24)},
            "date d’attente est passée",
            id="until yesterday",
        ),
        pytest.param(
            RequestState.TAKEN,
            RequestState.WAITING,
            {"waiting_for": WaitingFor.AUTHORITY, "has_authority": False},
            "Aucune collectivité",
            id="no authority known",
        ),
        pytest.param(
            RequestState.WAITING,
            RequestState.TAKEN,
            {"waiting_for": WaitingFor.PART},
            "en attente",
            id="taken and waiting",
        ),
        pytest.param(
            RequestState.TAKEN, RequestState.CLOSED, {"reason": " "}, "Dites pourquoi", id="ended in silence"
        ),
    ],
)
def test_what_is_refused_and_why(
    state: RequestState, to: RequestState, said: dict[str, object], sentence: str
) -> None:
    reasons = refusals(state, to, today=TODAY, **said)  # type: ignore[arg-type]
    assert any(sentence in reason for reason in reasons)


def test_the_teacher_is_asked_whether_it_works_again() -> None:
    assert label(RequestState.SOLVED, for_requester=True) == "Ça remarche ?"
    assert label(RequestState.SOLVED) == "Résolue"
    assert label(RequestState.SENT, for_requester=True) == "Envoyée"

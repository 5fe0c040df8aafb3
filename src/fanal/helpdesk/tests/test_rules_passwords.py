"""A password that a request or an answer says stood in the title, on two home pages and in mails."""

import time

import pytest

from fanal.helpdesk.rules.passwords import TAKEN_OUT, without_passwords


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Rien ne marche, mot de passe azerty12", f"Rien ne marche, mot de passe {TAKEN_OUT}"),
        ("Mot de passe provisoire : Soleil2026!", f"Mot de passe provisoire : {TAKEN_OUT}"),
        ("mdp=P@ssword, merci", f"mdp={TAKEN_OUT}, merci"),
        ("Son mot de passe est « Azerty_1 ».", f"Son mot de passe est « {TAKEN_OUT} »."),
    ],
)
def test_a_password_is_taken_out(text, kept):
    assert without_passwords(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Mot de passe Pronote oublié !",
        "Un élève de 4e B a oublié son mot de passe de l’ENT en salle 204",
        "Mot de passe Office365 à refaire",
        "Le mot de passe du poste PC-204-12 est refusé",
        "mot de passe salle204",
        "Mot de passe de jean.martin@ac-exemple.fr perdu",
        "Le code 2026abcd est sur le tableau",
        "Changez votre mot de passe aujourd’hui, avant 12h30",
    ],
)
def test_what_is_no_password_stays(text):
    assert without_passwords(text) == text


def test_a_long_text_takes_no_time():
    began = time.perf_counter()
    without_passwords("mot de passe " + ":= «" * 20_000 + "x" * 20_000)
    assert time.perf_counter() - began < 1

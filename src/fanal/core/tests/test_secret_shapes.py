"""Where the accesses are may be said; the access itself is refused."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.text.secret_shapes import LONGEST, looks_like, refusals

PLACES = (
    "Les mots de passe de la salle 204 sont chez la gestionnaire",
    "Gestionnaire de mots de passe, dossier 2026",
    "Coffre du secrétariat, enveloppe n° 3",
    "Dans le gestionnaire de mots de passe de l’établissement, dossier « Réseau »",
    "Le mot de passe est dans l’armoire du bureau B204, classeur bleu",
    "Mot de passe : voir M. Petit",
    "Mots de passe : coffre de la direction, code connu de la principale",
    "Chez Mme Roux (01 23 45 67 89, roux@college.invalid)",
    "KeePass du serveur, fichier sur le disque P, maître connu de la direction et du second référent",
    "https://assistance.departement.invalid/comptes, avec le compte de l’établissement",
    "Enveloppe scellée le 12/09/2026, bureau du gestionnaire",
    "La clé est au secrétariat, salle 204",
    "Identifiant : celui de l’UAI 0750001A, remis par la DRANE",
    "Code de la baie : demander à la loge",
    "Le code change chaque trimestre, il est affiché dans le coffre",
    "Compte rattaché à EduConnect, rien à garder",
    "Double authentification sur la clé FIDO du tiroir du bas",
    "Carte OTP rangée avec le sceau, seconde carte au rectorat",
    "PIN de la carte : chez la principale",
)
SECRETS = (
    "mot de passe administrateur Azerty12",
    "mdp GLPI Azerty12",
    "code d’alarme 4821",
    "code du coffre 4821",
    "mot de passe : azerty12",
    "mdp=Rentree2026!",
    "Le mot de passe est Xk9-plume",
    "code 4821",
    "Code de la baie : 4821",
    "PIN 0000",
    "admin / C0llege#Veil",
    "wifi invité, mdp Soleil2026",
    "https://admin:secret@routeur.invalid/",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "otpauth://totp/Fanal?secret=ABC",
    "a1b2-c3d4-e5f6",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
    "jeton : glpat-aB3dE5fG7hJ9kL1m",
    "Password: hunter2",
    "login admin, mot de passe = P@ssw0rd",
)


@pytest.mark.parametrize("text", PLACES)
def test_a_place_is_kept(text):
    assert looks_like(text) == ""
    assert refusals(text) == []


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_refused_and_the_refusal_never_repeats_it(text):
    (reason,) = refusals(text)
    assert "ressemble à un secret" in reason
    assert text not in reason


def test_nothing_and_too_much_are_refused():
    assert refusals("  ") == ["Dites où se trouvent les accès."]
    assert "dépasse" in refusals("x " * LONGEST)[0]


MADE = st.text(string.ascii_letters + string.digits + "!#$%&*+=?@_", min_size=12, max_size=24).filter(
    lambda word: (
        word[0].isalnum()
        and word[-1].isalnum()
        and all(any(sort(letter) for letter in word[1:]) for sort in (str.islower, str.isupper, str.isdigit))
    )
)
WORDS = st.sampled_from(
    (
        "coffre",
        "armoire",
        "direction",
        "secrétariat",
        "enveloppe",
        "tiroir",
        "bureau",
        "loge",
        "classeur",
        "dossier",
        "clef",
        "principale",
        "gestionnaire",
        "serveur",
        "double",
        "remis",
        "rangé",
        "scellée",
        "connu",
        "chez",
        "dans",
        "avec",
        "sous",
        "l’ordinateur",
        "porte-clés",
        "lui-même",
        "aujourd’hui",
        "B204",
        "n°",
        "3",
    )
)


@given(MADE)
def test_what_a_generator_makes_is_refused_wherever_it_stands(password):
    assert refusals(password) != []
    assert refusals(f"Le compte du serveur, {password}, au secrétariat") != []
    assert refusals(f"mdp : {password}") != []


@given(st.lists(WORDS, min_size=1, max_size=20))
def test_a_sentence_of_ordinary_words_is_kept(words):
    assert refusals(" ".join(words)) == []


@given(st.text(min_size=12, max_size=320))
def test_any_text_gets_an_answer_that_does_not_repeat_it(text):
    assert [reason for reason in refusals(text) if text in reason] == []


def test_the_key_of_a_program_is_not_called_recovery_codes_alone():
    """A newcomer, November 2026: « des codes de secours », said of a licence key."""
    assert looks_like("N8K2V-QQ7TD-44XPB-6M2YR-WD3CH") == "une clé ou des codes de secours"

"""« mdp : soleil » is the password itself, « mot de passe : dans le coffre » says where it is."""

import pytest

from fanal.core.text.secret_shapes import looks_like, refusals
from fanal.missions.rules.handover import note_refusals

SECRETS = {
    "an ordinary word": "mdp : soleil",
    "without a space": "mdp:soleil",
    "an equal sign": "mot de passe = soleil",
    "an arrow": "mdp -> soleil",
    "capitals": "MDP : SOLEIL",
    "a narrow space before the sign": "mot de passe\u202f: soleil",
    "several passwords": "mots de passe : soleil",
    "a code": "code : soleil",
    "a pin": "pin : bleu",
    "a key": "clé : tournesol",
    "the old spelling of a key": "clef : tournesol",
    "a secret code": "code secret : tournesol",
    "a few words before the sign": "mot de passe du wifi invité : soleil",
    "the code of a thing": "code de l’alarme : tournesol",
    "the code of a thing, short": "code alarme : tournesol",
    "the key of the wireless network": "clé wifi : tournesol",
    "after a name": "login : admin, mdp : soleil",
    "before a name": "mdp : soleil, login : admin",
    "before a remark": "mdp : soleil (à changer)",
    "before another word": "mdp : soleil et identifiant admin",
    "before its use": "mot de passe : soleil pour les tablettes",
    "before a slash": "mdp : soleil / salle 204",
    "quoted": "mot de passe : « soleil »",
    "several words quoted": "mot de passe : « soleil vert »",
    "quoted in the English way": 'mot de passe : "soleil vert"',
    "two words tied": "mdp : soleil-vert",
    "a name": "mdp : Ferdinand",
    "in the middle of a sentence": "Au secrétariat ; mdp : soleil.",
    "after a place said first": "mot de passe : coffre ; code : tournesol",
    "English": "password: sunshine",
}
PLACES = {
    "in a safe": "mot de passe : dans le coffre",
    "at somebody’s": "mot de passe : chez le gestionnaire",
    "a program": "mot de passe : voir KeePass",
    "a program alone": "mot de passe : KeePass",
    "a safe alone": "mot de passe : coffre",
    "a strong box": "mot de passe : coffre-fort",
    "a place with its article": "mot de passe : l’intendance",
    "a person by function": "code de la porte : gardien",
    "a woman by function": "mots de passe : principale",
    "another woman by function": "mots de passe : administratrice",
    "several people": "mots de passe : gestionnaires",
    "somebody by name": "clé : Mme Roux",
    "somebody, shortened": "Mot de passe : voir M. Petit",
    "what it is": "mot de passe : personnel",
    "what became of it": "mot de passe : changé",
    "none": "code : aucun",
    "unknown": "mdp : inconnu",
    "a sentence": "mot de passe : la gestionnaire le garde",
    "to ask": "code de la baie : demander à la loge",
    "a room": "clé : B204",
    "an address": "mot de passe : https://coffre.departement.invalid/",
    "a mail": "mot de passe : intendance@college.invalid",
    "the number of the school": "code : 0750001A",
    "a safe and an envelope": "mot de passe : coffre et enveloppe scellée",
    "nothing yet": "mot de passe :",
    "a manager of passwords": "Gestionnaire de mots de passe : Passerelle",
    "a list of passwords": "Liste des mots de passe : Tourniquet",
    "how often it changes": "Changement du code : trimestriel",
    "a colour": "code couleur : rouge",
    "a way to share": "clé de répartition : équitable",
    "clothes": "code vestimentaire : libre",
    "a place quoted": "mot de passe : « dossier Réseau »",
    "words without a sign": "mot de passe soleil levant au secrétariat",
    "the hour after another word": "La loge ferme à 18:30, le code est au coffre",
    "a service that gives it": "mot de passe perdu : EduConnect",
}


@pytest.mark.parametrize("text", SECRETS.values(), ids=SECRETS)
def test_one_word_after_the_sign_is_the_secret(text):
    (reason,) = refusals(text)
    assert "ressemble à un secret" in reason


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_where_it_is_may_be_said(text):
    assert looks_like(text) == ""


def test_in_a_note_the_secret_may_stand_on_the_next_line():
    assert note_refusals("Wifi\nmdp :\n\n  soleil\nÀ changer en juin.") != []
    assert note_refusals("Mots de passe :\n- ENT : coffre\n- Wifi : chez la gestionnaire") == []
    assert note_refusals("Codes et clés :\nle portail, à la loge\nla salle 204, au secrétariat") == []


@pytest.mark.parametrize("words", [20, 400])
def test_a_long_text_full_of_signs_is_read_at_once(words):
    assert looks_like("mot de passe : dans le coffre " * words) == ""
    assert looks_like("mot de passe " * words) == ""

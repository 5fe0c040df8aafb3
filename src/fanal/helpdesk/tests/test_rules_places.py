"""Which room a sentence speaks of, and when nobody can say (December § 4.1)."""

import pytest

from fanal.helpdesk.rules.places import NamedRooms, place_named

ROOMS = [
    (1, "Salle 101"),
    (2, "Salle 102"),
    (3, "Salle 104"),
    (4, "Informatique 1"),
    (5, "Informatique 2"),
    (6, "CDI"),
    (7, "Salle de musique"),
    (8, "Salle des professeurs"),
]


@pytest.mark.parametrize(
    ("text", "rooms", "unknown"),
    [
        ("le vp de la 104 est noir", (3,), ""),
        ("salle 1O4", (3,), ""),
        ("plus d’image en l04", (3,), ""),
        ("salle info 1", (4,), ""),
        ("en salle info2", (5,), ""),
        ("salle de musique", (7,), ""),
        ("la salle des profs", (8,), ""),
        ("Salle 101 Salle 102", (1, 2), ""),
        ("101 102", (1, 2), ""),
        ("salle informatique", (4, 5), ""),
        ("salle info 9", (), "salle info 9"),
        ("l’écran de la salle 199 est noir", (), "salle 199"),
        ("salle 7", (), "salle 7"),
        ("ma salle est froide", (), ""),
        ("30 élèves attendent", (), ""),
        ("plus rien ne marche en salle", (), ""),
        ("", (), ""),
    ],
)
def test_what_a_sentence_says_of_the_rooms(text, rooms, unknown):
    assert place_named(text, ROOMS) == NamedRooms(rooms, unknown)

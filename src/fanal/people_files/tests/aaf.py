"""A pupil and a teacher, as the directory of the académie writes them."""

PUPIL = {
    "sn": "LEFÈVRE",
    "givenName": "Zoé",
    "ENTPersonDateNaissance": "31/12/2013",
    "ENTEleveMEF": "10010012110",
    "ENTPersonStructRattach": "43",
    "ENTEleveClasses": "43$6A",
    "ENTEleveGroupes": ["43$6LATIN", "43$6LATIN"],
}
STAFF = {
    "sn": "PETIT",
    "givenName": "Hélène",
    "personalTitle": "Mlle",
    "mail": "Helene.Petit@AC-TEST.invalid",
    "ENTPersonStructRattach": "43",
    "ENTPersonFonctions": ["43$ENS$ENSEIGNEMENT$L0202$LETTRES MODERNES", "44$DOC$DOCUMENTATION$L0080$DOC"],
    "ENTAuxEnsClassesMatieres": ["43$6A$020700", "43$6A$020700", "44$3B$020700"],
    "ENTAuxEnsClassesPrincipal": "43$6A",
}

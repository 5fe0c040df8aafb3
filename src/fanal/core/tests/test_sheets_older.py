"""A CSV of an old Macintosh, or of a program that kept the letters of MS-DOS, is read right."""

import pytest

from fanal.core.sheets import read_table
from fanal.core.sheets.older import older_encoding

FILES = (
    "Nom;Prénom;Né le\nDUPRÉ;Léa;01/02/2014\nLEFÈVRE;Zoé;05/06/2013\n",
    "Nom;Prenom\nLEGER;André\n",
    "Nom;Prenom\nBENOÎT;Anaïs\nFRANÇOIS;Jérôme\nCŒUR;Gaël\n",
    "Nom;Prenom\nHÉLÈNE;ZOÉ\n",
    "Nom;Prenom\nMARTIN;Françoise\n",
)


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
@pytest.mark.parametrize("text", FILES)
def test_names_of_an_older_encoding_are_read_right(text, encoding):
    """Foreign files, November 2026: « André » became « AndrŽ », or « Andr‚ »."""
    text = text.replace("Œ", "OE") if encoding == "cp850" else text
    table = read_table(text.encode(encoding), "liste.csv")
    assert [table.headers, *table.rows] == [line.split(";") for line in text.splitlines()]


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-15"])
@pytest.mark.parametrize(
    "text",
    [
        *FILES,
        "Nom;Prenom\nX;HéLèNE\n",
        "Nom;Prenom\nŠKODA;Žofie\nLukáš;Ñuñez\n",
        "Nom\nL’HERMITE – “bis”\n",
        "Objet;Prix\nCâble;12 £\nLampe;¼\n",
    ],
)
def test_those_of_today_stay_as_they_are(text, encoding):
    data = text.encode(encoding, errors="ignore")
    assert older_encoding(data, encoding) == encoding

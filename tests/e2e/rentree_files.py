"""The files of the demonstration school's next year: its own pupils a class higher, and those of `rentree/`.

What the story's exports say of this year is turned into the next: the troisièmes are gone, everybody else
keeps their number and goes up. Whoever arrives is written by hand.
"""

from pathlib import Path
from types import SimpleNamespace

from lxml import etree

from fanal.people.story.people import NAMED, TEACHERS, name_of
from fanal.people_files.story.exports import A_CLASS, CLASSES, LEVELS, siecle_of, sts_of
from fanal.year.rules.years import SchoolYear

HAND_WRITTEN = Path(__file__).parent / "rentree"
HIGHER = {"6": "5", "5": "4", "4": "3"}
LEAVERS = 6 * A_CLASS  # the six troisièmes


def siecle(uai: str, year: SchoolYear, *arrivals: str) -> bytes:
    """SIECLE's pupils in `year`, which follows that of the story; `arrivals` are files of `rentree/`."""
    tree = etree.fromstring(siecle_of(uai, year.previous, len(CLASSES) * A_CLASS).encode())
    tree.find(".//ANNEE_SCOLAIRE").text = str(year.first)
    pupils, places = tree.find(".//ELEVES"), tree.find(".//STRUCTURES")
    for place in list(places):
        code = place.findtext("STRUCTURE/CODE_STRUCTURE")
        pupil = pupils.find(f"ELEVE[@ELEVE_ID='{place.get('ELEVE_ID')}']")
        if code[0] == "3":
            pupils.remove(pupil)
            places.remove(place)
            continue
        pupil.find("CODE_MEF").text = LEVELS[HIGHER[code[0]]]
        for name in place.iter("CODE_STRUCTURE"):
            name.text = HIGHER[name.text[0]] + name.text[1:]
    for arrival in arrivals:
        written = etree.fromstring((HAND_WRITTEN / arrival).read_bytes())
        pupils.extend(written.findall("ELEVE"))
        places.extend(written.findall("STRUCTURES_ELEVE"))
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def sts(uai: str, year: SchoolYear) -> bytes:
    """STSWEB's teachers in `year`: the last of this year is not named, somebody new is."""
    people = [NAMED[login][:3] for login in ("digital_lead", "second_lead", "teacher")]
    people += [name_of(rank) for rank in range(TEACHERS - len(people) - 2)]
    teachers = [
        SimpleNamespace(civility=civility, given_name=given, family_name=family)
        for civility, given, family in people
    ]
    arrived = (
        '<INDIVIDU ID="900" TYPE="epp"><CIVILITE>2</CIVILITE><NOM_USAGE>ROSTANG</NOM_USAGE>'
        "<PRENOM>Fanny</PRENOM><FONCTION>ENS</FONCTION></INDIVIDU></INDIVIDUS>"
    )
    return sts_of(uai, year, teachers).replace("</INDIVIDUS>", arrived).encode()


def aaf() -> bytes:
    """The academic directory: a teacher who came late, and a pupil whom SIECLE names too."""
    return (HAND_WRITTEN / "aaf.xml").read_bytes()

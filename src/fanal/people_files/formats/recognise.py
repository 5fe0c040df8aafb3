"""Which file is this? By what it holds, never by its name; a wrong one is refused with the right sentence."""

from typing import IO

from fanal.people_files.formats.header import FileNature
from fanal.people_files.formats.markup import HEAD, UnreadableFile, head_of, root_of

ROOTS = {
    "ficAlimMENESR": FileNature.AAF,
    "BEE_ELEVES": FileNature.SIECLE_PUPILS,
    "BEE_STRUCTURES": FileNature.SIECLE_CLASSES,
    "BEE_NOMENCLATURES": FileNature.SIECLE_WORDS,
    "STS_EDT": FileNature.STS,
    "GAR-ENT-Eleve": FileNature.GAR,
    "GAR-ENT-Enseignant": FileNature.GAR,
    "GAR-ENT-Etab": FileNature.GAR,
    "GAR-ENT-Groupe": FileNature.GAR,
}
REFUSED = {
    "EDT_STS": (
        "Ce fichier remonte de l’emploi du temps vers STSWEB (EDT_STS). Fanal lit l’inverse : dans STSWEB, "
        "« Mise à jour > Exports > Emplois du temps », qui donne « sts_emp_… »."
    ),
    "BEE_RESPONSABLES": (
        "Ce fichier donne les responsables des élèves et leurs adresses. Fanal ne les garde pas : rien de ce "
        "qu’il fait n’en a besoin. Déposez « ElevesSansAdresses »."
    ),
    "html": (
        "Ce fichier est une page web (HTML), même si son nom dit autre chose : ouvrez-le dans le tableur, "
        "enregistrez-le en .xlsx, .ods ou .csv, puis déposez ce nouveau fichier."
    ),
    "GAR-ENT-RespAff": (
        "Ce fichier donne les responsables d’affectation du GAR. Déposez les fichiers Eleve, Enseignant et "
        "Groupe."
    ),
} | {
    root: f"Ce fichier de SIECLE ({name}) ne donne ni élève ni classe : il n’est pas utile ici."
    for root, name in {
        "BEE_COMMUN": "Communs",
        "BEE_GEOGRAPHIQUE": "Géographique",
        "BEE_ETABLISSEMENT": "Établissements",
    }.items()
}
PRIMARY = (
    "Ce fichier vient du GAR du premier degré. Fanal lit ceux des collèges et des lycées (second degré)."
)
UNKNOWN_XML = (
    "Ce fichier XML (« {root} ») n’est pas de ceux que Fanal lit : AAF, SIECLE (ElevesSansAdresses, "
    "Structures, Nomenclature), STSWEB (sts_emp), GAR-ENT."
)
EMPTY = "Ce fichier est vide : reprenez l’export."


def nature_of(source: IO[bytes]) -> FileNature:
    """What the stream holds; it is put back at its start. Raises UnreadableFile with the right sentence."""
    start = head_of(source)
    if not start.strip():
        raise UnreadableFile(EMPTY)
    text = _text(start).lstrip("\ufeff").lstrip()
    if not text.startswith("<"):
        return FileNature.TABLE
    root = root_of(text).replace("BEE_EPHC_", "BEE_")
    if "http://data.education.fr/ns/gar/1d" in text:
        raise UnreadableFile(PRIMARY)
    if root in ROOTS:
        return ROOTS[root]
    raise UnreadableFile(
        REFUSED.get("html" if root.lower() == "html" else root)
        or UNKNOWN_XML.format(root=root[:40] or "sans racine")
    )


def _text(start: bytes) -> str:
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return start[: HEAD - HEAD % 2].decode("utf-16", errors="replace")
    return start.decode("utf-8", errors="replace")

"""Each sample of a real format goes its way: read, a table, or refused with the sentence that helps."""

import pytest

from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import match_columns
from fanal.core.tests.samples import SAMPLES, needs_samples
from fanal.people_files.formats.any_file import read_any_file
from fanal.people_files.rules.table_fields import FIELDS
from fanal.people_files.tests.reading import aaf, request

FOLDERS = ("aaf", "siecle", "stsweb", "gar", "pix")
XML, JSON, WEB = "n’est pas de ceux que Fanal lit", "est du JSON", "page web"
NAME = "donnez-lui la bonne extension"
# Whoever adds a sample says here what becomes of it.
REFUSED = {
    "aaf/ficAlimMENESR.dtd": XML,
    "siecle/klepsydrix_constructed/ResponsablesAvecAdresses.CONSTRUCTED.xml": "donne les responsables",
    "gar/GAR-ENT-1D.xsd": "premier degré",
    "gar/GAR-ENT.xsd": XML,
    "gar/djangogar_get_gar_institution_list_response.xml": XML,
    "gar/djangogar_get_gar_subscription_response.xml": XML,
    "gar/djangogar_valid_ticket_gar.xml": XML,
    "gar/djangogar_get_allocations_response": NAME,
    "gar/listeRessources_ressources.json": JSON,
    "gar/mediacentre_resources_mock.json": JSON,
    "pix/crcn_5_domaines_16_competences.json": JSON,
}
TABLES = {
    "siecle/pix/siecle-csv-with-two-valid-students.csv": (
        {"given_name", "family_name", "usual_name", "born", "level", "class"},
        2,
    ),
    "pix/pix_orga_collecte_de_profils_header.csv": ({"family_name", "given_name"}, 0),
    "gar/djangogar_logout.txt": (set(), 0),
}
FILES = [
    path
    for folder in FOLDERS
    for path in sorted((SAMPLES / folder).rglob("*"))
    if path.is_file() and path.name != "SOURCE.txt"
]


@needs_samples
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SAMPLES).as_posix())
def test_every_sample_goes_its_way(path):
    name = path.relative_to(SAMPLES).as_posix()
    if name in REFUSED:
        with pytest.raises(RuleBroken, match=REFUSED[name]):
            read_any_file(path, path.name)
    elif name in TABLES:
        fields, lines = TABLES[name]
        table = read_any_file(path, path.name)
        assert (set(match_columns(table.headers, FIELDS, {})) - {""}, len(table)) == (fields, lines)
    else:
        given = read_any_file(path, path.name)
        given.close()
        assert sum(header["lines"] for header in given.headers) > 0
        assert sum(header["refused"] for header in given.headers) == 0


def test_a_name_misleads_nobody():
    given = read_any_file(aaf(request("EtabEducNat", "43")).encode(), "export.csv")
    given.close()
    assert [header["nature"] for header in given.headers] == ["aaf"]
    with pytest.raises(RuleBroken, match=NAME):
        read_any_file("Nom;Prénom\nDUVAL;Éric\n".encode(), "export.xml")


@pytest.mark.parametrize("start", [b"<html><table>", b"\xef\xbb\xbf<!DOCTYPE HTML>\n<HTML>"])
def test_a_web_page_that_says_it_is_a_spreadsheet_is_named(start):
    with pytest.raises(RuleBroken, match=WEB):
        read_any_file(start + b"<tr><td>Nom</td></tr>", "eleves.xls")


@pytest.mark.parametrize("bom", ["utf-16", "utf-16-le with a mark", "utf-16-be with a mark"])
def test_an_export_in_utf_16_goes_the_way_of_exports(bom):
    text = aaf(request("EtabEducNat", "43")).replace("UTF-8", "UTF-16")
    coded = text.encode("utf-16") if bom == "utf-16" else f"\ufeff{text}".encode(bom[:9])
    given = read_any_file(coded, "export.xml")
    given.close()
    assert [header["nature"] for header in given.headers] == ["aaf"]


def test_entities_are_seen_in_utf_16_too():
    sly = '<?xml version="1.0"?><!DOCTYPE ficAlimMENESR [<!ENTITY a "b">]><ficAlimMENESR x="&a;"/>'
    with pytest.raises(RuleBroken, match="définit des entités"):
        read_any_file(sly.encode("utf-16"), "export.xml")

"""Two thousand damaged files: each is read, or refused with a sentence; no line is ever lost."""

import io
import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanal.core.sandbox.parent import Declined
from fanal.people_files.formats.reading import read_into
from fanal.people_files.formats.source_line import Manner
from fanal.people_files.tests.aaf import PUPIL, STAFF
from fanal.people_files.tests.gar_archives import gar, tarred, zipped
from fanal.people_files.tests.importing import TODAY
from fanal.people_files.tests.reading import aaf, request
from fanal.people_files.tests.siecle import ONE, PUPILS, STRUCTURES, STS

pytestmark = pytest.mark.clock(TODAY)
AAF = aaf(
    request("EtabEducNat", "43", ENTStructureUAI="0123456A", ENTStructureClasses="6A$SIXIEME$1001"),
    *(request("Eleve", str(number), **PUPIL) for number in range(3)),
    request("PersEducNat", "77", **STAFF),
    request("Eleve", "1", "modifyRequest", ENTEleveClasses="43$5B"),
    request("Eleve", "2", "deleteRequest"),
)
GAR = gar(
    "Eleve",
    "<men:GAREleve><men:GARPersonIdentifiant>e1</men:GARPersonIdentifiant><men:GARPersonNom>A</men:GARPersonNom>"
    "<men:GARPersonPrenom>B</men:GARPersonPrenom><men:GARPersonEtab>0123456A</men:GARPersonEtab></men:GAREleve>",
)
SIECLE = PUPILS.format(sections=f"<ELEVES>{ONE}</ELEVES>{STRUCTURES}").format(left="").encode("iso-8859-15")
BASES = {
    "aaf": AAF.encode(),
    "siecle": SIECLE,
    "sts": STS.encode(),
    "gar": GAR.encode(),
    "zip": zipped({"ENT_Complet_20260901_Eleve_0000.xml": AAF}),
    "tgz": tarred({"ENT_Complet_20260901_Eleve_0000.xml": AAF}),
}
FILES = 2_000
STRANGE = st.sampled_from(
    [
        b"<",
        b">",
        b"&",
        b"\x00",
        b"\xff",
        b"<!--",
        b"]]>",
        b"&amp;apos;",
        b"<value/>",
        b"$",
        b"$$$",
        b"<![CDATA[",
    ]
) | st.binary(min_size=1, max_size=8)


@st.composite
def damaged(draw: st.DrawFn, base: bytes) -> bytes:
    """The file with one to four wounds: cut, a piece lost, said twice, or replaced."""
    content = base
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 60))
        piece = content[place : place + length]
        wound = draw(st.sampled_from(["cut", "lose", "repeat", "replace"]))
        if wound == "cut":
            content = content[:place]
        elif wound == "lose":
            content = content[:place] + content[place + length :]
        elif wound == "repeat":
            content = content[:place] + piece * draw(st.integers(1, 20)) + content[place:]
        else:
            content = content[:place] + draw(STRANGE) + content[place + length :]
    return content


@pytest.mark.parametrize("name", BASES)
def test_a_damaged_file_is_read_or_refused_and_no_line_is_lost(name):
    outcomes: Counter[str] = Counter()

    @settings(
        max_examples=FILES // len(BASES) + 1,
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(damaged(BASES[name]))
    def tried(content: bytes) -> None:
        out = io.BytesIO()
        try:
            read_into(io.BytesIO(content), out, {})
        except Declined as refusal:
            assert refusal.sentence.endswith(".")
            outcomes["refused"] += 1
            return
        *rows, tail = out.getvalue().splitlines()
        headers = json.loads(tail.removeprefix(b"!"))
        assert len(rows) == sum(header["lines"] for header in headers)
        manners = Counter(row.split(b"\t")[2].decode() for row in rows)
        assert set(manners) <= set(Manner)
        assert manners["refused"] == sum(header["refused"] for header in headers)
        outcomes["read"] += 1

    tried()
    assert sum(outcomes.values()) >= FILES // len(BASES)

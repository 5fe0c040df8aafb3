"""How fast is an export of a whole académie read, planned and applied? The files are made here, as real ones.

Printed beside what the raw parser does on the same files in the same run: the machine's speed drifts.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import large

FIRST = 1001  # the schools of this measure, apart from those of the pages
A_SCHOOL = 1200  # people
PIECE = 20_000
WRITTEN = re.compile(r"(\d+) (?:arrivées|modifications|départs)")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">
<ficAlimMENESR>
<!-- versionAF="AAF-VE2407" -->
<!-- codeAcademieExport="13" -->
<!-- dateGenerationExport="05/10/2026" -->
"""
END = "</ficAlimMENESR>\n"


def _attributes(**values: str | tuple[str, ...]) -> str:
    return "\n".join(
        f'<attr name="{name}">'
        + "".join(f"<value>{text}</value>" for text in ((value,) if isinstance(value, str) else value))
        + "</attr>"
        for name, value in values.items()
    )


def _request(kind: str, category: str, key: int, attributes: str) -> str:
    return (
        f'<addRequest>\n<operationalAttributes><attr name="{kind}"><value>{category}</value></attr>'
        f"</operationalAttributes>\n<identifier><id>{key}</id></identifier>\n<attributes>\n{attributes}\n</attributes>\n"
        "</addRequest>\n"
    )


def _pupil(key: int, school: int, rank: int, *, moved: bool) -> str:
    level = rank % 4
    room = f"{school}${6 - level}{'ABCDEFGH'[(rank + moved) % 8]}"
    return _request(
        "categoriePersonne",
        "Eleve",
        key,
        _attributes(
            ENTPersonJointure=str(key),
            ENTEleveINE=f"{key:010}A",
            ENTEleveStructRattachId=str(key),
            ENTPersonDateNaissance=f"{1 + rank % 28:02}/{1 + rank % 12:02}/{2011 + level}",
            ENTPersonNomPatro=f"NOM{key % 50021}",
            sn=f"NOM{key % 50021}",
            givenName=f"Prénom{key % 997}",
            ENTPersonAutresPrenoms=(f"Prénom{key % 997}", "Alix"),
            personalTitle="M.",
            ENTElevePersRelEleve=f"{key}$10$1$1$1$1",
            ENTEleveBoursier="N",
            ENTEleveRegime="DEMI-PENSIONNAIRE",
            ENTEleveTransport="N",
            ENTPersonAdresse="1 rue du Banc$$$",
            ENTPersonCodePostal="12000",
            ENTPersonVille="VILLE",
            ENTPersonPays="FRANCE",
            ENTEleveStatutEleve="SCOLAIRE",
            ENTEleveMEF="10010012110",
            ENTEleveLibelleMEF="6EME",
            ENTPersonStructRattach=str(school),
            ENTEleveClasses=room,
            ENTEleveGroupes=f"{school}$G{rank % 30}",
        ),
    )


def _teacher(key: int, school: int, rank: int) -> str:
    return _request(
        "categoriePersonne",
        "PersEducNat",
        key,
        _attributes(
            ENTPersonJointure=str(key),
            ENTPersonDateNaissance="01/01/1980",
            sn=f"PROF{key}",
            givenName="Alix",
            personalTitle="Mme",
            mail=f"alix.prof{key}@banc.invalid",
            ENTPersonStructRattach=str(school),
            ENTAuxEnsClassesMatieres=tuple(
                f"{school}${6 - n}{'ABCDEFGH'[rank % 8]}$0207{n:02}" for n in range(4)
            ),
            ENTPersonFonctions=f"{school}$ENS$ENSEIGNEMENT$L0202$LETTRES MODERNES",
            ENTPersonCategorieEnseignant="O",
            PersEducNatPresenceDevantEleves="O",
        ),
    )


def _schools(count: int) -> Iterator[str]:
    for school in range(FIRST, FIRST + count):
        attributes = _attributes(
            ENTStructureJointure=str(school),
            ENTStructureUAI=large.uai(school),
            ENTStructureTypeStruct="COLLEGE",
            ENTStructureNomCourant=f"CLG$BANC {school}$VILLE",
        )
        yield _request("categorieStructure", "EtabEducNat", school, attributes)


def write(folder: Path, people: int, *, changed: int = 0) -> list[Path]:
    """The pieces of a complete export of `people`; one in `changed` is in another class than without it."""
    schools = people // A_SCHOOL
    paths = [folder / "ENT_Complet_20261005_EtabEducNat_0000.xml"]
    paths[0].write_text(HEAD + "".join(_schools(schools)) + END)
    rows = (
        (1_000_000 + school * A_SCHOOL + rank, FIRST + school, rank)
        for school in range(schools)
        for rank in range(A_SCHOOL)
    )
    piece: list[str] = []
    staff: list[str] = []
    for key, school, rank in rows:
        if rank < 80:
            staff.append(_teacher(key, school, rank))
        else:
            piece.append(_pupil(key, school, rank, moved=bool(changed) and key % changed == 0))
        if len(piece) == PIECE:
            paths.append(_write(folder, "Eleve", len(paths), piece))
            piece = []
        if len(staff) == PIECE:
            paths.append(_write(folder, "PersEducNat", len(paths), staff))
            staff = []
    paths += [
        _write(folder, "Eleve", len(paths), piece),
        _write(folder, "PersEducNat", len(paths) + 1, staff),
    ]
    return paths


def _write(folder: Path, name: str, number: int, piece: list[str]) -> Path:
    path = folder / f"ENT_Complet_20261005_{name}_{number:04}.xml"
    path.write_text(HEAD + "".join(piece) + END)
    return path


def _open_schools(count: int) -> None:
    from fanal.accounts.models import Authority, School

    uais = set(School.objects.values_list("uai", flat=True))
    School.objects.bulk_create(
        School(
            uai=large.uai(n),
            name=f"Banc {n}",
            kind="college",
            status="public",
            zone="C",
            authority=Authority.objects.get(code="banc"),
        )
        for n in range(FIRST, FIRST + count)
        if large.uai(n) not in uais
    )


def raw_rate(path: Path) -> float:
    """People a second that the bare parser counts, and does nothing with."""
    from lxml import etree

    started, count = time.process_time(), 0
    for _, element in etree.iterparse(path, tag="addRequest"):
        count += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return count / (time.process_time() - started)


def built_rate(path: Path) -> float:
    """People a second that one process turns into lines."""
    from fanal.people_files.formats.reading import read_into

    started = time.process_time()
    with path.open("rb") as source, tempfile.TemporaryFile() as out:
        read_into(source, out, {})
        out.seek(0)
        count = sum(1 for line in out if not line.startswith(b"!"))
    return count / (time.process_time() - started)


def _import(paths: list[Path]) -> tuple[float, float, int]:
    """Import the files as whoever keeps the installation does: seconds, megabytes at most, lines written."""
    command = [sys.executable, "-m", "fanal.config.cli", "directory", "import", *map(str, paths)]
    with tempfile.TemporaryFile("w+") as output:
        started, memory = time.perf_counter(), 0.0
        process = subprocess.Popen(command, stdout=output)
        while process.poll() is None:
            memory = max(memory, _megabytes(process.pid))
            time.sleep(0.2)
        spent = time.perf_counter() - started
        if process.returncode:
            raise SystemExit("the import was refused")
        output.seek(0)
        written = sum(int(number) for number in WRITTEN.findall(output.read()))
    return spent, memory, written


def _one_school(folder: Path) -> float:
    """Seconds to read, plan and apply a first export of one school of 1 200 people; undone afterwards."""
    from django.db import connection, transaction
    from django.utils import timezone

    from fanal.accounts.models.member import system
    from fanal.accounts.models.roles import System
    from fanal.people_files.actions.everywhere import import_everywhere

    paths = write(folder, A_SCHOOL)
    started = time.perf_counter()
    with transaction.atomic():
        made = import_everywhere(
            paths, today=timezone.localdate(), now=timezone.now(), by=system(System.SETUP)
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        spent = time.perf_counter() - started
        transaction.set_rollback(True)
    if not made or made[0].waits:
        raise SystemExit("the import of one school was refused")
    return spent


def _megabytes(pid: int) -> float:
    """What this process and the readers it started have held at most, together."""
    held = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:
            continue  # it ended meanwhile
        if pid in {int(fields["Pid"]), int(fields["PPid"])}:
            held += int(fields.get("VmHWM", "0 kB").split()[0])
    return held / 1024


def measure(people: int) -> None:
    """Print the rates, and one school's time. Needs the large data set's authority."""
    folder = Path(tempfile.mkdtemp(prefix="fanal-bench-"))
    try:
        _open_schools(people // A_SCHOOL)
        print(f"\none school of {A_SCHOOL} people, first export: {_one_school(folder):.2f} s (aim 1)")
        paths = write(folder, people)
        print(f"\npeople of an académie: {people} in {len(paths)} files, {_size(paths):.0f} MB")
        print(f"  bare parser       {raw_rate(paths[-2]):>9.0f} a second and a core")
        built = built_rate(paths[-2])
        print(f"  lines built       {built:>9.0f} a second and a core")
        for words, changed in (("first load", 0), ("3 in 100 changed", 33), ("nothing changed", 33)):
            paths = write(folder, people, changed=changed)
            spent, memory, written = _import(paths)
            print(
                f"  {words:<16}{people / spent:>11.0f} a second: {spent:.1f} s, {written} lines written, "
                f"{memory:.0f} MB, {100 * people / spent / built:.0f} % of what one core builds"
            )
    finally:
        shutil.rmtree(folder)


def _size(paths: list[Path]) -> float:
    return sum(path.stat().st_size for path in paths) / 1e6

"""How does a file from outside become a table? The parent's part: recognise, delegate, translate."""

import hashlib
from dataclasses import asdict
from pathlib import Path

from fanal.core.files.recognise import TABLES, Recognised, RefusedFile, recognise
from fanal.core.sandbox.parent import Declined, Limit, LimitReached, Watch, run_limited

from .limits import LIMITS, Limits
from .table import Rows, Table, UnreadableSheet

PASTED = "collage.txt"
WORKER = "fanal.core.sheets.worker:read"

SENTENCES = {
    Limit.MEMORY: "Ce tableau prend trop de place une fois ouvert. Supprimez les lignes et colonnes vides ou "
    "inutiles, ou enregistrez-le au format CSV, puis recommencez.",
    Limit.TIME: "Ce tableau est trop long à lire. Découpez-le en plusieurs fichiers, ou enregistrez-le au "
    "format CSV, puis recommencez.",
    Limit.OUTPUT: "Ce tableau contient trop de texte pour une seule lecture. Découpez-le en plusieurs "
    "fichiers, puis recommencez.",
    Limit.CRASH: "Ce fichier est endommagé : sa structure n’a pas pu être lue. Rouvrez-le dans votre "
    "tableur, "
    "enregistrez-le de nouveau en .xlsx, .ods ou .csv, puis recommencez.",
}


def read_table(
    data: bytes | Path,
    filename: str,
    *,
    sheet: str = "",
    limits: Limits = LIMITS,
    in_memory: bool = False,
    also: tuple[str, ...] = (),
    watch: Watch | None = None,
) -> Table:
    """Read CSV, TSV, pasted text (empty file name), XLSX or ODS in a limited child process.

    `sheet` names the sheet to read, the first visible one otherwise. With `in_memory` nothing of it is
    written on a disk. `also` names what another reader takes at the same place, for the sentence of a
    refusal. `watch` is told the rows read so far. Raises UnreadableSheet, or what `watch` raises.
    """
    try:
        file = recognise(data, filename or PASTED, allowed=TABLES, limit=limits.file_bytes, also=also)
        rows = _read_rows(data, file, sheet, limits, in_memory=in_memory, watch=watch)
    except (RefusedFile, Declined) as refusal:
        raise UnreadableSheet(refusal.sentence) from None
    except LimitReached as reached:
        raise UnreadableSheet(SENTENCES[reached.limit]) from None
    except (OSError, ValueError, KeyError) as error:
        # The file vanished, or the child's answer is not one: the content got the better of it.
        raise UnreadableSheet(SENTENCES[Limit.CRASH]) from error
    facts = rows.facts
    return Table(
        headers=facts["headers"] + [""] * (rows.width - len(facts["headers"])),
        rows=rows,
        sheet=facts["sheet"],
        sheet_names=facts["sheet_names"],
        encoding=facts["encoding"],
        separator=facts["separator"],
        source_sha256=_sha256(data),
    )


def _read_rows(
    data: bytes | Path,
    file: Recognised,
    sheet: str,
    limits: Limits,
    *,
    in_memory: bool,
    watch: Watch | None,
) -> Rows:
    answer = run_limited(
        WORKER,
        data,
        arguments={"kind": file.kind.value, "sheet": sheet, "limits": asdict(limits)},
        memory=limits.memory,
        seconds=limits.seconds,
        output=limits.output,
        in_memory=in_memory,
        watch=watch,
    )
    try:
        return Rows(answer)
    except BaseException:  # nobody else will close the file, whatever interrupts
        answer.close()
        raise


def _sha256(data: bytes | Path) -> str:
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    with data.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()

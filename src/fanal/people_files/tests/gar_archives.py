"""Archives of the GAR, made on the spot."""

import io
import tarfile
import zipfile

SPACE = "http://data.education.fr/ns/gar"


def zipped(files: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return kept.getvalue()


def tarred(files: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return kept.getvalue()


def gar(kind: str, body: str) -> str:
    root = f"men:GAR-ENT-{kind}"
    return f'<?xml version="1.0"?><{root} xmlns:men="{SPACE}" Version="1.0">{body}</{root}>'

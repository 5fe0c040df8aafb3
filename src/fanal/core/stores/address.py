"""The address of an object store, as it is written in the settings.

`s3://key:secret@host:port/bucket?region=fr-par`, over HTTPS; `s3+http://…` for a store beside the machine.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

SCHEMES = {"s3": "https", "s3+http": "http"}
FORM = "s3://clé:secret@hôte:port/seau"


class BadStoreAddress(ValueError):
    """The address of an object store is not one; its sentence shows no secret."""


@dataclass(frozen=True)
class StoreAddress:
    """Where, as whom, in which bucket. `endpoint`: « https://s3.example:443 »."""

    endpoint: str
    key_id: str
    secret: str
    bucket: str
    region: str


def read_address(url: str) -> StoreAddress:
    """Understand an address, or raise BadStoreAddress."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError as problem:
        raise BadStoreAddress(f"Une adresse de stockage s’écrit {FORM}.") from problem
    bucket = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not parts.hostname or not bucket or "/" in bucket:
        raise BadStoreAddress(f"Une adresse de stockage s’écrit {FORM}.")
    return StoreAddress(
        endpoint=f"{SCHEMES[parts.scheme]}://{parts.hostname}{port}",
        key_id=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
        bucket=bucket,
        region=parse_qs(parts.query).get("region", ["us-east-1"])[-1],
    )

"""What exactly is answered to an agent?

An agent that gives a `GLPI-Agent-ID` is answered in JSON, even to its first PROLOG in XML (that is
how it learns to speak the native protocol); any other in XML. The answer is compressed as the
request was (`docs/domain/formats.md`, « Inventory agents »).
"""

import json
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from fanal.inventory.formats.messages import Contact, MachineReport, Message, NetworkReport
from fanal.inventory.formats.wire import Compression, encode

HOURS = 24
TASK = "inventory"
CONTENT_TYPES = {
    Compression.ZLIB: "application/x-compress-zlib",
    Compression.GZIP: "application/x-compress-gzip",
}


@dataclass(frozen=True)
class Reply:
    """An HTTP answer: body already compressed, its type, its status."""

    body: bytes
    content_type: str
    status: int = 200


def _reply(text: str, kind: str, compression: Compression, status: int = 200) -> Reply:
    content_type = CONTENT_TYPES.get(compression, kind)
    return Reply(encode(text.encode("utf-8"), compression), content_type, status)


def _json(content: dict[str, Any], compression: Compression, status: int = 200) -> Reply:
    return _reply(json.dumps(content, ensure_ascii=False), "application/json", compression, status)


def _xml(inside: str, compression: Compression, status: int = 200) -> Reply:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>{inside}</REPLY>'
    return _reply(text, "application/xml", compression, status)


def _contact(contact: Contact, *, version: str, hours: int) -> dict[str, Any]:
    """Inventory is served; every other enabled task is switched off, with a sentence."""
    content: dict[str, Any] = {"status": "ok", "expiration": hours}
    if TASK in contact.enabled_tasks:
        # The agent checks this name, not who stands behind it.
        content["tasks"] = {TASK: {"server": "glpi", "version": version}}
    if others := [task for task in contact.enabled_tasks if task != TASK]:
        content |= {"message": f"{', '.join(others)} : tâche non prise en charge", "disabled": others}
    return content


def accepted(
    message: Message, *, compression: Compression, has_agent_id: bool, version: str, hours: int = HOURS
) -> Reply:
    """The answer to a message that was read and dealt with. `hours`: until the agent's next call."""
    if isinstance(message, Contact):
        return _json(_contact(message, version=version, hours=hours), compression)
    if has_agent_id or (isinstance(message, MachineReport | NetworkReport) and message.is_native):
        return _json({"status": "ok", "expiration": hours}, compression)
    if isinstance(message, MachineReport | NetworkReport):
        return _xml("<RESPONSE>SEND</RESPONSE>", compression)
    return _xml(f"<PROLOG_FREQ>{hours}</PROLOG_FREQ><RESPONSE>SEND</RESPONSE>", compression)


def refused(
    sentence: str,
    status: int,
    *,
    has_agent_id: bool,
    compression: Compression = Compression.RAW,
    hours: int = HOURS,
) -> Reply:
    """The answer to a report that is refused (400, 401, 413, 415, 429, 501)."""
    if has_agent_id:
        return _json({"status": "error", "message": sentence, "expiration": hours}, compression, status)
    return _xml(f"<ERROR>{escape(sentence)}</ERROR>", compression, status)

"""Which entries of a school's journal are frozen as evidence, and what the file says of them?

The journal forgets: its security chain after twelve months, values when a person is erased. An incident is
looked into longer than that. The file says each entry as the page « Journal » says it, never more, with what
links it to its chain, the heads of the chains and whether they held when it was made.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localtime

from fanal.accounts.models import School
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.journal.models import Chain, JournalEntry, JournalHead
from fanal.schools.reading.journal import JournalLine, all_words, lines_of

SECURITY = "securite"
SECURITY_LABEL = "Connexions et droits"
MOST = 20_000  # entries: what a few days of a large school write
MIME = "application/json"
WHOLE = "Le journal tient : chaque lien a été recalculé."
TOO_MANY = (
    f"Plus de {MOST} entrées dans cet intervalle : resserrez les heures, ou choisissez ce que cela touche."
)
RULE = "sha256(précédente + « établissement|chaîne|n°|µs|verbe|sujet|auteur| » + engagement)"


@dataclass(frozen=True)
class EvidenceSpan:
    """From when until when, both included, and what it touches: an app, `SECURITY`, or everything."""

    since: datetime
    until: datetime
    about: str = ""


@dataclass(frozen=True)
class Evidence:
    """The file, and what a page says of it without opening it."""

    content: bytes
    name: str
    count: int
    does_hold: bool
    verification: str
    heads: dict[str, str]
    sentences: list[tuple[str, int]]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def about_choices() -> list[tuple[str, str]]:
    """What an entry may touch, as the page « Journal » filters it."""
    apps = list(dict.fromkeys((words.app, words.label) for words in all_words()))
    return [("", "Tout"), *apps, (SECURITY, SECURITY_LABEL)]


def entries_about(school: School, about: str) -> QuerySet[JournalEntry]:
    rows = JournalEntry.objects.for_school(school)
    if about == SECURITY:
        return rows.filter(chain=Chain.SECURITY)
    return rows.filter(verb__startswith=f"{about}.") if about else rows


def evidence_of(school: School, span: EvidenceSpan, *, now: datetime) -> Evidence:
    """Freeze these entries. Refuses a span that holds too many. Needs the school's scope; writes nothing."""
    rows = entries_about(school, span.about).filter(at__gte=span.since, at__lte=span.until)
    entries = list(rows.order_by("at", "chain", "seq")[: MOST + 1])
    if len(entries) > MOST:
        raise RuleBroken(TOO_MANY)
    lines = lines_of(entries, school, most_named=sum(len(words.things) for words in all_words()))
    does_hold, verification = _verified(school)
    heads = {
        head.chain: f"{head.seq} {bytes(head.hash).hex()}"
        for head in JournalHead.objects.for_school(school).order_by("chain")
    }
    evidence = {
        "établissement": f"{school.name} ({school.uai})",
        "figé le": now.isoformat(),
        "du": span.since.isoformat(),
        "au": span.until.isoformat(),
        "à propos de": dict(about_choices()).get(span.about, span.about),
        "entrées": len(entries),
        "vérification": verification,
        "têtes des chaînes (n°, empreinte)": heads,
        "empreinte d’une entrée": RULE,
        "journal": [_entry_fields(entry, line) for entry, line in zip(entries, lines, strict=True)],
    }
    content = json.dumps(evidence, ensure_ascii=False, indent=1).encode()
    counted = Counter(line.what for line in lines).most_common()
    name = (
        f"journal-{school.uai}-{localtime(span.since):%Y%m%d-%H%M}-{localtime(span.until):%Y%m%d-%H%M}.json"
    )
    return Evidence(content, name, len(entries), does_hold, verification, heads, counted)


def _verified(school: School) -> tuple[bool, str]:
    keys = journal.believed_keys(settings.FANAL_HOME / "journal-keys")
    published = journal.published_heads(settings.FANAL_HOME)
    broken = [*journal.verify_school(school.pk, keys), *journal.contradictions(school.pk, published)]
    sentences = [f"Chaîne {fault.chain}, entrée {fault.seq} : {fault.says}." for fault in broken]
    return not sentences, " ".join(sentences) or WHOLE


def _entry_fields(entry: JournalEntry, line: JournalLine) -> dict[str, Any]:
    """The words of the page, then what proves the entry; neither its salt nor what no page shows."""
    return {
        "chaîne": entry.chain,
        "n°": entry.seq,
        "le": entry.at.isoformat(),
        "qui": line.who,
        "quoi": line.what,
        "à propos de": line.thing,
        "raison": line.reason,
        "changements": [
            {"champ": field, "avant": before, "après": after} for field, before, after in line.changes
        ],
        "verbe": entry.verb,
        "sujet": entry.subject,
        "auteur": entry.author,
        "engagement": bytes(entry.commitment).hex(),
        "précédente": bytes(entry.previous).hex(),
        "empreinte": bytes(entry.hash).hex(),
    }

"""The large data set: 200 schools, 20 000 people, 50 000 equipment, 100 000 requests of three messages.

Loaded by `COPY` as the owner (the only role that may copy into tables under row-level security), in order
of foreign keys, with ids computed so that nothing is read back.
"""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from django.apps import apps
from psycopg.types.json import Jsonb

from fanal.accounts.rules.uai import check_letter

SCHOOLS, PEOPLE, EQUIPMENT, REQUESTS = 200, 100, 250, 500
ROOMS = 40
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
WORDS = (
    "vidéoprojecteur",
    "écran",
    "réseau",
    "imprimante",
    "tablette",
    "clavier",
    "session",
    "lampe",
    "câble",
    "Pronote",
    "wifi",
    "souris",
)
KINDS = ("projector", "computer", "network", "printer", "tablet")


def uai(rank: int) -> str:
    digits = f"{9_980_000 + rank}"
    return digits + check_letter(digits)


def load(owner: psycopg.Connection[Any]) -> float:
    """Fill an empty, migrated database; returns the seconds it took."""
    started = time.monotonic()
    for table, columns, rows in _tables():
        others = _defaults(table, {name.strip() for name in columns.split(",")})
        names, values = ", ".join([columns, *others]), tuple(others.values())
        with owner.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row((*row, *values))
        if " id," in f" {columns}":
            owner.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
    owner.commit()
    owner.autocommit = True
    owner.execute("VACUUM ANALYZE")
    return time.monotonic() - started


def _defaults(table: str, given: set[str]) -> dict[str, Any]:
    """What a new row of this table holds in the columns that the set does not speak of."""
    model = next((model for model in apps.get_models() if model._meta.db_table == table), None)
    if model is None:
        return {}
    defaults = {
        field.column: field.get_default()
        for field in model._meta.concrete_fields
        if field.column and not (field.column in given or field.null or field.primary_key or field.generated)
    }
    return {name: Jsonb(value) if isinstance(value, dict) else value for name, value in defaults.items()}


def _schools() -> range:
    return range(1, SCHOOLS + 1)


def _tables() -> Iterable[tuple[str, str, Iterable[tuple[Any, ...]]]]:
    yield (
        "accounts_authority",
        "id, code, name, kind, support_email, support_phone",
        [(1, "banc", "Département du banc", "department", "a@banc.invalid", "")],
    )
    yield (
        "accounts_school",
        "id, uai, name, kind, status, zone, city, timezone, authority_id, has_quiet_hours, access_hours",
        (
            (
                s,
                uai(s),
                f"Collège {s}",
                "college",
                "public",
                "ABC"[s % 3],
                "Ville",
                "Europe/Paris",
                1,
                True,
                "",
            )
            for s in _schools()
        ),
    )
    yield "equipment_site", "id, school_id, name", ((s, s, "Site") for s in _schools())
    yield "equipment_building", "id, school_id, site_id, name", ((s, s, s, "A") for s in _schools())
    yield _rooms()
    yield _people()
    yield (
        "equipment_equipmenttype",
        "id, school_id, name, kind, life_years",
        (((s - 1) * 5 + k + 1, s, kind, kind, 5) for s in _schools() for k, kind in enumerate(KINDS)),
    )
    yield _equipment()
    yield _requests()
    yield _messages()
    yield (
        "core_counter",
        "school_id, series, last",
        (
            (s, series, last)
            for s in _schools()
            for series, last in (("request", REQUESTS), ("equipment", EQUIPMENT))
        ),
    )


def _rooms() -> tuple[str, str, Iterable[tuple[Any, ...]]]:
    columns = "id, school_id, building_id, name, floor, is_closed"
    return (
        "equipment_room",
        columns,
        (
            ((s - 1) * ROOMS + r + 1, s, s, f"Salle {r + 100}", "", False)
            for s in _schools()
            for r in range(ROOMS)
        ),
    )


def _people() -> tuple[str, str, Iterable[tuple[Any, ...]]]:
    columns = "id, school_id, civility, given_name, family_name, email, phone, job, left_on"
    return (
        "accounts_person",
        columns,
        (
            ((s - 1) * PEOPLE + p + 1, s, "Mme", "Élise", f"Nom{p}", f"p{p}@s{s}.invalid", "", "", None)
            for s in _schools()
            for p in range(PEOPLE)
        ),
    )


def _equipment() -> tuple[str, str, Iterable[tuple[Any, ...]]]:
    columns = (
        "id, school_id, number, name, type_id, room_id, state, maker, model, serial, authority_number, "
        "school_number, owner, payer, is_pedagogical, bought_on, price_cents, warranty_until, note"
    )
    return (
        "equipment_equipment",
        columns,
        (
            (
                (s - 1) * EQUIPMENT + e + 1,
                s,
                e + 1,
                f"PC-{e:03d}",
                (s - 1) * 5 + e % 5 + 1,
                (s - 1) * ROOMS + e % ROOMS + 1,
                "service",
                "Lenovo",
                "M70",
                f"S{s:03d}{e:05d}",
                f"D{s}{e}",
                "",
                "authority",
                "authority",
                True,
                "2022-05-15",
                70_000,
                "2025-05-15",
                "",
            )
            for s in _schools()
            for e in range(EQUIPMENT)
        ),
    )


def _requests() -> tuple[str, str, Iterable[tuple[Any, ...]]]:
    columns = (
        "id, school_id, number, text, kind, urgency, state, waiting_for, requester_id, room_id, "
        "equipment_id, asked_at, due_at, solved_at, closed_at"
    )

    def rows() -> Iterable[tuple[Any, ...]]:
        for s in _schools():
            for r in range(REQUESTS):
                sent_at = NOW - timedelta(hours=3 * (REQUESTS - r))
                is_open = r >= REQUESTS - 40
                state = ("sent", "taken", "waiting")[r % 3] if is_open else "closed"
                text = f"{WORDS[r % 12]} en panne depuis ce matin, {WORDS[(r * 5) % 12]} aussi ({r})"
                ended = None if is_open else sent_at + timedelta(hours=5)
                yield (
                    (s - 1) * REQUESTS + r + 1,
                    s,
                    r + 1,
                    text,
                    KINDS[r % 5],
                    "annoying",
                    state,
                    "authority" if state == "waiting" else "",
                    (s - 1) * PEOPLE + r % PEOPLE + 1,
                    (s - 1) * ROOMS + r % ROOMS + 1,
                    (s - 1) * EQUIPMENT + r % EQUIPMENT + 1,
                    sent_at,
                    sent_at + timedelta(days=3),
                    ended,
                    ended,
                )

    return "helpdesk_helprequest", columns, rows()


def _messages() -> tuple[str, str, Iterable[tuple[Any, ...]]]:
    columns = "school_id, help_request_id, author_id, author_name, text, audience, channel, written_at"

    def rows() -> Iterable[tuple[Any, ...]]:
        for s in _schools():
            for r in range(REQUESTS):
                written = NOW - timedelta(hours=3 * (REQUESTS - r) - 1)
                for rank in range(3):
                    person = (s - 1) * PEOPLE + (r + rank) % PEOPLE + 1
                    yield (
                        s,
                        (s - 1) * REQUESTS + r + 1,
                        person,
                        "Élise Nom",
                        f"Réponse {rank} : câble changé",
                        "everyone",
                        "page",
                        written,
                    )

    return "helpdesk_message", columns, rows()

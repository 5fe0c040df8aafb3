"""Does a secret leave with the tables of a school? A hostile colleague, November 2026.

The seeds of invitations and of calendar links were in the export: with the installation's key, each opens.
"""

import re

from fanal.core.school_data.archive import columns_of
from fanal.core.school_data.tables import school_models

# What a column that opens something is called. One that only looks like it is named below, with its reason.
LOOKS_SECRET = re.compile(r"seed|secret|digest|token|password|salt|nonce|private|^(key|code|pin)$")
OPENS_NOTHING = {
    "core.mail.key",  # names the event, so that it is told once
    "core.mail.is_private",  # yes or no: no list of mails names it
    "core.journalentry.salt",  # bytes: none of them leaves
    "directory.sourcerecord.key",  # the number that a source gives to somebody
    "directory.schoolclass.code",  # « 6A »
    "bookings.lessonperiod.code",  # « M1 »
    "campaigns.scan.key",  # drawn by the phone, so that a scan sent twice is kept once
    "directory.checklisttick.code",  # which line of a sheet
    "directory.teachinggroup.code",
    "equipment.label.code",  # printed on the equipment itself; opens nothing without a sign-in
    "inventory.machine.softwares_digest",  # whether the list of programs has changed
    "helpdesk.waitingnotice.key",
    "missions.particularmission.code",  # the code of the allowance
    "agenda.rolloverstep.code",
    "agenda.tasktemplate.code",
    "agenda.yearfigure.code",
    "indicators.indicator.code",  # « EQ1 », of the catalogue
    "account_lists.accountowner.key",  # the account's name in the service
    "account_lists.finding.key",
    "service_security.servicehabit.code",
    "reports.reportpart.code",  # which block a report shows
}


def every_column() -> dict[str, bool]:
    """Each column of a school's tables, and whether it leaves."""
    return {
        f"{model._meta.label_lower}.{field.attname}": field in columns_of(model)
        for model in school_models()
        for field in model._meta.concrete_fields
    }


def declared() -> set[str]:
    return {
        f"{model._meta.label_lower}.{name}"
        for model in school_models()
        for name in getattr(model, "DATA").secrets  # noqa: B009
    }


def test_no_secret_column_leaves():
    columns = every_column()
    assert declared() <= set(columns)
    assert {"accounts.invitation.seed", "agenda.taskfeed.seed"} <= declared()
    assert [name for name in declared() if columns[name]] == []


def test_a_new_column_that_looks_secret_is_declared_or_explained():
    suspect = {name for name in every_column() if LOOKS_SECRET.search(name.rsplit(".", 1)[1])}
    assert suspect - declared() == OPENS_NOTHING

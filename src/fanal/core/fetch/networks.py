"""Which private networks did the operator open, and to which school? `FANAL_PROBE_NETWORKS`.

`10.1.0.0/16` for every school of the installation, `0590001Z=10.2.0.0/16` for one; several with commas.
"""

from ipaddress import ip_network

from django.conf import settings

from fanal.core.fetch.addresses import Network, why_not_opened
from fanal.core.fetch.guard import Guard


def read_networks(setting: str) -> list[tuple[str, Network]]:
    """Each network with the UAI it is opened to (« » for all); ValueError with a sentence."""
    read: list[tuple[str, Network]] = []
    for entry in filter(None, (part.strip() for part in setting.split(","))):
        uai, _, written = entry.rpartition("=")
        try:
            network = ip_network(written.strip())
        except ValueError:
            raise ValueError(
                f"« {entry} » n’est pas un réseau : écrivez par exemple 10.1.0.0/16, ou 0590001Z=10.1.0.0/16."
            ) from None
        if why := why_not_opened(network):
            raise ValueError(why)
        read.append((uai.strip().upper(), network))
    return read


def guard_of(uai: str) -> Guard:
    """How far the visits of this school may go."""
    networks = read_networks(settings.ENV.probe_networks)
    return Guard(opened=tuple(network for school, network in networks if school in {"", uai}))

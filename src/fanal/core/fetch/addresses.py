"""May this IP address be visited? Only what is public, and what the operator named among private networks.

Sources: the special-purpose registries of the IANA (RFC 6890 and its updates). `ipaddress.is_global` alone
accepts multicast and NAT64: it is asked last, after our own table.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
LOOPBACK, LINK, METADATA = "la machine elle-même", "une liaison locale", "le service de l’hébergeur"
PRIVATE, SEVERAL, TUNNEL = "un réseau interne", "plusieurs machines à la fois", "un tunnel vers IPv4"
RESERVED = "une adresse réservée"
# The first network that holds the address says what it is.
TABLE = tuple(
    (ip_network(network), what)
    for network, what in (
        ("169.254.169.254/32", METADATA),
        ("168.63.129.16/32", METADATA),
        ("100.100.100.200/32", METADATA),
        ("192.0.0.192/32", METADATA),
        ("fd00:ec2::254/128", METADATA),
        ("fd20:ce::254/128", METADATA),
        ("0.0.0.0/8", LOOPBACK),
        ("127.0.0.0/8", LOOPBACK),
        ("169.254.0.0/16", LINK),
        ("10.0.0.0/8", PRIVATE),
        ("172.16.0.0/12", PRIVATE),
        ("192.168.0.0/16", PRIVATE),
        ("100.64.0.0/10", PRIVATE),
        ("192.0.0.0/24", RESERVED),
        ("192.0.2.0/24", RESERVED),
        ("192.88.99.0/24", TUNNEL),
        ("198.18.0.0/15", PRIVATE),
        ("198.51.100.0/24", RESERVED),
        ("203.0.113.0/24", RESERVED),
        ("224.0.0.0/4", SEVERAL),
        ("255.255.255.255/32", SEVERAL),
        ("240.0.0.0/4", RESERVED),
        ("::/127", LOOPBACK),
        ("::ffff:0:0/96", TUNNEL),
        ("::ffff:0:0:0/96", TUNNEL),
        ("::/96", TUNNEL),
        ("64:ff9b::/96", TUNNEL),
        ("64:ff9b:1::/48", TUNNEL),
        ("100::/64", RESERVED),
        ("2001::/32", TUNNEL),
        ("2001::/23", RESERVED),
        ("2001:db8::/32", RESERVED),
        ("2002::/16", TUNNEL),
        ("3fff::/20", RESERVED),
        ("5f00::/16", RESERVED),
        ("fc00::/7", PRIVATE),
        ("fec0::/10", PRIVATE),
        ("fe80::/10", LINK),
        ("ff00::/8", SEVERAL),
    )
)
UNICAST = IPv6Network("2000::/3")  # the rest of IPv6 is attributed to nobody yet
# What an operator may open: no loopback, no link, no service of the host is inside.
MAY_BE_OPENED = tuple(
    ip_network(written)
    for written in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)


def nature(address: Address) -> str:
    """What this address is when it is not public, as the end of a sentence; « » when it is."""
    for network, what in TABLE:
        if address in network:
            return what
    if address.version == 6 and address not in UNICAST:
        return RESERVED
    return "" if address.is_global else RESERVED


def is_open(address: Address, opened: Iterable[Network]) -> bool:
    """Public, or inside a network that was opened; the host's own services are never opened."""
    what = nature(address)
    return not what or (what != METADATA and any(address in network for network in opened))


def why_not_opened(network: Network) -> str:
    """Why an operator may not open this network to probes; « » when they may."""
    if any(network.version == private.version and network.subnet_of(private) for private in MAY_BE_OPENED):  # type: ignore[arg-type]
        return ""
    return (
        f"{network} n’est pas un réseau interne (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, "
        "100.64.0.0/10 ou fc00::/7)."
    )

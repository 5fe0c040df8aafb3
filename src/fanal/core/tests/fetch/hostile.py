"""Addresses by which others made a server attack its own network, each with the sentence that refuses it."""

from fanal.core.fetch import locations as say
from fanal.core.fetch.addresses import LINK, LOOPBACK, METADATA, PRIVATE, RESERVED, SEVERAL, TUNNEL

# What an address is, then addresses written plainly: IPv4, then IPv6 without its brackets.
PLAIN = {
    LOOPBACK: (
        "127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.254", "127.0.0.53", "0.0.0.0", "0.0.0.1",
        "0.1.2.3",
        "0.255.255.255", "::1", "::", "0:0:0:0:0:0:0:1", "0000:0000:0000:0000:0000:0000:0000:0000",
    ),
    METADATA: (
        "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254",
        "fd00:0ec2:0:0:0:0:0:0254",
    ),
    LINK: (
        "169.254.0.1", "169.254.169.253", "169.254.170.2", "169.254.255.255", "fe80::1", "fe80::a9fe:a9fe",
        "febf::1",
    ),
    PRIVATE: (
        "10.0.0.1", "10.255.255.255", "10.1.2.3", "172.16.0.1", "172.31.255.255", "172.20.10.1",
        "192.168.0.1",
        "192.168.1.254", "192.168.255.255", "100.64.0.1", "100.127.255.254", "198.18.0.1", "198.19.255.255",
        "fc00::1", "fd12:3456:789a::1", "fdff::1", "fec0::1", "feff::1",
    ),
    RESERVED: (
        "192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.2.1", "198.51.100.7", "203.0.113.9", "240.0.0.1",
        "250.1.2.3", "255.255.255.254", "100::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:1::1",
        "2001:db8::1", "3fff::1", "5f00::1", "4000::1", "8000::1", "1::1", "64:ff9c::1", "fe00::1",
    ),
    SEVERAL: (
        "224.0.0.1", "224.0.0.251", "239.255.255.250", "233.252.0.1", "255.255.255.255", "ff02::1", "ff0e::1",
        "ff05::c", "ff01::1",
    ),
    TUNNEL: (
        "192.88.99.1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:169.254.169.254", "::ffff:a9fe:a9fe",
        "::ffff:10.0.0.1", "::ffff:8.8.8.8", "0:0:0:0:0:ffff:127.0.0.1", "::127.0.0.1", "::7f00:1",
        "::192.168.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe",
        "64:ff9b::10.0.0.1", "64:ff9b:1::1", "64:ff9b:1:7f00:1::", "2002:7f00:1::", "2002:7f00:0001::1",
        "2002:a9fe:a9fe::", "2002:c0a8:1::1", "2001:0:7f00:1::", "2001:0000:4136:e378:8000:63bf:3fff:fdd2",
        "2001:0:a9fe:a9fe::1",
    ),
}  # fmt: skip
WRITTEN = {
    say.DISGUISED: (
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0x7f.1/", "http://0177.0.0.1/",
        "http://017700000001/", "http://127.1/", "http://127.0.1/", "http://0/", "http://0x0/", "http://1/",
        "http://00000177.0.0.1/", "http://0x7F.0x0.0x0.0x1/", "http://3232235777/", "http://2852039166/",
        "http://0xa9fea9fe/", "http://0xa9.0xfe.0xa9.0xfe/", "http://0251.0376.0251.0376/",
        "http://169.254.43518/", "http://010.0.0.1/", "http://127.0.0.01/", "http://127.000.000.001/",
        "http://256.256.256.256/", "http://300.1.1.1/", "http://1.2.3.4.5/", "http://127.0.0.1./",
        "http://4294967297/", "http://0x100000000/", "http://site.example.1/", "http://8.8.8.0x8/",
        "http://127.0x0.0.1/", "http://0X7f000001/", "http://site.0x/",
    ),
    say.SECRET: (
        "http://user@127.0.0.1/", "https://nom:mot@ent.example.fr/", "https://ent.example.fr@127.0.0.1/",
        "https://ent.example.fr:443@10.0.0.1/", "http://@127.0.0.1/", "http://a@b@127.0.0.1/",
        "http://ent.example.fr%00@127.0.0.1/", "http://:@169.254.169.254/",
        "http://1.1.1.1@2.2.2.2@3.3.3.3/",
    ),
    say.HERE: (
        "http://localhost/", "http://LOCALHOST/", "http://localhost:80/", "http://a.localhost/",
        "http://serveur.local/", "http://localhost.localdomain/", "http://metadata.google.internal/",
        "http://metadata.goog/", "http://instance-data.ec2.internal/", "http://instance-data/latest",
    ),
    say.SHORT: ("http://intranet/", "http://serveur/", "http://kubernetes/", "http://db/", "https://wpad/"),
    say.ACCENTED: (
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://１２７.０.０.１/", "http://127。0。0。1/", "http://127．0．0．1/",
        "http://①②⑦.⓪.⓪.①/", "http://еnt.example.fr/", "http://collège.fr/", "http://１６９.254.169.254/",
        "http://ent.example.fr\u200b/", "http://ent\u00ad.example.fr/", "http://locaⅼhost/",
    ),
    say.SCHEME: (
        "file:///etc/passwd", "file://localhost/etc/passwd", "gopher://127.0.0.1:6379/_INFO", "ftp://ent.example.fr/",
        "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "jar:http://127.0.0.1!/", "javascript:alert(1)",
        "data:text/html,bonjour", "//ent.example.fr/", "/etc/passwd", "ent.example.fr", "http:ent.example.fr",
        "http:/ent.example.fr/", "ws://ent.example.fr/", "sftp://ent.example.fr/",
        "tftp://127.0.0.1/", "netdoc:///etc/passwd", "unix:///run/socket", "view-source:http://127.0.0.1/",
        "",
    ),
    say.GATE: (
        "http://ent.example.fr:22/", "http://ent.example.fr:8080/", "https://ent.example.fr:8443/",
        "http://ent.example.fr:6379/", "http://ent.example.fr:25/", "http://ent.example.fr:5432/",
        "http://ent.example.fr:0/", "http://ent.example.fr:65536/", "http://ent.example.fr:11211/",
    ),
    say.STRANGE: (
        "http://127.0.0.1 /", " http://127.0.0.1/", "http://ent.example.fr\\@127.0.0.1/",
        "http:\\\\127.0.0.1\\",
        "http://ent.example.fr/\r\nHost: 127.0.0.1", "http://ent.example.fr/\n", "ht\ttp://127.0.0.1/",
        "http://ent.example.fr\x00.127.0.0.1/", "http://127.0.0.1\t/", "http://127.0.0.1\x7f/",
    ),
    say.MISSPELT: (
        "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::1/", "http://::1/", "http://[127.0.0.1]/",
        "http://[]/", "http://[::1]x/", "http://[::1]:x/", "http://ent..example.fr/", "http://-ent.example.fr/",
        "http://ent.example.fr./", "http://.example.fr/", "http://ent_.-a.fr/", "http://ent%2eexample.fr/",
        "http://127.0.0.1%23.example.fr/", "http://ent.example.fr:80:80/", "http://a,b.fr/",
        "http://ent.example.fr:80x/", "http://[::1]:80:80/", "http://[v1.fe80]/", f"http://{'a' * 64}.fr/",
    ),
    say.NO_NAME: ("http:///", "http:///chemin", "http://:80/", "https://?x", "https://#x"),
    say.TOO_LONG: (f"http://ent.example.fr/{'a' * 2000}",),
}  # fmt: skip


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def sentence_of(what: str) -> str:
    return f"Cette adresse mène à {what} : Fanal ne consulte que des sites publics."


CASES = [
    *(
        (f"http://{_bracketed(address)}/", sentence_of(what))
        for what, addresses in PLAIN.items()
        for address in addresses
    ),
    *((url, says) for says, urls in WRITTEN.items() for url in urls),
]

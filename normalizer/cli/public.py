"""Connections to the public internet alone, whatever a name or a redirect leads to."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from normalizer.errors import InputError

#: IPv6 addresses that stand for IPv4 ones behind a translator (RFC 6052).
_TRANSLATED = 0x64FF9B << 96


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet.

    >>> is_public("192.0.43.8"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    known = _plain(ip_address(address.partition("%")[0]))
    return known.is_global and not known.is_multicast


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one carries, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if int(address) >> 32 == _TRANSLATED >> 32:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _refuse_private(host: str, address: object) -> None:
    if not is_public(str(address)):
        raise InputError(
            f"{host} is an address of this machine or a private network: --allow-private fetches it"
        )


class _Public(HTTPConnection):
    """Connects to public addresses alone.

    All addresses of a host are looked at before, and the one that answered behind: a name server may
    say another thing the second time.
    """

    def _new_conn(self) -> socket.socket:
        # An unknown host is told of by the connection itself.
        try:
            known = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            known = []
        for *_, address in known:
            _refuse_private(self.host, address[0])
        connected = super()._new_conn()
        try:
            _refuse_private(self.host, connected.getpeername()[0])
        except BaseException:
            connected.close()
            raise
        return connected


class _PublicTLS(_Public, HTTPSConnection):
    """The same, encrypted."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Public


class _PoolTLS(HTTPSConnectionPool):
    ConnectionCls = _PublicTLS


class PublicPoolManager(PoolManager):
    """A PoolManager that raises InputError for hosts that are not on the public internet."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.pool_classes_by_scheme = {"http": _Pool, "https": _PoolTLS}

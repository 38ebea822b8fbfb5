"""Reaching a web address without being led astray: its name is resolved once, looked at, and that is where we go."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from digicase import ChannelError
from digicase_webhook.settings import Network, Settings

Address = IPv4Address | IPv6Address

NAT64 = IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 show it (RFC 6052): the last 32 bits are the address that counts."""


def post(settings: Settings, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a body, and return the status of the answer, which is not read further. Redirects are not followed.

    Raises ChannelError where the address is not public and not allowed, cannot be reached, or takes longer than the
    time allowed for the whole call.
    """
    with _explained(settings):
        addresses = resolve(settings)
        context = ssl.create_default_context(cafile=settings.ca) if settings.encrypted else None
        connection = _Pinned(settings, addresses, context)
        with _deadline(settings.timeout, connection):
            try:
                connection.request("POST", settings.target, body, dict(headers))
                return connection.getresponse().status
            finally:
                connection.close()


def resolve(settings: Settings) -> Sequence[Address]:
    """Return the addresses behind the host's name, all of them public or allowed; else ChannelError."""
    networks = settings.networks
    found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
    addresses = [ip_address(str(sockaddr[0])) for *_, sockaddr in found]
    for address in addresses:
        if not settings.encrypted and not _within(address, networks):
            remedy = "Use https, or allow the network that it is in: #allow=NETWORK"
            raise ChannelError(settings.where, "plain http is for networks of your own", remedy)
        if not is_public(address) and not _within(address, networks):
            remedy = "Give a public address, or allow the network that it is in: #allow=NETWORK"
            raise ChannelError(settings.where, f"its address {address} is not public", remedy)
    return addresses


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the whole internet; what carries an IPv4 address is judged by that."""
    if isinstance(address, IPv6Address) and (inner := _carried(address)):
        return is_public(inner)
    local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or local)


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _within(address: Address, networks: Sequence[Network]) -> bool:
    plain = (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
    return any(plain in network for network in networks)


class _Pinned(http.client.HTTPConnection):
    """A connection to addresses that were looked at, whatever the name may mean by now."""

    def __init__(self, settings: Settings, addresses: Sequence[Address], context: ssl.SSLContext | None) -> None:
        super().__init__(settings.host, settings.port, timeout=settings.timeout)
        self.default_port = 443 if settings.encrypted else 80  # so that the Host header leaves out the usual port
        self._addresses, self._context = addresses, context
        self.over = False

    def connect(self) -> None:
        """Connect to the first address that answers, and have its certificate verified for the host's name."""
        self.sock = self._reached()
        if self._context:  # a TLS handshake keeps to the timeout as a whole
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host)
        if self.over:
            raise TimeoutError

    def break_off(self) -> None:
        """End the connection from another thread; whoever waits for it is told by an OSError."""
        self.over = True
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # a TLS socket's own would pull the rug from a read

    def _reached(self) -> socket.socket:
        for address in self._addresses[:-1]:
            with suppress(OSError):
                return socket.create_connection((str(address), self.port), self.timeout)
        return socket.create_connection((str(self._addresses[-1]), self.port), self.timeout)


@contextmanager
def _deadline(seconds: float, connection: _Pinned) -> Iterator[None]:
    """Break the connection off when its time is over: a socket's own timeout starts anew with every byte."""
    timer = threading.Timer(seconds, connection.break_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if connection.over:
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    """Turn what the network says into what to do about it; the most particular first."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        remedy = "Have the certificate renewed, or trust its authority: #ca=FILE"
        reason = f"its certificate is not to be trusted ({error.verify_message})"
        raise ChannelError(settings.where, reason, remedy) from error
    except ssl.SSLError as error:
        raise ChannelError(settings.where, "it does not speak TLS", "Mend the port in the channel") from error
    except socket.gaierror as error:
        raise ChannelError(settings.where, "no host of that name is found", "Mend it in the channel") from error
    except TimeoutError as error:
        remedy = "Have the receiver answer first and work later, or give it more time: #timeout=SECONDS"
        raise ChannelError(settings.where, f"it took longer than {settings.timeout:g} seconds", remedy) from error
    except (OSError, http.client.HTTPException) as error:
        remedy = "See whether it runs, and whether host and port are right"
        raise ChannelError(settings.where, f"it cannot be reached ({type(error).__name__})", remedy) from error

"""Reaching a mail server: safely, as whom, and what is wrong when it fails."""

from __future__ import annotations

import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

from digicase import ChannelError
from digicase_smtp.settings import Settings, Tls


def connect(settings: Settings) -> smtplib.SMTP:
    """Return a connection that is encrypted to a server whose certificate was verified, and logged in.

    Raises ChannelError, which says what to mend; it holds no password.
    """
    with _explained(settings):
        server = _reached(settings)
        try:
            if settings.tls is Tls.STARTTLS:
                server.starttls(context=_trusting(settings))
            server.ehlo_or_helo_if_needed()
            if settings.user:
                _log_in(server, settings.user, settings.password or "")
        except BaseException:
            server.close()
            raise
        return server


def _reached(settings: Settings) -> smtplib.SMTP:
    if settings.tls is Tls.IMPLICIT:
        context = _trusting(settings)
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=settings.timeout, context=context)
    return smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)


def _trusting(settings: Settings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=settings.ca)


def _log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """Log in; smtplib itself knows only ASCII, so what is beyond it goes as UTF-8 by AUTH PLAIN (RFC 4616)."""
    if user.isascii() and password.isascii():
        server.login(user, password)
        return
    secret = b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, answer = server.docmd("AUTH", f"PLAIN {secret}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    """Turn what the network says into what to do about it; the most particular first."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        remedy = "Mend the user in the channel, or the password in the environment"
        raise ChannelError(
            settings.where, f"the user or the password was refused ({error.smtp_code})", remedy
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        remedy = "Ask who runs it which port has TLS and a login (often 465 with tls=implicit)"
        raise ChannelError(settings.where, "it offers no STARTTLS, or no login", remedy) from error
    except ssl.SSLCertVerificationError as error:
        remedy = "Name the host as its certificate does, have the certificate renewed, or trust its authority: ca=FILE"
        raise ChannelError(
            settings.where, f"its certificate is not to be trusted ({error.verify_message})", remedy
        ) from error
    except ssl.SSLError as error:
        remedy = "Set tls=implicit for port 465, and tls=starttls for 587 or 25"
        raise ChannelError(settings.where, "it does not speak TLS in this way", remedy) from error
    except socket.gaierror as error:
        raise ChannelError(settings.where, "no server of that name is found", "Mend the host in the channel") from error
    except (OSError, smtplib.SMTPException) as error:
        remedy = "See whether it runs, and whether host, port and tls are right"
        raise ChannelError(settings.where, f"it cannot be reached ({type(error).__name__})", remedy) from error

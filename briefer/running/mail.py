"""Sends a brief by e-mail, encrypted.

Knows nothing about how the message is written: it comes as `briefs.email` makes it, a draft without recipients.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path

from briefer.errors import ConfigError, InputError

PATIENCE = 30.0
"""Seconds without an answer."""


class MailError(InputError):
    """The mail server did not take the message."""

    def __init__(self, message: str, where: str, *, again: bool) -> None:
        """Args: `again` says whether it may take it later."""
        super().__init__(message, where)
        self.again = again


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpTarget:
    """Where e-mail goes, and how."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    encryption: str = "starttls"
    """starttls; tls, from the first byte, as on port 465; or none, where there is no password to send."""
    user: str = ""
    """Empty: without login."""
    password: str = field(default="", repr=False)
    password_variable: str = "BRIEFER_SMTP_PASSWORD"  # noqa: S105 - a name
    """Where the password comes from, for messages."""
    authority: Path | None = None
    """A file with the certificate that the server's is signed with, where the system does not know it."""


def addressed(draft: bytes, target: SmtpTarget) -> EmailMessage:
    """Turn a draft into a message from the sender to the recipients.

    Raises:
        ConfigError: An address is none.
    """
    message = message_from_bytes(draft, policy=SMTP)
    assert isinstance(message, EmailMessage)  # noqa: S101 - by its policy
    for name, addresses in (("sender", [target.sender]), ("to", target.to)):
        wrong = next((one for one in addresses or [""] if not _is_address(one)), None)
        if wrong is not None:
            raise ConfigError(f"{wrong!r} is no e-mail address; give it as desk@example.org", f"smtp.{name}")
    domain = parseaddr(target.sender)[1].rpartition("@")[2]
    identity = str(message["Message-ID"] or "").strip("<> ").partition("@")[0]
    for header in ("From", "To", "X-Unsent", "Message-ID", "Auto-Submitted"):
        del message[header]
    message["From"] = target.sender
    message["To"] = ", ".join(target.to)
    message["Message-ID"] = f"<{identity}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    return message


def send_mail(message: EmailMessage, target: SmtpTarget) -> None:
    """Hand a message to the mail server.

    Raises:
        ConfigError: It could only be sent with the password in clear, or there is no password.
        MailError: The server is not there, or did not take it for every recipient.
    """
    _check(target)
    try:
        with _connected(target) as server:
            if target.user:
                server.login(target.user, target.password)
            refused = server.send_message(message, target.sender, list(target.to))
    except smtplib.SMTPRecipientsRefused as error:
        raise MailError(f"no recipient was taken: {_refusals(error.recipients)}", target.host, again=False) from error
    except smtplib.SMTPAuthenticationError as error:
        text = f"the login was refused ({error.smtp_code}); check smtp.user and {target.password_variable}"
        raise MailError(text, target.host, again=False) from error
    except smtplib.SMTPResponseException as error:
        text = f"the server answered {error.smtp_code} {_words(error.smtp_error)}; check the settings"
        raise MailError(text, target.host, again=400 <= error.smtp_code < 500) from error
    except smtplib.SMTPNotSupportedError as error:
        text = (
            f"the server does not offer what is asked for ({_words(str(error))}); check smtp.encryption and smtp.user"
        )
        raise MailError(text, target.host, again=False) from error
    except ssl.SSLError as error:
        raise MailError(
            f"its certificate or encryption is not valid ({_tls(error)})", target.host, again=False
        ) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        text = f"no connection to port {target.port}, or it broke off ({type(error).__name__}); check smtp.host"
        raise MailError(text, target.host, again=not isinstance(error, ValueError)) from error
    if refused:
        raise MailError(f"sent, but not to all: {_refusals(refused)}", target.host, again=False)


def _check(target: SmtpTarget) -> None:
    if target.encryption == "none" and (target.user or target.password):
        raise ConfigError("this would send the password in clear; set it to starttls or tls", "smtp.encryption")
    if target.user and not target.password:
        raise ConfigError("there is no password; put it into this variable", target.password_variable)


def _connected(target: SmtpTarget) -> smtplib.SMTP:
    """Connect, and encrypt before anything is said; a server that cannot is not spoken to."""
    context = ssl.create_default_context(cafile=target.authority)
    if target.encryption == "tls":
        return smtplib.SMTP_SSL(target.host, target.port, timeout=PATIENCE, context=context)
    server = smtplib.SMTP(target.host, target.port, timeout=PATIENCE)
    if target.encryption != "none":
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server


def _is_address(text: str) -> bool:
    name, _, domain = parseaddr(text)[1].rpartition("@")
    return bool(name and domain) and text.isprintable()


def _refusals(refused: dict[str, tuple[int, bytes]]) -> str:
    shown: Sequence[str] = [f"{address} ({code} {_words(reason)})" for address, (code, reason) in refused.items()]
    return f"{'; '.join(shown)}; check smtp.to"


def _words(answer: bytes | str) -> str:
    """Give a server's words on one short line."""
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())[:120]


def _tls(error: ssl.SSLError) -> str:
    return _words(getattr(error, "verify_message", "") or error.reason or type(error).__name__)

"""Secrets that a machine makes: session tokens, form tokens, the second step, recovery codes."""

from __future__ import annotations

import hmac
import io
import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final

import pyotp
import segno

_STEP_S: Final = 30
#: Steps of 30 seconds that a phone's clock may be off.
_OFF: Final = (0, -1, 1)
_RECOVERY: Final = 10
_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def fresh_token() -> str:
    """Return the secret of a new session: 256 bits."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """Return the hash under which a long random secret is kept."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def form_token(token: str) -> str:
    """Return what every form of the session with ``token`` carries."""
    return hmac.new(token.encode("utf-8", "surrogatepass"), b"form", "sha256").hexdigest()


def same(one: str, other: str) -> bool:
    """Return whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def fresh_setup_code() -> str:
    """Return a code that opens the set-up page once: about 99 bits, in groups of four."""
    return _grouped(20)


def plain_code(code: str) -> str:
    """Return ``code`` as it was made, whatever case, spaces or dashes people type."""
    return "".join(letter for letter in code.upper() if letter in _LETTERS)


def fresh_recovery_codes() -> tuple[str, ...]:
    """Return ten codes of about 79 bits, each good for one sign-in without a phone."""
    return tuple(_grouped(16) for _ in range(_RECOVERY))


def hashes_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the hashes of recovery codes, in their order."""
    return tuple(hash_of(plain_code(code)) for code in codes)


def fresh_totp() -> str:
    """Return a new secret for the second step, in base 32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime) -> int:
    """Return the step of 30 seconds that ``code`` belongs to at ``at``, 0 where it is wrong."""
    digits = "".join(code.split())
    if not secret or not digits.isdecimal() or not digits.isascii():
        return 0
    totp = pyotp.TOTP(secret)
    now = int(at.timestamp()) // _STEP_S
    # Every step is compared, so that the time taken tells nothing.
    steps = [now + off for off in _OFF if same(totp.at((now + off) * _STEP_S), digits)]
    return steps[0] if steps else 0


def totp_address(secret: str, *, login: str, office: str) -> str:
    """Return the address an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=office)


def qr_drawing(text: str) -> str:
    """Return a QR code as an SVG element, black on white whatever the page looks like."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=False, svgns=True
    )
    return out.getvalue().decode("utf-8")


def _grouped(length: int) -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(length))
    return "-".join(letters[start : start + 4] for start in range(0, length, 4))

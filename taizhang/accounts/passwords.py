"""Passwords: how they are hashed, which are refused, and those told over the telephone."""

import secrets
import threading
import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from taizhang.errors import PasswordRefusedError

SHORTEST, LONGEST = 8, 128
FEWEST = 4
"""Different characters of a password."""
ALPHABET = "afhkmruwxy23456789"
"""No two look alike or sound alike; twelve of them take 10^15 tries."""
GROUPS, GROUP = 3, 4
AT_ONCE = threading.BoundedSemaphore(2)
"""Hashing takes 64 MB each time: an old office PC has not got that for forty requests at once."""


class Hashing:
    """Argon2 hashes, as `argon2.PasswordHasher` recommends them.

    Args:
        hasher: another cost, for tests.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hash(self, password: str) -> str:
        """Hash of a password, with its salt and cost."""
        with AT_ONCE:
            return self._hasher.hash(_plain(password))

    def fits(self, hashed: str | None, password: str) -> bool:
        """Whether a password is the one that was hashed; without a hash the same work for nothing.

        So nobody can tell from the time it takes whether there is such an account.
        """
        nobody = self._nobody
        try:
            with AT_ONCE:
                self._hasher.verify(hashed or nobody, _plain(password))
        except (VerificationError, InvalidHashError):
            return False
        return hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Whether a hash was made at a lower cost than is recommended now."""
        return self._hasher.check_needs_rehash(hashed)

    @cached_property
    def _nobody(self) -> str:
        return self.hash(secrets.token_urlsafe())


def one_time_password() -> str:
    """A password to be told over the telephone and changed at once, as ``hk4w-7mra-38xu``."""
    letters = (secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP))
    text = "".join(letters)
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def as_told(password: str) -> str:
    """A one-time password however somebody wrote it down: large letters, blanks, no hyphens."""
    plain = "".join(one for one in _plain(password).lower() if one.isalnum())
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))


def require_good(password: str, *names: str) -> None:
    """Refuse a password that somebody would guess.

    Args:
        password: as chosen.
        names: what everybody knows: own name and id, name of the school.

    Raises:
        PasswordRefusedError: with the reason.
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise PasswordRefusedError(f"口令太短：至少 {SHORTEST} 位。")
    if len(plain) > LONGEST:
        raise PasswordRefusedError(f"口令太长：最多 {LONGEST} 位。")
    if plain.isdecimal():
        what = "口令只有数字，像生日、电话号码，容易被猜到"
        raise PasswordRefusedError(f"{what}：加上字母或汉字。")
    if len(set(plain)) < FEWEST:
        raise PasswordRefusedError("口令太简单：不要老是同几个字。")
    if any(one and one.casefold() in plain.casefold() for one in map(_plain, names)):
        raise PasswordRefusedError("口令里有本人姓名、编号或校名，容易被猜到：换一个。")


def _plain(text: str) -> str:
    """As typed, whichever keyboard it was typed on: full-width letters are letters."""
    return unicodedata.normalize("NFKC", text)

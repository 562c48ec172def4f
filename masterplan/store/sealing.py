"""Backups that only the holder of a key can read, in the format of age (https://age-encryption.org).

The key is an identity of age in MASTERPLAN_BACKUP_KEY; without one a backup is a plain zip file.
Any program that knows the format opens it, in many years too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyrage
from pyrage import x25519

from masterplan.store.files import scratch, sha256_of
from masterplan.texts import UserError, mark

KEY = "MASTERPLAN_BACKUP_KEY"

_MAGIC = b"age-encryption.org/"

_BAD_KEY = mark(
    "The key in MASTERPLAN_BACKUP_KEY is none: it begins with AGE-SECRET-KEY-1. "
    "Make one with: python -m masterplan key"
)
_NO_KEY = mark("The backup {file} is encrypted. Put its key into MASTERPLAN_BACKUP_KEY.")
_OTHER_KEY = mark(
    "The backup {file} is damaged, or encrypted with another key than the one in "
    "MASTERPLAN_BACKUP_KEY. Nothing was restored."
)
_NOT_SEALED = mark(
    "The backup could not be encrypted so that it can be read again. "
    "Check the disk and do it again."
)


def new_key() -> str:
    """A key that nobody has had."""
    return str(x25519.Identity.generate())


def has_key() -> bool:
    """Are backups encrypted here?"""
    return bool(os.environ.get(KEY))


@contextmanager
def sealed(target: Path) -> Iterator[Path]:
    """A file to be written, which becomes ``target``: sealed where there is a key.

    What was sealed is opened once more and compared.
    """
    key = _key()
    if key is None:
        yield target
        return
    with scratch(target.with_name(target.name + ".open")) as plain:
        yield plain
        try:
            pyrage.encrypt_file(str(plain), str(target), [key.to_public()])
            with scratch(target.with_name(target.name + ".again")) as again:
                pyrage.decrypt_file(str(target), str(again), [key])
                is_same = sha256_of(again) == sha256_of(plain)
        except (pyrage.EncryptError, pyrage.DecryptError) as error:
            raise UserError(_NOT_SEALED) from error
        if not is_same:
            raise UserError(_NOT_SEALED)


@contextmanager
def unsealed(file: Path, beside: Path) -> Iterator[Path]:
    """The plain form of a backup: the file itself, or an opened copy that is gone at the end."""
    with file.open("rb") as content:
        is_sealed = content.read(len(_MAGIC)) == _MAGIC
    if not is_sealed:
        yield file
        return
    key = _key()
    if key is None:
        raise UserError(_NO_KEY, file=file)
    with scratch(beside.with_name(file.name)) as plain:
        try:
            pyrage.decrypt_file(str(file), str(plain), [key])
        except pyrage.DecryptError as error:
            raise UserError(_OTHER_KEY, file=file) from error
        yield plain


def _key() -> x25519.Identity | None:
    text = os.environ.get(KEY, "").strip()
    if not text:
        return None
    try:
        return x25519.Identity.from_str(text)
    except pyrage.IdentityError:
        raise UserError(_BAD_KEY) from None  # the cause would repeat the key

"""Keeping the store safe: back it up, restore it, rebuild it, find originals that are gone.

A backup is one zip file: the database, the original files of its uploads, and a manifest with the
rows of each table and the sha256 of each part. Where a key is set it is sealed as a whole.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
import zipfile
import zlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import duckdb

from masterplan.store import schema
from masterplan.store.database import QUERIES, Cursor, forget, path_is_open, utc_now
from masterplan.store.files import (
    LOCKED,
    arriving,
    copy_of_open,
    held,
    is_at_rest,
    put_in_place,
    scratch,
    sentence,
    sha256_of,
)
from masterplan.store.rebuilding import RebuildSummary, rebuild
from masterplan.store.sealing import has_key, sealed, unsealed
from masterplan.store.uploads import Store, original_name
from masterplan.texts import UserError, mark

__all__ = [
    "BackupSummary",
    "RebuildSummary",
    "backup",
    "missing_originals",
    "rebuild",
    "restore",
]

_DATABASE = "masterplan.duckdb"
_MANIFEST = "manifest.json"
_ORIGINALS = "originals/"
_ORIGINAL = re.compile(_ORIGINALS + r"([0-9a-f]{64})(\.[a-z0-9]{1,10})?")

_NO_FILE = mark("There is no file {file}. Name a backup that exists.")
_NO_BACKUP = mark(
    "The file {file} is damaged, or no backup of the Masterplan-Monitor: {part} is not right. "
    "Nothing was restored. Take another backup."
)
_NOT_EQUAL = mark(
    "The backup {file} was not kept: read back, {part} was not what had been written. "
    "Check the disk and do it again."
)
_NO_PLACE = mark("{path} is a folder. Name a file for the database.")


@dataclass(frozen=True)
class BackupSummary:
    """What is in a backup, or was restored from it."""

    file: Path
    made_at: dt.datetime
    """UTC."""
    schema_version: int
    tables: dict[str, int]
    """The rows of each table."""
    originals: int
    missing: tuple[str, ...]
    """Originals that the backup could not take, because they were gone or damaged."""
    kept: Path | None = None
    """Where the database that a restore replaced is kept."""
    is_sealed: bool = False
    """Can it be read with the key alone?"""


@dataclass(frozen=True)
class _Manifest:
    made_at: str
    schema_version: int
    tables: dict[str, int]
    parts: dict[str, str]
    """The sha256 of each part of the zip file, by its name there."""
    missing: list[str]

    def summary(self, file: Path, kept: Path | None = None) -> BackupSummary:
        return BackupSummary(
            file,
            dt.datetime.fromisoformat(self.made_at),
            self.schema_version,
            self.tables,
            len(self.parts) - 1,
            tuple(self.missing),
            kept,
        )


class _Broken(Exception):
    """A part of a backup that is not what the manifest says."""


def missing_originals(store: Store) -> list[str]:
    """The names of originals that are gone, or no longer what was uploaded."""
    with store.write(keep=False) as cursor:
        return [name for name in _originals(cursor) if not _is_whole(store.originals / name)]


def backup(store: Store, file: Path) -> BackupSummary:
    """Write the whole store into one file, which counts once it was read back and compared.

    Originals that are gone do not prevent it; the summary names them.
    """
    with (
        arriving(file) as partial,
        sealed(partial) as archive,
        scratch(file.with_name(f"{file.name}.{_DATABASE}")) as copy,
    ):
        with store.at_rest() as database, store.write(keep=False) as cursor:
            copy_of_open(database, copy)
            version, tables = _counted(cursor)
            originals = _originals(cursor)
        missing = [name for name in originals if not _is_whole(store.originals / name)]
        files = {_DATABASE: copy}
        files |= {
            _ORIGINALS + name: store.originals / name for name in originals if name not in missing
        }
        parts = {part: sha256_of(source) for part, source in files.items()}
        manifest = _Manifest(utc_now().isoformat(), version, tables, parts, missing)
        _pack(archive, manifest, files)
        try:
            if _checked(archive, copy) != manifest:
                raise _Broken(_MANIFEST)
        except _Broken as broken:
            raise UserError(_NOT_EQUAL, file=file, part=broken) from broken
    return replace(manifest.summary(file), is_sealed=has_key())


def restore(file: Path, path: Path) -> BackupSummary:
    """Put the database of a backup at ``path``, and its originals beside it.

    All of the backup is checked before anything is touched; the database that stood at ``path``
    is kept beside. Raises UserError for a damaged backup, a newer schema, and where another
    process holds the database.
    """
    path = path.resolve()
    if not file.is_file():
        raise UserError(_NO_FILE, file=file)
    if path.is_dir():
        raise UserError(_NO_PLACE, path=path)
    with sentence(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with scratch(path) as database, unsealed(file, path) as archive:
            try:
                manifest = _checked(archive, database)
            except _Broken as broken:
                raise UserError(_NO_BACKUP, file=file, part=broken) from broken
            forget(path)
            if path_is_open(path):
                raise UserError(LOCKED, path=path)
            _bring_to_rest(path)
            with held(path):
                _unpack_originals(archive, manifest, path.parent / _ORIGINALS)
                kept = put_in_place(database, path, "restore")
    return manifest.summary(file, kept)


def _originals(cursor: Cursor) -> list[str]:
    found = cursor.execute("select sha256, file_name from upload order by upload_id").fetchall()
    return list(dict.fromkeys(original_name(sha256, name) for sha256, name in found))


def _is_whole(original: Path) -> bool:
    return original.is_file() and sha256_of(original) == original.name[:64]


def _counted(cursor: Cursor) -> tuple[int, dict[str, int]]:
    """The version of the schema and the rows of each table."""
    found = cursor.execute("select max(version) from schema_change").fetchall()
    tables = cursor.execute(
        "select table_name from duckdb_tables() where not internal order by table_name"
    ).fetchall()
    rows = {
        name: int(cursor.execute(f'select count(*) from "{name}"').fetchall()[0][0])
        for (name,) in tables
    }
    return int(found[0][0]), rows


def _pack(target: Path, manifest: _Manifest, files: dict[str, Path]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True))
        for part, source in files.items():
            archive.write(source, part)


def _checked(file: Path, database: Path) -> _Manifest:
    """The manifest of a backup that is right in every part; its database is written out.

    Raises _Broken with the part that is not right, and UserError for a newer schema.
    """
    part = file.name
    try:
        with zipfile.ZipFile(file) as archive:
            part = _MANIFEST
            manifest = _Manifest(**json.loads(archive.read(_MANIFEST)))
            _check_names(archive, manifest)
            for part, sha256 in manifest.parts.items():
                with archive.open(part) as content:
                    if hashlib.file_digest(content, "sha256").hexdigest() != sha256:  # type: ignore[arg-type]
                        raise _Broken(part)
            _copy_out(archive, _DATABASE, database)
        part = _DATABASE
        known = schema.newest(QUERIES)
        if manifest.schema_version > known:
            found = manifest.schema_version
            raise UserError(schema.NEWER, path=file, found=found, known=known)
        with duckdb.connect(str(database), read_only=True) as connection:
            if _counted(connection) != (manifest.schema_version, manifest.tables):
                raise _Broken(_DATABASE)
        return manifest
    except (
        duckdb.Error,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        NotImplementedError,  # a compression that is not ours
        RuntimeError,  # a part with a password
        TypeError,
        ValueError,
    ) as error:
        raise _Broken(part) from error


def _check_names(archive: zipfile.ZipFile, manifest: _Manifest) -> None:
    """Nothing but our own parts, each once: no name can point out of the folder of originals."""
    names = archive.namelist()
    if sorted(names) != sorted([_MANIFEST, *manifest.parts]) or _DATABASE not in names:
        raise _Broken(_MANIFEST)
    for name, sha256 in manifest.parts.items():
        original = _ORIGINAL.fullmatch(name)
        if name != _DATABASE and (original is None or original[1] != sha256):
            raise _Broken(name)


def _copy_out(archive: zipfile.ZipFile, part: str, target: Path) -> None:
    with archive.open(part) as content, target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _unpack_originals(file: Path, manifest: _Manifest, folder: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        for part in manifest.parts.keys() - {_DATABASE}:
            target = folder / part.removeprefix(_ORIGINALS)
            if not _is_whole(target):
                with arriving(target) as partial:
                    _copy_out(archive, part, partial)


def _bring_to_rest(path: Path) -> None:
    """Let the engine put everything into the file that will be kept, if it still can."""
    if not is_at_rest(path):
        try:
            duckdb.connect(str(path)).close()
        except duckdb.Error:
            pass  # damaged: both files are kept as they are; or held, which is refused next

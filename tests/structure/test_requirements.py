"""The locked requirements are in step with pyproject.toml and whole."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.structure.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": PROJECT["dependency-groups"]["dev"],
}


def locked(file: str) -> list[tuple[str, str, str]]:
    """Each requirement of a lock: its name, its version, and the rest with its hashes."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)==(\S+)((?:.*\\\n)+.*)", text, re.MULTILINE)


@pytest.mark.parametrize("file", LOCKS)
def test_what_the_project_names_is_locked_at_its_version(file: str) -> None:
    versions: dict[str, set[str]] = {}
    for package, version, _ in locked(file):
        versions.setdefault(package, set()).add(version)
    for requirement in LOCKS[file]:
        package, _, version = requirement.partition("==")
        assert package in versions, "`make lock` adds it"
        assert not version or versions[package] == {version}, "`make lock` brings it in step"


@pytest.mark.parametrize("file", LOCKS)
def test_every_requirement_has_a_hash(file: str) -> None:
    assert len(locked(file)) > len(LOCKS[file])
    for package, _, rest in locked(file):
        assert "--hash=sha256:" in rest, package


def test_the_development_set_fits_the_set_that_runs() -> None:
    running = {(package, version) for package, version, _ in locked("requirements.txt")}
    names = {package for package, _ in running}
    for package, version, _ in locked("requirements-dev.txt"):
        assert package not in names or (package, version) in running

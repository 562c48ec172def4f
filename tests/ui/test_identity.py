"""The settings of the sign-in are those of the start of the server."""

from __future__ import annotations

import tomllib
from types import SimpleNamespace

import pytest
import streamlit as st

from masterplan.ui import identity
from tests.server.signed_in import SECRETS


def test_nobody_gets_in_because_the_file_of_secrets_went(monkeypatch: pytest.MonkeyPatch) -> None:
    told = tomllib.loads(SECRETS.format(address="http://127.0.0.1:1", cookie="x" * 32, client="y"))
    monkeypatch.setattr(identity, "_held", None)
    monkeypatch.setattr(st, "secrets", SimpleNamespace(to_dict=lambda: told))
    assert identity.hold().has_sign_in
    monkeypatch.setattr(st, "secrets", SimpleNamespace(to_dict=dict))
    assert identity.settings().has_sign_in
    monkeypatch.setattr(identity, "_held", None)
    assert not identity.settings().has_sign_in, "it would be open otherwise"

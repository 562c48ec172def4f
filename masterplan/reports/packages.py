"""Office files that are the same to the byte whenever they are written."""

from __future__ import annotations

import io
import re
import zipfile

_DAY = (1980, 1, 1, 0, 0, 0)
_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)")


def settled(content: bytes, moment: str) -> bytes:
    """The package with every moment replaced by ``moment`` (UTC, ISO), also in packages within."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            held = source.read(name)
            if name.endswith((".xlsx", ".docx", ".pptx")):
                held = settled(held, moment)
            elif name == "docProps/core.xml":
                held = _MOMENTS.sub(rb"\g<1>" + moment.encode() + rb"\g<2>", held)
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, held)
    return out.getvalue()

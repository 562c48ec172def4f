"""The process that sets one document and ends: data in on stdin, PDF or pictures out on stdout.

Started by ``typesetting.py`` as a file, so that it loads nothing of the app. typst keeps what it
has compiled for as long as its process lives, which would let the app grow with every report.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import typst

HERE = Path(__file__).parent
STANDARDS = ["a-2a", "ua-1"]


def main() -> int:
    """Set the document that stdin describes; 1 with the reasons on stderr where it cannot be."""
    order = json.load(sys.stdin.buffer)
    try:
        pages = _set(order)
    except typst.TypstError as error:
        print(error.diagnostic or error.message, file=sys.stderr)
        return 1
    except UserWarning as warnings:
        print(warnings, file=sys.stderr)
        return 1
    sys.stdout.buffer.writelines(len(page).to_bytes(8, "big") + page for page in pages)
    return 0


def _set(order: dict[str, Any]) -> list[bytes]:
    files = {f"{path.name}": path.read_bytes() for path in (HERE / "templates").glob("*.typ")}
    files["main.typ"] = files.pop(order["template"])
    files["data.json"] = json.dumps(order["data"], ensure_ascii=False, sort_keys=True).encode()
    form: dict[str, Any] = {"pdf_standards": STANDARDS}
    if order["ppi"]:
        form = {"format": "png", "ppi": order["ppi"]}
    with tempfile.TemporaryDirectory() as empty:  # what a template may read beside its own files
        made, warnings = typst.compile_with_warnings(
            files,
            root=empty,
            font_paths=[str(HERE / "fonts")],
            ignore_system_fonts=True,
            **form,
        )
    if warnings:
        raise UserWarning("\n".join(str(warning.message) for warning in warnings))
    # a list where pictures have several pages, which the types of the library do not know
    pages: list[Any] = made if isinstance(made, list) else [made]
    return pages if order["ppi"] else [with_row_headers(pages[0])]


def with_row_headers(pdf: bytes) -> bytes:
    """The document with the first cell of each row of a table's body marked as its heading."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for element in document.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TBody":
                for row in element.K:
                    _mark_row(row)
            elif isinstance(element, pikepdf.Stream):
                _end_clearly(element)
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            fix_metadata_version=False,
        )
    return out.getvalue()


def _mark_row(row: Any) -> None:
    cells = list(row.K)
    first = cells[0]
    first.S = pikepdf.Name.TH
    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    kept = [own for own in _attributes(first) if "/Headers" not in own]
    first.A = pikepdf.Array([*kept, scope])
    for cell in cells[1:]:  # readers find both headings by their scope, as no cell names its own
        for own in _attributes(cell):
            if "/Headers" in own:
                del own["/Headers"]


def _end_clearly(stream: Any) -> None:
    """Let packed data not end with a line end: readers would not count it as part of the data.

    A blank is added to what is packed, which changes nothing in drawings, typefaces and lists of
    characters; a colour profile knows its own length and stays as it is.
    """
    if stream.get("/Filter") != "/FlateDecode" or "/N" in stream:
        return
    data = stream.read_bytes()
    packed = stream.read_raw_bytes()
    while packed[-1:] in (b"\r", b"\n"):
        data += b" "
        packed = zlib.compress(data, 9)
        stream.write(packed, filter=pikepdf.Name.FlateDecode)


def _attributes(cell: Any) -> list[Any]:
    held = cell.get("/A")
    if held is None:
        return []
    return list(held) if isinstance(held, pikepdf.Array) else [held]


if __name__ == "__main__":
    sys.exit(main())

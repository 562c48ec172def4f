"""One report in a process that holds nothing else: ``build TEXT PDF`` as the app does it, or ``set
DOCUMENT``, which is the bare setting of pages that lie ready. Prints the CPU time and the memory.

A process begins with the size of the one that started it, so that this one imports little.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

from masterplan.reports.building import Order, build

TEMPLATES = Path(__file__).parents[1] / "masterplan" / "reports" / "templates"
_BARE = """
import sys, typst
from pathlib import Path
templates, document = Path(sys.argv[1]), Path(sys.argv[2])
files = {path.name: path.read_bytes() for path in templates.glob("*.typ")}
files["main.typ"] = files.pop("report.typ")
files["data.json"] = document.read_bytes()
typst.compile(
    files,
    root=str(document.parent),
    font_paths=[str(templates.parent / "fonts")],
    ignore_system_fonts=True,
    pdf_standards=["a-2a", "ua-1"],
)
"""


def main() -> None:
    """Do it, and print what it took."""
    what, *files = sys.argv[1:]
    if what == "build":
        order = Order(Path(files[0]).read_text(encoding="utf-8"), 3, "pdf", "de")
        Path(files[1]).write_bytes(build(order))
    else:
        subprocess.run([sys.executable, "-c", _BARE, str(TEMPLATES), files[0]], check=True)
    took = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = 1000 * (took.ru_utime + took.ru_stime)
    print(json.dumps({"cpu": cpu, "memory": took.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()

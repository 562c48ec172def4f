"""``python -m masterplan.samples``: make the database of a first start, where there is none.

With ``--write`` the sample workbooks are written into ``data/`` instead.
"""

import sys

from masterplan.samples import first_start, write_samples
from masterplan.store import default_path
from masterplan.texts import LANGUAGES, UserError

try:
    if sys.argv[1:] == ["--write"]:
        for path in write_samples():
            print(path.name)
    elif first_start(default_path()):
        print(f"{default_path()}: Beispielstadt, Dortmund")
except UserError as error:
    sys.exit(error.text(LANGUAGES[0]))

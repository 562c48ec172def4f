"""``python -m masterplan.samples``: write the sample workbooks into ``data/``."""

from masterplan.samples import write_samples

for path in write_samples():
    print(path.name)

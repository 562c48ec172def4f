"""What a file may ask of the machine. Genuine workbooks stay far below each of these."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """All limits of reading, in the order in which they are looked at."""

    upload: int = 25 * MEGABYTE
    """Bytes of the file as it arrives."""
    upload_in_bulk: int = 1000 * MEGABYTE
    """The same for the CSV and Parquet files of the command line."""
    entries: int = 2000
    """Entries of a zip archive."""
    unpacked: int = 400 * MEGABYTE
    """Bytes of all entries of an archive together, unpacked."""
    sheet_part: int = 300 * MEGABYTE
    """Unpacked bytes of one sheet, or of the list of texts."""
    other_part: int = 16 * MEGABYTE
    """Unpacked bytes of any other part that is XML."""
    expansion: int = 200
    """How many times its size an entry may unpack to, where it unpacks to over a megabyte."""
    depth: int = 64
    """Elements within each other."""
    sheets: int = 50
    texts: int = 1_000_000
    """Entries in the list of texts that the sheets share."""
    formats: int = 66_000
    """Cell formats; Excel itself keeps at most 65,490."""
    cells: int = 4_000_000
    """Cells of one sheet."""
    area: int = 5_000_000
    """Rows times columns of a sheet, up to the last ones that hold a value."""
    rows: int = 100_000
    """Rows of data of one sheet; not for the CSV and Parquet files of the command line."""
    memory: int = 2000 * MEGABYTE
    """Bytes of address space for the process that reads."""
    processor_seconds: int = 30
    """For a small file; a large one gets up to ``most_processor_seconds``."""
    most_processor_seconds: int = 60

    def seconds_for(self, size: int) -> int:
        """The processor seconds for files of ``size`` bytes together."""
        more = self.most_processor_seconds - self.processor_seconds
        return self.processor_seconds + round(more * min(1.0, size / self.upload))


LIMITS = Limits()

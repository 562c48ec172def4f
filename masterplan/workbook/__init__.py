"""Excel in (read, check) and out (template, export)."""

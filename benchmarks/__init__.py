"""What the app costs, each measure beside its floor in the same run: ``python -m benchmarks``."""

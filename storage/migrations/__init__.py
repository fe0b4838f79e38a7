"""The database's history, from the first table on. `storage/migrate.py` runs it."""

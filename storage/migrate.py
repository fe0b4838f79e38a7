"""Brings a database up to this version, and tells whether it is."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.store import connect


def migrate(path: Path) -> None:
    """Makes the SQLite file at `path`, or brings it forward from any released version."""
    engine = connect(path, writes=True)
    try:
        with engine.begin() as connection:
            command.upgrade(_config(connection), "head")
    finally:
        engine.dispose()


def is_current(path: Path) -> bool:
    """Whether the file is there and at this version."""
    if not path.exists():
        return False
    engine = connect(path, writes=False)
    try:
        with engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
            return revision == ScriptDirectory.from_config(_config(connection)).get_current_head()
    finally:
        engine.dispose()


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config

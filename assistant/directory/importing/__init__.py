"""The five official open-data layouts, read into `PRELUDE_DATA/directory` (see docs/tasks/importer-l-annuaire.md)."""

from assistant.directory.importing.report import Report, Unreadable, Unwritten
from assistant.directory.importing.run import import_file

__all__ = ["Report", "Unreadable", "Unwritten", "import_file"]

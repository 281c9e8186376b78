"""What the operator sets, read from PRELUDE_* variables once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """`PRELUDE_DATA`: where the signing key and the SQLite file live. `PRELUDE_FORMS`: the forms served. `PRELUDE_PAPER`: a Word
    style file. `PRELUDE_DATABASE`: a PostgreSQL address. `PRELUDE_KEEP_DAYS`: days a draft may be kept; 0, never.
    `PRELUDE_BACKUP_KEYS`: where the keys of the backups lie, never with the backups. `PRELUDE_MODEL_*`: a model server that the
    conversation may ask once the person said yes: its address, the name of the model, its key, and who runs it."""

    model_config = SettingsConfigDict(env_prefix="PRELUDE_", extra="ignore", env_ignore_empty=True)

    data: Path = Path("var")
    forms: Path = Path(__file__).parent.parent / "forms"
    paper: Path | None = None
    database: str = ""
    keep_days: int = Field(default=0, ge=0, le=365)
    backup_keys: Path | None = None
    model_url: str = ""
    model_name: str = ""
    model_key: SecretStr = SecretStr("")
    model_by: str = ""

    @property
    def key_folder(self) -> Path:
        """Where the keys of the backups are."""
        return self.backup_keys or self.data / "backup-keys"


@cache
def settings() -> Settings:
    return Settings()


def misread(error: ValidationError) -> str:
    """What to do about a setting that cannot be read; only the first, by its name."""
    fault = error.errors()[0]
    name = f"PRELUDE_{'_'.join(map(str, fault['loc'])).upper()}"
    return f"{name} ne se lit pas ({fault['msg']}) : corrigez sa valeur."

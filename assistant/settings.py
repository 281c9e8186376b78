"""What the operator sets, read from PRELUDE_* variables once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """`PRELUDE_DATA`: where the signing key lives. `PRELUDE_FORMS`: the forms served. `PRELUDE_PAPER`: a Word style file."""

    model_config = SettingsConfigDict(env_prefix="PRELUDE_", extra="ignore")

    data: Path = Path("var")
    forms: Path = Path(__file__).parent.parent / "forms"
    paper: Path | None = None


@cache
def settings() -> Settings:
    return Settings()

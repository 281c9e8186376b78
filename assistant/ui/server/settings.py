"""Settings of the shell that an operator may change, read from the environment."""

from typing import Annotated

from pydantic import EmailStr, HttpUrl, UrlConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict


class ShellSettings(BaseSettings):
    """PRELUDE_EXIT_URL, PRELUDE_BRAND, PRELUDE_CONTACT; a bad address stops the start rather than breaking a link."""

    model_config = SettingsConfigDict(env_prefix="PRELUDE_", frozen=True, extra="ignore", env_ignore_empty=True)

    # A page anybody may have open: the weather. HttpUrl refuses javascript: and other schemes.
    exit_url: HttpUrl = HttpUrl("https://www.meteofrance.com/")
    brand: str = "Prélude"
    # Who is told of a mistake in the directory: without it, the screen offers nothing that nobody would read.
    contact: EmailStr | Annotated[HttpUrl, UrlConstraints(allowed_schemes=["https"])] | None = None

"""Settings of the shell that an operator may change, read from the environment."""

from pydantic import HttpUrl
from pydantic_settings import BaseSettings, SettingsConfigDict


class ShellSettings(BaseSettings):
    """PRELUDE_EXIT_URL and PRELUDE_BRAND; a bad address stops the start rather than breaking the quick exit."""

    model_config = SettingsConfigDict(env_prefix="PRELUDE_", frozen=True, extra="ignore")

    # A page anybody may have open: the weather. HttpUrl refuses javascript: and other schemes.
    exit_url: HttpUrl = HttpUrl("https://www.meteofrance.com/")
    brand: str = "Prélude"

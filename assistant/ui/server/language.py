"""Which language the first bytes speak, before any page has run."""

from assistant.i18n import LANGUAGES, RIGHT_TO_LEFT, SOURCE

COOKIE = "prelude_lang"  # set by shell.js, only once the person has chosen a language by hand
PARAMETER = "lang"


def negotiate(cookie: str | None, query: str | None, accept: str | None) -> str:
    """The language code: the person's choice (cookie), else `?lang=`, else the browser's list, else French."""
    for choice in (cookie, query):
        if choice is not None and choice in LANGUAGES:
            return choice
    return next((code for code in _accepted(accept or "") if code in LANGUAGES), SOURCE)


def direction(lang: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def _accepted(header: str) -> list[str]:
    """Codes of an Accept-Language header, most wanted first (`en-GB;q=0.8` -> `en`); nonsense weighs nothing."""
    weighted: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if weight > 0:
            weighted.append((-weight, tag.split("-")[0].lower()))
    return [code for _, code in sorted(weighted, key=lambda pair: pair[0])]

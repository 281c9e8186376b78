"""What can go wrong with what is kept; each says whether the person can do something about it."""


class Unavailable(Exception):
    """The database does not answer, or its disk is full: nothing was written, try again in a moment."""


class Conflict(Exception):
    """The draft was saved by another tab or server in between: nothing was overwritten."""


class Gone(Exception):
    """The draft is no longer there: erased, or past its date."""


class Altered(Exception):
    """What was read does not decrypt: another key, or bytes changed."""


class WrongCode(Exception):
    """No draft opens with this reference and this code; which of the two is wrong is not said."""


class TooMany(Exception):
    """Too many wrong codes. `wait`: seconds before the next try counts."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"{wait:.0f} s")
        self.wait = wait


class Refused(Exception):
    """A backup is not made or not restored, and nothing was changed; the French sentence says why and what to do."""

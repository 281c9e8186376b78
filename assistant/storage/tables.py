"""The tables of what is kept. Nothing in them can be read without a key that is not in them.

A change here is a migration in `migrations/versions/`; a test compares the two.
"""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()
_MOMENT = BigInteger  # seconds since 1970

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),  # visit | kept
    Column("reference", String(16), unique=True),  # public; only of a draft that was asked to be kept
    Column("version", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),  # sealed
    Column("created", _MOMENT, nullable=False),
    Column("seen", _MOMENT, nullable=False),
    Column("expires", _MOMENT, nullable=False),
)
Index("drafts_expires", drafts.c.expires)

# The data key of a draft, wrapped once for each way of opening it: changing a code never rewrites the data.
wraps = Table(
    "wraps",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("draft", ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(8), nullable=False),  # visit | code | service
    Column("finder", String(64), unique=True),  # finds the wrap of a visit; says nothing of its key
    Column("params", Text, nullable=False),  # JSON: salt and cost, or the service
    Column("wrapped", LargeBinary, nullable=False),
)
Index("wraps_draft", wraps.c.draft)

attachments = Table(
    "attachments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("draft", ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
    Column("size", Integer, nullable=False),  # bytes of the original
    Column("about", LargeBinary, nullable=False),  # sealed: question, name, kind, SHA-256
    Column("original", LargeBinary, nullable=False),  # sealed
    Column("shown", LargeBinary),  # sealed: the copy that may be displayed
)
Index("attachments_draft", attachments.c.draft)

# The forms that drafts began with: public texts, kept as long as a draft may need them.
form_versions = Table(
    "form_versions",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("form", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("used", _MOMENT, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("bucket", String(64), primary_key=True),  # a keyed hash: neither a reference nor an address
    Column("ready", Float, nullable=False),  # the moment at which the bucket is empty again
)

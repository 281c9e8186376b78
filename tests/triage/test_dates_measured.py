"""The dates on messages that the grammar was not written from: mostly right, and hardly ever wrong without saying so."""

from __future__ import annotations

from collections import Counter

import pytest

from tools.dates_report import line, verdicts

pytestmark = pytest.mark.chat


def test_right_or_asked() -> None:
    count = Counter(verdict for _, verdict in verdicts())
    assert count.total() >= 200
    assert count["right"] >= 0.92 * count.total()
    assert count["wrong"] <= 0.02 * count.total()


def test_the_report_counts() -> None:
    assert line("x", ["right", "right", "asked", "wrong"]).split()[1:] == (
        "4 juste 0.500 demandée 0.250 fausse sans le dire 0.250".split()
    )

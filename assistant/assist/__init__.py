"""The optional model server: what leaves is masked, what comes back is only ever a choice among what we already have."""

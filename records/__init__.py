"""Floor 2: what was recorded. Capture, journal, store, follow-up, audit; no HTML."""

"""Floor 3: how it is laid out, bound, sealed and verified. Handed records; never opens a store."""

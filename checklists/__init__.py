"""Floor 1: what has to be recorded.

Registers, entries, rules, cadence and calendar; no storage, no clock, no print.
"""

"""Floor 4: who asks. Command line, web, settings, clock and the use-cases."""

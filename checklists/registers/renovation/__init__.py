"""Chapter 9: building works and repairs in the holidays."""

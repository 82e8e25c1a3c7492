"""Chapter 10: school property and supplies."""

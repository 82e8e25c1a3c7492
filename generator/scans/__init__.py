"""Paper read back: scans and photos become upright pages that say what they are."""

"""Who may come in: accounts with roles, sessions, inspectors' links. Nothing of HTTP here."""

"""From what a person typed to the one row they meant, or a refusal that names the nearest."""

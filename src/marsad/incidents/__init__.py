"""From reports to incidents: same text, same incident, reconciled figures, audited tallies."""

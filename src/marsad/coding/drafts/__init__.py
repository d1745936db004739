"""From a sentence to drafts of incidents: its stretches, each with its scene, day and figures."""

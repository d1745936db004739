"""Records at the boundaries between stages. Imports nothing else of ours."""

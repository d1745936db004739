"""The REST API: thin, over the store and the services."""

"""Where it happened: the gazetteer, place mentions in a text, and the place that each resolves to."""

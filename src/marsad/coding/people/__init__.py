"""Who stands in a sentence: people and organisations, how many of them, and of whom they are."""

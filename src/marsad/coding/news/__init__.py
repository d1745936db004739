"""What is told as news, and what is talk, history, sport or ordinary crime."""

"""One incident, many mentions: drafts joined, sides found elsewhere in the article, and the event of the record."""

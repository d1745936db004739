"""An optional second reader: asks a language model, checks each of its values against the text, and compares with the rules."""

"""The brief: what a period holds, told in Arabic and English, each number linked to its incidents."""

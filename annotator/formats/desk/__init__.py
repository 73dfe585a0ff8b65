"""What a news desk has: documents of offices, mail, books, subtitles, agencies' formats."""

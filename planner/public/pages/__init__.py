"""Pages in words: lists, kelurahan, search, what is passed on."""

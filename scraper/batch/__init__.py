"""Many inputs into one file: files, folders, lists and archives of pages, cleaned to JSON lines that can be resumed."""

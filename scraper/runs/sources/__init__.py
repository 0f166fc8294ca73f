"""The sources of article URLs: feeds, sitemaps and section pages."""

"""What a site offers to read: feeds, sitemaps, section pages."""

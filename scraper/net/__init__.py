"""HTTP requests within limits, to public addresses only."""

"""Everything with a clock, a disk or a socket: a scheduled run over many sites, what it keeps, and what it notices."""

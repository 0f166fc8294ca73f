"""One page over HTTP, guarded."""

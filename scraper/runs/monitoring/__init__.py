"""How the runs of a site go: baseline, drift, verdict, status, report, metrics."""

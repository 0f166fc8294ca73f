"""Monitor the runs of each site: baseline, drift, verdict, status, report, metrics."""

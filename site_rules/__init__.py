"""One small rule module a site; see `CONTRIBUTING.md` for how to add one."""

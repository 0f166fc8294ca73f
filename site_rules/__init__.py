"""Site rules, one module per site. `CONTRIBUTING.md` shows how to add one."""

"""A farm of loopback hosts: sites that publish, change and misbehave, with an access log as the witness.

`server.Farm` listens on 127.0.1.1, 127.0.1.2 …, all on one free port; `sites.Site` is one well-behaved host and what
happens to it between runs; `faults` are the hosts that misbehave; `rules` are the site rules of some of them;
`command` runs `scraper` over the farm. `python -m tests.farm` starts one in a process of its own.
"""

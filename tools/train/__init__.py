"""Train the learned line judge: `python -m tools.train`, with the extra `train` installed. See docs/line_judge.md."""

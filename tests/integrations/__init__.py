"""Tests beside the packages of the extras in `docs/pipelines.md`; `make integrations` runs them."""

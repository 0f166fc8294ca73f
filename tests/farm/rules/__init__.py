"""Site rules of four hosts of the farm. `tests.farm.command.shipped` makes them those of an installed package."""

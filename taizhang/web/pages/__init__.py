"""Pages, one module a group; each has a `router` whose routes say who may ask for them."""

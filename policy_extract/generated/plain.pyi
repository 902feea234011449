# To a type checker they are the contract's own classes: what stages make is held to every field of them,
# and views take plans that a run has made as well as those that were loaded.
from policy_extract.model import *  # noqa: F403

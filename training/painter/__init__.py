"""Everything needed to train, export and judge Gesso's bundled painter."""

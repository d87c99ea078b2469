"""People: known again, corrected, merged and taken apart, exported, erased."""

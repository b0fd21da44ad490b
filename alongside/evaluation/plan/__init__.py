"""Analysis plans: read, checked and fingerprinted before the data are seen."""

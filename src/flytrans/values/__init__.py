"""How one value is spelled. Codecs that know no key."""

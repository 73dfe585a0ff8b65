"""Work that comes in and goes out: packs looked at before they are merged."""

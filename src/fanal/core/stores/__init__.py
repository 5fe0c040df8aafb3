"""Where contents are kept, by their hash: a folder, or an object store that several machines share."""

"""`make bench`: what each page costs on a large data set, in units of a bare view of the same run."""

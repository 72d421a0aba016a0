package assign

// Stingy makes rows keep a single column at first and look at the context after a
// little work, so that small problems go the ways of big ones.
func Stingy(o Options) Options {
	o.tune = tuning{short: 1, whole: 1 << 30, batch: 50}
	return o
}

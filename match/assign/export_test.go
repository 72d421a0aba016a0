package assign

// Stingy makes rows keep a single column at first and look at the context after a
// little work, so that small problems go the ways of big ones. Rows that want more than
// whole columns look at all and drop them again.
func Stingy(o Options, whole int) Options {
	o.tune = tuning{short: 1, whole: whole, batch: 50}
	return o
}

// ShortSighted makes questions read a column at a time.
func ShortSighted(q *Questions) *Questions {
	q.few = 1
	return q
}

package assign

// Stingy makes rows keep a single column at first and look at the context after a
// little work, so that small problems go the ways of big ones. Rows that want more than
// whole columns look at all and drop them again.
func Stingy(o Options, whole int) Options {
	o.tune = tuning{short: 1, whole: whole, batch: 50}
	return o
}

// ShortSighted makes questions keep a column a row, so that small problems go the ways
// of big ones.
func ShortSighted(q *Questions) *Questions {
	q.few, q.deep = 1, 1
	return q
}

// FarSighted makes questions keep every column.
func FarSighted(q *Questions) *Questions {
	q.few, q.deep = 1<<20, 1<<20
	return q
}

package store

// planPeriods are the periods of a rotation plan, numbered from 1.
type planPeriods struct {
	starts Date   // of the first one
	unit   string // week or month
	count  int
}

// first is the first day of period n.
func (p planPeriods) first(n int) Date {
	if p.unit == "week" {
		return p.starts.Add(7 * (n - 1))
	}
	return p.starts.AddMonths(n - 1)
}

// last is the last day of period n.
func (p planPeriods) last(n int) Date { return p.first(n + 1).Add(-1) }

// at is the period in which a day lies: 0 before the first one, count+1 after the last.
func (p planPeriods) at(day Date) int {
	n := 0
	for n <= p.count && p.first(n+1) <= day {
		n++
	}
	return n
}

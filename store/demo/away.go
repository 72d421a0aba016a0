package demo

import "understudy/store"

// absence is a time away, both days included.
type absence struct {
	from, to int32
	note     string
}

// monthsAway is how many of a thousand are away for months.
const monthsAway = 28

// absencesOf are when somebody is away: leave of some days, and of a few whole months,
// which a rotation must do without. Shorter leave never takes half of a month.
func (w *world) absencesOf(i int) []absence {
	d := w.roll(ofAbsences, i)
	p := w.people[i]
	if !w.stays(int32(i)) {
		return nil
	}
	var out []absence
	if !p.leads && d.IntN(1000) < monthsAway { // whole months, around the coming ones
		from := monthStart(w.today, d.between(-1, 4))
		if from > p.hired {
			out = append(out, absence{from, monthStart(from, d.between(2, 4)) - 1, pick(d, []string{"", "Back in the old job after it.", "Can be called on Mondays."})})
		}
	}
	if d.chance(26) {
		from := workday(w.today+int32(d.between(-60, 160)), 1)
		to := from + pick(d, []int32{0, 2, 4, 4, 9, 9})
		if from > p.hired && (len(out) == 0 || to < out[0].from || from > out[0].to) {
			out = append(out, absence{from, to, pick(d, []string{"", "", "", "Not reachable."})})
		}
	}
	return out
}

// monthStart is the first of the month that comes n months after that of a day.
func monthStart(day int32, n int) int32 {
	return addMonths(day-int32(store.DateFromDays(day).Time().Day()-1), n)
}

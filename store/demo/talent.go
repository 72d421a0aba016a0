package demo

import (
	"cmp"
	"slices"
)

// certificate can be held by those who have a level of a skill; one of no skill by anybody.
type certificate struct {
	name, issuer string
	skill        string
	level        int
	months       int // 0 for ever
}

func certificates() []certificate {
	return []certificate{
		{"Good distribution of medicines", "Chamber of pharmacists", "Pharma handling", 3, 36},
		{"Food hygiene", "Food office", "Food safety", 2, 24},
		{"Dangerous goods by road", "Ministry of transport", "Dangerous goods", 3, 60},
		{"Customs representative", "Customs office", "Customs papers", 3, 60},
		{"Fork-lift licence", "Inspection of workplaces", "Warehouse flow", 2, 60},
		{"Safety officer", "Inspection of workplaces", "Workplace safety", 3, 24},
		{"Administrator of clusters", "Open systems institute", "Kubernetes", 3, 24},
		{"Auditor of secure software", "Open systems institute", "Secure coding", 4, 36},
		{"Calibration of sensors", "Office of weights and measures", "Sensor calibration", 3, 36},
		{"Data protection officer", "Data protection academy", "Data protection", 4, 24},
		{"Project leader", "Institute of projects", "Project management", 3, 0},
		{"Lean, second degree", "Institute of production", "Lean improvement", 3, 0},
		{"First aid at work", "Ambulance service", "", 0, 24},
		{"Accredited coach", "Association of coaches", "Coaching", 4, 36},
	}
}

// qualification is a certificate that somebody holds; expires is 0 for never.
type qualification struct {
	certificate       int
	obtained, expires int32
	number            string
}

const (
	certified = 70 // of a hundred, who had their skills certified at all
	monthDays = 30.4375
)

// qualificationsOf are what somebody can show papers for: most are valid, some
// have expired, and some will soon.
func (w *world) qualificationsOf(i int) []qualification {
	d := w.roll(ofCertificates, i)
	if !d.chance(certified) {
		return nil
	}
	have := w.levelsOf(i)
	var out []qualification
	for k, c := range certificates() {
		often := 75
		if c.skill == "" {
			often = 18
		}
		if (c.skill == "" || levelIn(have, w.skillAt[c.skill]) >= c.level) && d.chance(often) {
			out = w.certify(d, out, i, k, c)
		}
	}
	slices.SortStableFunc(out, func(a, b qualification) int { return cmp.Compare(a.obtained, b.obtained) })
	return out
}

func (w *world) certify(d dice, out []qualification, i, k int, c certificate) []qualification {
	until, hired := w.until(i), w.people[i].hired
	life := int32(float64(c.months) * monthDays)
	ago := int32(d.between(20, 900))
	if life > 0 {
		switch d.weighted(16, 12, 72) {
		case 0: // within two months
			ago = life - int32(d.between(3, 55))
		case 1: // not renewed in time
			ago = life + int32(d.between(5, 200))
		default:
			ago = int32(d.between(20, max(21, int(life)-90)))
		}
	}
	q := qualification{certificate: k, obtained: until - ago}
	if q.obtained < hired { // was not here yet
		q.obtained = min(until, hired+int32(d.between(5, 60)))
	}
	if life > 0 {
		q.expires = addMonths(q.obtained, c.months)
	}
	if d.chance(80) {
		q.number = paper(d, c)
	}
	if old := q.obtained - life + int32(d.between(0, 25)); life > 0 && old > hired && d.chance(50) { // the one before
		out = append(out, qualification{k, old, addMonths(old, c.months), paper(d, c)})
	}
	return append(out, q)
}

// paper is the number of a certificate.
func paper(d dice, c certificate) string {
	digits := make([]byte, 6)
	for k := range digits {
		digits[k] = byte('0' + d.IntN(10))
	}
	return c.name[:1] + "-" + string(digits)
}

// judged is what performance or potential is seen by.
type judged struct{ axis, name, help string }

func judgedBy() []judged {
	return []judged{
		{"performance", "Results", "What was agreed, and what came of it, over the last year."},
		{"performance", "The way to the results", "Whether others could build on it, and would work together again."},
		{"potential", "Learns fast", "How soon something wholly new was used at work."},
		{"potential", "Handles the unknown", "What was done when there was no rule and nobody to ask."},
		{"potential", "Wants to lead", "Only what was said or done; not what one would wish."},
	}
}

// judgement is one dated rating of a criterion.
type judgement struct {
	criterion, score int
	day              int32
	evidence         string
}

const (
	judgedShare    = 12 // of a hundred of those long enough here
	judgedLeaders  = 50 // of those who may lead one day
	judgedAfter    = 200
	betweenReviews = 360
)

// judgementsOf are the reviews of somebody, the oldest first.
func (w *world) judgementsOf(i int) []judgement {
	p, d := w.people[i], w.roll(ofPotential, i)
	often := judgedShare
	if w.mentees[int32(i)] {
		often = judgedLeaders
	}
	if !d.chance(often) || !w.stays(int32(i)) || p.grade < 2 || w.today-p.hired < judgedAfter {
		return nil
	}
	day := w.today - int32(d.between(15, 150))
	if d.chance(15) {
		day -= int32(d.between(250, 500)) // nobody has looked since
	}
	day = max(day, p.hired+60)
	days := []int32{day}
	for d.chance(55) && day-betweenReviews > p.hired+90 && len(days) < 3 {
		day -= betweenReviews + int32(d.between(-15, 15))
		days = append(days, day)
	}
	slices.Reverse(days)
	base := [2]int{d.weighted(18, 52, 30), d.weighted(25, 45, 30)}
	half := d.chance(12) // only the performance was talked about
	var out []judgement
	for _, day := range days {
		for k, c := range judgedBy() {
			axis := 0
			if c.axis == "potential" {
				axis = 1
			}
			if half && axis == 1 {
				continue
			}
			score := min(3, max(1, 1+base[axis]+d.weighted(15, 70, 15)-1))
			out = append(out, judgement{k, score, day, pick(d, seen(axis, score))})
		}
	}
	return out
}

// seen are the words for a score, 1 to 3, of performance (0) or potential (1).
func seen(axis, score int) []string {
	return [2][3][]string{
		{
			{"Two of five goals of the year reached.", "Deadlines moved twice without notice.", "Good days, but others had to finish it."},
			{"All goals of the year reached, one late.", "Steady work; the yearly talk found nothing open.", "Customers ask for them by name now and then."},
			{"Every goal reached, and one that was not theirs.", "Led the work of three teams to its day.", "Their way of doing it is now how all do it."},
		},
		{
			{"Is at home in the present work, and says so.", "New tools take a second course.", "Waits for a rule where there is none."},
			{"Took over a new task within a quarter.", "Asks good questions in unknown fields.", "Stood in for the lead for three weeks."},
			{"Learnt a new field in weeks, and taught it on.", "Set up the depot without being asked how.", "Has led a project of twelve, and wants the next."},
		},
	}[axis][score-1]
}

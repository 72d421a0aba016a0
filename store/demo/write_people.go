package demo

import (
	"cmp"
	"slices"
	"strconv"
)

// fieldDef is a further column of employees.
type fieldDef struct {
	name   string
	barred bool
}

func fields() []fieldDef {
	return []fieldDef{{"Organisation", false}, {"Profession", false}, {"Age band", true}}
}

// perPerson lists the tables that hold something of each person, in the order in
// which they are written.
func (w *writer) perPerson() []table {
	return []table{
		{"employee", []string{"id", "number", "name", "email", "hired", "left_on", "left_reason", "work_start", "work_end"}, w.employees()},
		{"position", []string{"employee_id", "since", "role_level_id", "grade_id", "team_id", "location_id", "manager_id"}, w.positions},
		{"employee_field", []string{"employee_id", "field_id", "value"}, w.fieldValues},
		{"employee_language", []string{"employee_id", "language_id"}, w.spoken},
		{"rating", []string{"employee_id", "skill_id", "level", "source", "date", "evidence"}, w.ratings},
		{"interest", []string{"employee_id", "skill_id", "market_id", "degree"}, w.interests},
		{"need", []string{"employee_id", "side", "skill_id", "level"}, w.needs},
		{"answer", []string{"employee_id", "question_id", "value"}, w.answers()},
		{"consent", []string{"employee_id", "topic", "since", "until"}, w.consents},
		{"past_assignment", []string{"employee_id", "market_id", "started", "ended", "outcome"}, w.assignments},
		{"note", []string{"employee_id", "date", "body"}, w.notes},
		{"qualification", []string{"employee_id", "certificate_id", "obtained", "expires", "number"}, w.qualifications},
		{"absence", []string{"employee_id", "starts", "ends", "note"}, w.away},
		{"potential_rating", []string{"employee_id", "criterion_id", "score", "date", "evidence"}, w.judgements},
	}
}

func (w *world) byHiring() []int {
	order := make([]int, len(w.people))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(w.people[a].hired, w.people[b].hired) })
	return order
}

// employees hands out the names, so it must be asked for each person once, in order.
func (w *writer) employees() func(int, add) error {
	numbers, mails, naming := w.numbers(), map[string]int{}, w.namings()
	return func(i int, put add) error {
		p, d := w.people[i], w.roll(ofNames, i)
		s := w.sites[p.site]
		full, mail := naming[s.tongue].take(int(p.sex), d.chance(s.native), d)
		mails[mail]++
		if n := mails[mail]; n > 1 {
			mail += strconv.Itoa(n)
		}
		reason := ""
		if p.left != 0 {
			reason = pick(d, []string{"another employer", "another employer", "moved away", "retired", "family", "end of contract", "went to study"})
		}
		return put(id(i), number(numbers[i]), full, mail+domain, date(p.hired), date(p.left), reason, int64(p.start), int64(p.end))
	}
}

// namings are the tongues of the company's sites.
func (w *world) namings() map[string]*naming {
	out := map[string]*naming{}
	for _, all := range []map[string]tongue{latin(), others()} {
		for k, s := range w.sites {
			if t, ok := all[s.tongue]; ok && out[s.tongue] == nil {
				out[s.tongue] = newNaming(t, w.roll(ofNames, -k-1))
			}
		}
	}
	return out
}

func (w *writer) positions(i int, put add) error {
	for _, p := range w.positionsOf(i) {
		var boss any
		if p.boss >= 0 {
			boss = id(p.boss)
		}
		if err := put(id(i), date(p.since), id(p.level), id(p.grade-1), id(p.team), id(p.site), boss); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) fieldValues(i int, put add) error {
	p, d := w.people[i], w.roll(ofFields, i)
	r := w.roles[w.levels[p.level].role]
	unit := w.families[w.teams[p.team].family].department + ", " + w.sites[p.site].market
	if err := put(id(i), int64(1), unit); err != nil {
		return err
	}
	if d.chance(94) {
		if err := put(id(i), int64(2), r.profession); err != nil {
			return err
		}
	}
	years := 20 + 2*int(p.grade) + int(w.until(i)-p.hired)/365 + d.between(0, 14)
	band := []string{"under 30", "30 to 39", "40 to 49", "50 and over"}[min(3, max(0, years/10-2))]
	return put(id(i), int64(3), band)
}

func (w *writer) spoken(i int, put add) error {
	for _, l := range w.languagesOf(i) {
		if err := put(id(i), l); err != nil {
			return err
		}
	}
	return nil
}

// ratings also counts who can do what; the covers and demands are made by that.
func (w *writer) ratings(i int, put add) error {
	list := w.ratingsOf(i)
	if w.stays(int32(i)) {
		w.tally.count(w.world, i, current(list))
	}
	for _, r := range list {
		if err := put(id(i), id(r.skill), int64(r.level), r.source, date(r.date), r.evidence); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) interests(i int, put add) error {
	for _, x := range w.skillWishesOf(i) {
		if err := put(id(i), id(x.of), nil, int64(x.degree)); err != nil {
			return err
		}
	}
	for _, x := range w.marketWishesOf(i) {
		if err := put(id(i), nil, id(x.of), int64(x.degree)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) needs(i int, put add) error {
	have := w.levelsOf(i)
	for _, k := range w.seeks(i, have) {
		if err := put(id(i), "need", id(k.skill), int64(k.level)); err != nil {
			return err
		}
	}
	for _, k := range w.offers(i, have) {
		if err := put(id(i), "offer", id(k.skill), int64(k.level)); err != nil {
			return err
		}
	}
	return nil
}

// answers are those of most people, to most questions; nearly all who take part
// in something were asked.
func (w *writer) answers() func(int, add) error {
	questions := asks()
	return func(i int, put add) error {
		d, asked := w.roll(ofAnswers, i), 58
		if w.takesPart[int32(i)] {
			asked = 95
		}
		if !d.chance(asked) {
			return nil
		}
		for q, question := range questions {
			if !d.chance(91) {
				continue
			}
			if err := put(id(i), id(q), pick(d, question.choices)); err != nil {
				return err
			}
		}
		return nil
	}
}

func (w *writer) consents(i int, put add) error {
	for _, c := range w.consentsOf(i) {
		if err := put(id(i), c.topic, date(c.since), date(c.until)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) assignments(i int, put add) error {
	for _, a := range w.assignmentsOf(i) {
		if err := put(id(i), id(a.market), date(a.started), date(a.ended), a.outcome); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) notes(i int, put add) error {
	d, often := w.roll(ofNotes, i), 3
	texts := []string{
		"Asked for a mentor outside the own function.",
		"On leave for a month; come back to them after it.",
		"Would gladly give a talk about the last project.",
		"Prefers to meet in the morning, because of the school run.",
		"Thinks about a stay abroad, but not before next year.",
		"Manager supports an hour a week for mentoring.",
	}
	if w.wasMentor[int32(i)] {
		often, texts = 30, []string{
			"Was a very good mentor in the last cycle; ask again.",
			"Took two mentees at once last time, and said that one is enough.",
			"Would like a mentee from another function next time.",
		}
	}
	if !d.chance(often) || !w.stays(int32(i)) {
		return nil
	}
	return put(id(i), date(max(w.people[i].hired, w.today-int32(d.between(2, 200)))), pick(d, texts))
}

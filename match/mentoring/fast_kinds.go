package mentoring

import (
	"slices"
)

// fastKinds turns each kind, its parameters bound in the weight, into a part.
func fastKinds() map[string]func(*model, weight) part {
	return map[string]func(*model, weight) part{
		"grade gap":         fastGap,
		"management line":   fastLine,
		"same field":        func(m *model, w weight) part { return fastField(m, w, true) },
		"different field":   func(m *model, w weight) part { return fastField(m, w, false) },
		"location":          fastUnit(func(e *Employee) int64 { return e.Location }),
		"team":              fastUnit(func(e *Employee) int64 { return e.Team }),
		"market":            fastUnit(func(e *Employee) int64 { return e.Market }),
		"role":              fastUnit(func(e *Employee) int64 { return e.Role }),
		"role level":        fastUnit(func(e *Employee) int64 { return e.RoleLevel }),
		"family":            fastUnit(func(e *Employee) int64 { return e.Family }),
		"skill need":        fastNeed,
		"skill wishes":      fastSkillWishes,
		"goals":             fastAnswers("goals"),
		"style":             fastAnswers("style"),
		"goals and style":   fastAnswers("goals", "style"),
		"preferences":       fastPreferences,
		"languages":         fastLanguages,
		"working hours":     fastHours,
		"market experience": fastExperience,
		"consent":           fastConsent,
		"waiting":           fastWaiting,
		"past pairs":        fastPast,
		"load":              fastLoad,
		"new hire":          fastNewHire,
		"tenure":            fastTenure,
	}
}

func fastGap(m *model, w weight) part {
	least, most := int32(w.values.num("least")), int32(w.values.num("most"))
	grade := func(p person) int32 { return p.e.Grade }
	return byKeys(m, grade, grade, func(mine, theirs int32) int32 {
		gap, known := theirs-mine, theirs != 0 && mine != 0
		if w.rule {
			return w.verdict(known, least <= gap && gap <= most)
		}
		if !known {
			return 0
		}
		return w.gapPoints(int64(gap))
	})
}

// gapPoints reads the table, or else points a step, or else a share.
func (w weight) gapPoints(gap int64) int32 {
	full, table := w.values.num("full steps"), w.values.table("table")
	capped := min(max(gap, 0), full)
	if len(table) > 0 {
		for _, e := range table {
			if e.at == gap {
				return int32(e.points)
			}
		}
		return 0
	}
	if each := w.values.num("points a step"); each != 0 {
		return int32(capped * each)
	}
	return w.share(capped, full)
}

// fastLine lists, by mentee, the mentors above and below.
func fastLine(m *model, w weight) part {
	byRow := make([][]entry, len(m.mentees))
	levels := int(w.values.num("levels"))
	for i, p := range m.mentees {
		m.climb(p.Employee, levels, func(boss int64) {
			for _, col := range m.colsAt[boss] {
				byRow[i] = append(byRow[i], entry{int32(col), low})
			}
		})
	}
	for j, p := range m.mentors {
		m.climb(p.Employee, levels, func(boss int64) {
			for _, row := range m.rowsAt[boss] {
				byRow[row] = append(byRow[row], entry{int32(j), low})
			}
		})
	}
	return part{pairs: byRow}
}

// climb calls visit for every manager above an employee, up to so many levels (0:
// all). The input has no cycles.
func (m *model) climb(id int64, levels int, visit func(boss int64)) {
	for n := 1; levels == 0 || n <= levels; n++ {
		e := m.staff[id]
		if e == nil || e.Manager == 0 {
			return
		}
		id = e.Manager
		visit(id)
	}
}

func fastField(m *model, w weight, same bool) part {
	name, asked := m.foldedBy[fold(w.values.text("field"))]
	empty, hasEmpty := m.foldedBy[""]
	value := func(p person) int32 {
		for _, f := range p.e.Fields {
			v := m.foldedAs[f.Value]
			if asked && m.foldedAs[f.Field] == name && !(hasEmpty && v == empty) {
				return v
			}
		}
		return -1
	}
	return bySameness(m, w, same, func(p person) fact { return fact{int64(value(p)), value(p) >= 0} })
}

func fastUnit(unit func(*Employee) int64) func(*model, weight) part {
	return func(m *model, w weight) part {
		same := w.values.is("relation", "same")
		return bySameness(m, w, same, func(p person) fact { return fact{unit(p.e), unit(p.e) != 0} })
	}
}

// fastPreferences lists the pairs that somebody wishes for.
func fastPreferences(m *model, w weight) part {
	ranks, whose := int(w.values.num("ranks")), w.values.text("whose")
	worth := make([]map[int32]int64, len(m.mentees))
	wish := func(row, col, rank int) {
		if worth[row] == nil {
			worth[row] = map[int32]int64{}
		}
		worth[row][int32(col)] += int64(ranks - rank)
	}
	full := int64(0)
	if whose != "mentor" {
		full += int64(ranks)
		for i, p := range m.mentees {
			chosen(p, ranks, m.colsAt, func(rank, col int) { wish(i, col, rank) })
		}
	}
	if whose != "mentee" {
		full += int64(ranks)
		for j, p := range m.mentors {
			chosen(p, ranks, m.rowsAt, func(rank, row int) { wish(row, j, rank) })
		}
	}
	byRow := make([][]entry, len(m.mentees))
	for i, cols := range worth {
		for col, sum := range cols {
			byRow[i] = append(byRow[i], entry{col, w.share(sum, full)})
		}
	}
	return part{pairs: byRow}
}

// chosen calls visit for each enrolled choice with its rank from 0; of a person
// named twice the better rank counts.
func chosen(p person, ranks int, at map[int64][]int, visit func(rank, index int)) {
	for rank, id := range p.Preferences[:min(ranks, len(p.Preferences))] {
		if slices.Contains(p.Preferences[:rank], id) {
			continue
		}
		for _, index := range at[id] {
			visit(rank, index)
		}
	}
}

func fastHours(m *model, w weight) part {
	least, full := int32(w.values.num("least minutes")), w.values.num("full minutes")
	hours := func(p person) Hours { return p.e.Hours }
	return byKeys(m, hours, hours, func(mine, theirs Hours) int32 {
		known := mine.From != mine.To && theirs.From != theirs.To
		if w.rule {
			return w.verdict(known, known && overlap(mine, theirs) >= least)
		}
		if !known {
			return 0
		}
		return w.share(min(int64(overlap(mine, theirs)), full), full)
	})
}

// overlap splits both days at midnight and adds up what the pieces share.
func overlap(a, b Hours) int32 {
	common := int32(0)
	for _, x := range pieces(a) {
		for _, y := range pieces(b) {
			if from, to := max(x.From, y.From), min(x.To, y.To); from < to {
				common += int32(to - from)
			}
		}
	}
	return common
}

func pieces(h Hours) [2]Hours {
	if h.From < h.To {
		return [2]Hours{h}
	}
	return [2]Hours{{h.From, 1440}, {0, h.To}}
}

func fastConsent(m *model, w weight) part {
	topic, known := m.foldedBy[fold(w.values.text("topic"))]
	agreed := func(p person) bool {
		for _, c := range p.e.Consents {
			if known && m.foldedAs[c.Topic] == topic && c.Since <= m.in.AsOf {
				return true
			}
		}
		return false
	}
	return bothSides(m, w, agreed)
}

func fastLoad(m *model, w weight) part {
	most, each := w.values.num("most hours"), w.values.num("hours a pair")
	return bothSides(m, w, func(p person) bool { return int64(p.e.Load) <= 60*(most-each) })
}

// bothSides is a rule about each person apart; who says of whom it must hold.
func bothSides(m *model, w weight, ok func(p person) bool) part {
	who := w.values.text("who")
	return byKeys(m, func(p person) bool { return who == "mentor" || ok(p) }, func(p person) bool { return who == "mentee" || ok(p) },
		func(mentee, mentor bool) int32 { return w.verdict(true, mentee && mentor) })
}

func fastWaiting(m *model, w weight) part {
	full := w.values.num("full days")
	return part{row: func(row int) int32 {
		since := m.mentees[row].WaitingSince
		if since == 0 {
			return 0
		}
		return w.share(min(max(0, int64(m.in.AsOf)-int64(since)), full), full)
	}}
}

func fastNewHire(m *model, w weight) part {
	most := int32(w.values.num("most days"))
	anyone := func(person) struct{} { return struct{}{} }
	return byKeys(m, hired, anyone, func(since int32, _ struct{}) int32 {
		return w.verdict(since != 0, m.in.AsOf-since <= most)
	})
}

func hired(p person) int32 { return p.e.Hired }

func fastTenure(m *model, w weight) part {
	least, full := int32(w.values.num("least days")), w.values.num("full days")
	return byKeys(m, hired, hired, func(mine, theirs int32) int32 {
		known, longer := mine != 0 && theirs != 0, mine-theirs
		if w.rule {
			return w.verdict(known, longer >= least)
		}
		if !known {
			return 0
		}
		return w.share(min(max(0, int64(longer)), full), full)
	})
}

// fastPast gives everyone the points and takes them back from the pairs that were.
func fastPast(m *model, w weight) part {
	within := int64(w.values.num("days"))
	byRow, seen := make([][]entry, len(m.mentees)), map[[2]int]bool{}
	value := int32(low)
	if !w.rule {
		value = -int32(w.most)
	}
	were := func(mentee, mentor int64) {
		m.between(mentee, mentor, func(row, col int) {
			if key := [2]int{row, col}; !seen[key] {
				seen[key] = true
				byRow[row] = append(byRow[row], entry{int32(col), value})
			}
		})
	}
	for _, p := range m.in.Past {
		if p.Until == 0 || within == 0 || int64(m.in.AsOf)-int64(p.Until) <= within {
			were(p.Mentee, p.Mentor)
			were(p.Mentor, p.Mentee)
		}
	}
	out := part{pairs: byRow}
	if !w.rule {
		out.row = func(int) int32 { return int32(w.most) }
	}
	return out
}

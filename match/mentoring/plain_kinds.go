package mentoring

import (
	"fmt"
	"slices"
	"strings"
)

// plainKinds binds each kind to its parameters. Mentees are a, mentors are b.
func plainKinds() map[string]func(*plain, values) plainCheck {
	return map[string]func(*plain, values) plainCheck{
		"grade gap":         plainGap,
		"management line":   plainLine,
		"same field":        func(p *plain, v values) plainCheck { return plainField(p, v, true) },
		"different field":   func(p *plain, v values) plainCheck { return plainField(p, v, false) },
		"location":          plainUnit("location", func(p *plain) map[int64]string { return p.in.Names.Locations }, func(e *Employee) int64 { return e.Location }),
		"team":              plainUnit("team", func(p *plain) map[int64]string { return p.in.Names.Teams }, func(e *Employee) int64 { return e.Team }),
		"market":            plainUnit("market", func(p *plain) map[int64]string { return p.in.Names.Markets }, func(e *Employee) int64 { return e.Market }),
		"role":              plainUnit("role", func(p *plain) map[int64]string { return p.in.Names.Roles }, func(e *Employee) int64 { return e.Role }),
		"role level":        plainUnit("role level", func(p *plain) map[int64]string { return p.in.Names.RoleLevels }, func(e *Employee) int64 { return e.RoleLevel }),
		"family":            plainUnit("family", func(p *plain) map[int64]string { return p.in.Names.Families }, func(e *Employee) int64 { return e.Family }),
		"skill need":        plainNeed,
		"skill wishes":      plainSkillWishes,
		"goals":             plainAnswers("goals"),
		"style":             plainAnswers("style"),
		"goals and style":   plainAnswers("goals", "style"),
		"preferences":       plainPreferences,
		"languages":         plainLanguages,
		"working hours":     plainHours,
		"market experience": plainExperience,
		"consent":           plainConsent,
		"waiting":           plainWaiting,
		"past pairs":        plainPast,
		"load":              plainLoad,
		"new hire":          plainNewHire,
		"tenure":            plainTenure,
	}
}

// plainSameSlot is no kind: it holds of everyone who may be a pair at all.
func plainSameSlot() plainCheck {
	return plainCheck{
		rule:  func(a, b *plainPerson) verdict { return held(a.slot == b.slot) },
		alike: alikeBy(func(b *plainPerson) string { return b.slot }),
	}
}

func plainGap(_ *plain, v values) plainCheck {
	least, most, full := v.num("least"), v.num("most"), v.num("full steps")
	each, table := v.num("points a step"), v.table("table")
	gap := func(a, b *plainPerson) (int64, bool) {
		return int64(b.of.Grade - a.of.Grade), a.of.Grade != 0 && b.of.Grade != 0
	}
	check := plainCheck{say: sayGap, mirrored: true, alike: alikeBy(func(b *plainPerson) int32 { return b.of.Grade })}
	check.rule = func(a, b *plainPerson) verdict {
		g, known := gap(a, b)
		if !known {
			return unknown
		}
		return held(g >= least && g <= most)
	}
	check.share = func(a, b *plainPerson) (int64, int64) {
		g, known := gap(a, b)
		if !known {
			return 0, 0
		}
		return max(0, min(g, full)), full
	}
	if len(table) == 0 && each == 0 {
		return check
	}
	check.points = func(a, b *plainPerson) (int64, bool) {
		g, known := gap(a, b)
		if !known {
			return 0, true
		}
		if i := slices.IndexFunc(table, func(e tableEntry) bool { return e.at == g }); i >= 0 {
			return table[i].points, false
		}
		return max(0, min(g, full)) * each, false // each is 0 beside a table
	}
	return check
}

func sayGap(a, b *plainPerson) []string {
	g := b.of.Grade - a.of.Grade
	switch {
	case a.of.Grade == 0 && b.of.Grade == 0:
		return []string{"both grades unknown"}
	case a.of.Grade == 0:
		return []string{"mentee's grade unknown"}
	case b.of.Grade == 0:
		return []string{"mentor's grade unknown"}
	case g == 0:
		return []string{"same grade"}
	case g < 0:
		return []string{count(int(-g), "grade") + " below"}
	}
	return []string{count(int(g), "grade") + " above"}
}

func plainLine(p *plain, v values) plainCheck {
	levels := int(v.num("levels"))
	distance := func(low, high *plainPerson) int { // 0: not above
		at := slices.Index(low.above, high.Employee) + 1
		if levels > 0 && at > levels {
			return 0
		}
		return at
	}
	return plainCheck{
		rule:  func(a, b *plainPerson) verdict { return held(distance(a, b) == 0 && distance(b, a) == 0) },
		alike: everyone,
		near: func(meet func(mentee, mentor int64)) {
			for i := range p.mentees {
				for _, boss := range p.mentees[i].above {
					meet(p.mentees[i].Employee, boss)
				}
			}
			for j := range p.mentors {
				for _, boss := range p.mentors[j].above {
					meet(boss, p.mentors[j].Employee)
				}
			}
		},
		say: func(a, b *plainPerson) []string {
			if d := distance(a, b); d > 0 {
				return []string{fmt.Sprintf("mentor is the mentee's manager, %s up", count(d, "level"))}
			}
			if d := distance(b, a); d > 0 {
				return []string{fmt.Sprintf("mentee is the mentor's manager, %s up", count(d, "level"))}
			}
			return []string{"neither manages the other"}
		},
	}
}

func plainField(p *plain, v values, same bool) plainCheck {
	name := p.refOf(v.text("field"))
	value := once(p, func(x *plainPerson) Ref { // -1: none
		for _, f := range x.of.Fields {
			if p.folded[f.Field] == name && strings.TrimSpace(p.in.Texts[f.Value]) != "" {
				return p.folded[f.Value]
			}
		}
		return -1
	})
	check := plainCheck{say: func(a, b *plainPerson) []string { return p.sayField(v.text("field"), value(a), value(b)) }}
	check.alike, check.near = sameOnes(p, func(x *plainPerson) (int64, bool) { return int64(value(x)), value(x) >= 0 })
	check.rule = func(a, b *plainPerson) verdict {
		x, y := value(a), value(b)
		if x < 0 || y < 0 {
			return unknown
		}
		return held((x == y) == same)
	}
	check.share = shareOf(check.rule)
	return check
}

// shareOf scores a rule's verdict: all or nothing, nothing where unknown.
func shareOf(rule func(a, b *plainPerson) verdict) func(a, b *plainPerson) (int64, int64) {
	return func(a, b *plainPerson) (int64, int64) {
		switch rule(a, b) {
		case holds:
			return 1, 1
		case breaks:
			return 0, 1
		}
		return 0, 0
	}
}

func plainUnit(word string, names func(*plain) map[int64]string, of func(*Employee) int64) func(*plain, values) plainCheck {
	return func(p *plain, v values) plainCheck {
		same := v.is("relation", "same")
		check := plainCheck{say: func(a, b *plainPerson) []string { return sayUnit(word, names(p), of(a.of), of(b.of)) }}
		check.alike, check.near = sameOnes(p, func(x *plainPerson) (int64, bool) { return of(x.of), of(x.of) != 0 })
		check.rule = func(a, b *plainPerson) verdict {
			if of(a.of) == 0 || of(b.of) == 0 {
				return unknown
			}
			return held((of(a.of) == of(b.of)) == same)
		}
		check.share = shareOf(check.rule)
		return check
	}
}

func plainPreferences(p *plain, v values) plainCheck {
	ranks, whose := int(v.num("ranks")), v.text("whose")
	worth := func(from, to *plainPerson) int64 {
		if at := slices.Index(from.Preferences, to.Employee); at >= 0 && at < ranks {
			return int64(ranks - at)
		}
		return 0
	}
	return plainCheck{
		say:   func(a, b *plainPerson) []string { return sayPreferences(whose, ranks, a, b) },
		alike: everyone,
		near: func(meet func(mentee, mentor int64)) {
			for i := range p.mentees {
				for _, wished := range p.mentees[i].Preferences {
					meet(p.mentees[i].Employee, wished)
				}
			}
			for j := range p.mentors {
				for _, wished := range p.mentors[j].Preferences {
					meet(wished, p.mentors[j].Employee)
				}
			}
		},
		share: func(a, b *plainPerson) (int64, int64) {
			num, den := int64(0), int64(0)
			if whose != "mentor" {
				num, den = num+worth(a, b), den+int64(ranks)
			}
			if whose != "mentee" {
				num, den = num+worth(b, a), den+int64(ranks)
			}
			return num, den
		},
	}
}

func plainLanguages(p *plain, v values) plainCheck {
	least, any := v.num("least"), v.text("language") == ""
	only := p.refOf(v.text("language"))
	counts := func(x, y Ref) bool { return x == y && (any || x == only) }
	if !any {
		least = 1
	}
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			if len(a.of.Languages) == 0 || len(b.of.Languages) == 0 {
				return unknown
			}
			return held(shared(a, b, counts) >= least)
		},
		share: func(a, b *plainPerson) (int64, int64) {
			if len(a.of.Languages) == 0 || len(b.of.Languages) == 0 {
				return 0, 0
			}
			return min(shared(a, b, counts), least), least
		},
		say:   func(a, b *plainPerson) []string { return p.sayLanguages(a, b, counts) },
		alike: alikeBy(func(b *plainPerson) string { return fmt.Sprint(b.languages) }), mirrored: true,
	}
}

// shared counts the languages of one that the other speaks too, of those that count.
func shared(a, b *plainPerson, counts func(x, y Ref) bool) int64 {
	n := int64(0)
	for _, x := range a.languages {
		for _, y := range b.languages {
			if counts(x, y) {
				n++
			}
		}
	}
	return n
}

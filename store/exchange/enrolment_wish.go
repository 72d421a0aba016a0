package exchange

import (
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// preferenceColumns is how many single columns of preferences are known.
const preferenceColumns = 5

// partners reads the ranked preferences: a list, or a column for each rank. A row
// that names none leaves what is there.
func (e *enroller) partners(l *Line, self ref, have []ref) []ref {
	var out []ref
	add := func(column, name string) {
		who, why := e.who.d.one(name)
		switch {
		case why != "":
			e.bad(l, column, "“"+shorten(name, 60)+"”: "+why, "correct it, or import the employees first")
		case who == self:
			e.bad(l, column, "nobody prefers themselves", "remove the name")
		case !slices.Contains(out, who):
			out = append(out, who)
		}
	}
	for _, name := range list(e.cell(l, "preferences")) {
		add("preferences", name)
	}
	for i := range preferenceColumns {
		column := fmt.Sprintf("preference %d", i+1)
		if name := e.cell(l, column); name != "" {
			add(column, name)
		}
	}
	if len(out) > 99 {
		e.bad(l, "preferences", "names more than 99 people", "keep the first ones")
		return have
	}
	if len(out) == 0 && !e.opt.ClearEmpty {
		return have
	}
	return out
}

// wish reads needs or offers: they are added or change their level, and none is
// taken away.
func (e *enroller) wish(l *Line, employee ref, side, column string) (out []Diff) {
	c, _ := e.target.Column(column)
	seen := map[ref]bool{}
	for _, part := range list(e.cell(l, column)) {
		name, level := splitLevel(part)
		if len([]rune(name)) > 200 {
			e.bad(l, column, "has a skill of more than 200 characters", "separate skills by ;")
			return nil
		}
		skill := e.skills.need(name)
		if seen[skill] {
			continue
		}
		seen[skill] = true
		v := e.wants[[2]ref{employee, skill}][side]
		if v == nil {
			v = &want{employee: employee, skill: skill, side: side, level: level}
			e.know(v)
		} else if level == 0 || v.level == level {
			continue
		}
		if v.level = level; level == 0 {
			v.level = 3 // can do it alone: what someone who names no level means
		}
		e.write = append(e.write, v)
		out = append(out, Diff{c.Title, levelText(name, v.old), levelText(name, v.level)})
	}
	return out
}

func levelText(name string, level int) string {
	if level == 0 {
		return ""
	}
	return fmt.Sprintf("%s %d", name, level)
}

// splitLevel reads "Go 3" and "Go: expert"; 0 where no level stands at the end.
func splitLevel(s string) (string, int) {
	at := strings.LastIndexAny(s, " :(")
	if at <= 0 {
		return s, 0
	}
	level, ok := store.ParseLevel(strings.TrimRight(s[at+1:], ")"))
	if !ok || level == 0 {
		return s, 0
	}
	name := text.Clean(strings.TrimRight(s[:at], " :("))
	if name == "" {
		return s, 0
	}
	return name, level
}

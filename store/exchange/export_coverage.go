package exchange

import (
	"io"
	"strconv"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// ExportCoverage writes a coverage as one table, a line for the whole, each slot,
// skill and market, each group of mentees with too few mentors, and each mentee whom
// nobody may take: as Markdown, else as CSV.
func ExportCoverage(w io.Writer, c *store.Coverage, f Format, opt ExportOptions) error {
	t := &table{title: "Coverage of " + text.Clean(c.Cycle.Program+", "+c.Cycle.Name)}
	for _, col := range []struct {
		heading, key string
		number       bool
	}{
		{"What", "what", false},
		{"Name", "name", false},
		{"Level", "level", true},
		{"Mentees", "mentees", true},
		{"Mentee places", "mentee_places", true},
		{"Mentors", "mentors", true},
		{"Mentor places", "mentor_places", true},
		{"Mentors allowed", "allowed", true},
		{"Places allowed", "allowed_places", true},
		{"Filled at most", "fillable", true},
		{"Missing", "missing", true},
		{"Why", "why", false},
	} {
		t.column(col.heading, col.key, col.number)
	}
	x := coverageTable{t, c}
	x.whole()
	x.supplies("skill", c.Skills, c.Names.Skills)
	x.supplies("market", c.Markets, c.Names.Markets)
	x.groups()
	if f == Markdown {
		return t.markdown(w)
	}
	return t.csv(w, opt)
}

type coverageTable struct {
	*table
	c *store.Coverage
}

// add appends a line; a number below 0 is left empty.
func (x coverageTable) add(what, name, why string, numbers ...int) {
	row := []string{what, text.Clean(name)}
	for _, n := range numbers {
		cell := ""
		if n >= 0 {
			cell = strconv.Itoa(n)
		}
		row = append(row, cell)
	}
	x.rows = append(x.rows, append(row, text.Clean(why)))
}

func (x coverageTable) whole() {
	c := x.c
	x.add("all", "", "", -1, c.Mentees, c.Demand, c.Mentors, c.Capacity, -1, -1, c.Fillable, c.Missing())
	if len(c.Slots) < 2 {
		return
	}
	for _, s := range c.Slots {
		x.add("slot", s.Slot, "", -1, s.Mentees, s.Demand, s.Mentors, s.Capacity, -1, -1, s.Fillable, s.Demand-s.Fillable)
	}
}

func (x coverageTable) supplies(what string, list []mentoring.Supply, names map[int64]string) {
	for _, s := range list {
		level := -1
		if s.Level > 0 {
			level = int(s.Level)
		}
		why := ""
		if len(s.Without) > 0 {
			why = "no such mentor is allowed for " + x.names(s.Without)
		}
		x.add(what, names[s.ID], why, level, s.Mentees, s.Demand, s.Mentors, s.Capacity, s.Allowed, s.AllowedCapacity, -1, -1)
	}
}

func (x coverageTable) groups() {
	for _, s := range x.c.Shortages {
		why := s.Say()
		if len(s.Mentors) > 0 {
			why += "; the mentors: " + x.names(s.Mentors)
		}
		x.add("too few mentors", x.names(s.Mentees), why, -1, len(s.Mentees), s.Demand, len(s.Mentors), s.Capacity, -1, -1, s.Demand-s.Missing, s.Missing)
	}
	for _, u := range x.c.Nobody {
		x.add("nobody allowed", x.c.People[u.Mentee].Name, u.Say(), -1, 1, u.Places, 0, 0, -1, -1, 0, u.Places)
	}
}

func (x coverageTable) names(ids []int64) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = x.c.People[id].Name
	}
	return strings.Join(out, ", ")
}

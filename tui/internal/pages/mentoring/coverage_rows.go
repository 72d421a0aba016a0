package mentoring

import (
	"fmt"
	"slices"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// cover is a line of the coverage: a heading, a group with too few mentors, someone
// whom nobody may take, a slot, a skill or a market.
type cover struct {
	id          int64
	label       string
	asked, have int // places; -1 shows nothing
	short       int
	who         int64 // the enrolment that it is about, or 0
	lines       func(env kindform.Env, c *store.Coverage, w int) []string
}

func (r cover) title(c *store.Coverage) string {
	switch p, ok := c.People[r.who]; {
	case ok && r.short > 0:
		return "Why " + p.Name + " cannot be placed"
	case ok:
		return "Why " + p.Name + " may stay without"
	}
	return capital(strings.TrimLeft(r.label, "· "))
}

func coverColumns(th *theme.Styles) []widget.Column[cover] {
	number := func(title string, priority int, of func(cover) int) widget.Column[cover] {
		return widget.Column[cover]{Title: title, Min: len(title), Right: true, Priority: priority, NoSort: true, Cell: func(r cover) string {
			if n := of(r); n >= 0 && r.lines != nil {
				return widget.Number(n)
			}
			return ""
		}}
	}
	return []widget.Column[cover]{
		{
			Title: "", Min: 16, Weight: 1, NoSort: true, Cell: func(r cover) string { return r.label },
			Style: func(r cover, th *theme.Styles) theme.Style {
				if r.lines == nil {
					return th.Title
				}
				return th.Text
			},
		},
		number("asked", 1, func(r cover) int { return r.asked }),
		number("offered", 2, func(r cover) int { return r.have }),
		{Title: "", Min: 10, Priority: 4, NoSort: true, Cell: func(r cover) string {
			if r.lines == nil || r.have < 0 || r.asked <= 0 {
				return ""
			}
			full := min(10, r.have*10/r.asked)
			return strings.Repeat(th.Glyph.Full, full) + strings.Repeat(th.Glyph.Empty, 10-full)
		}},
		{
			Title: "short", Min: 6, Right: true, NoSort: true,
			Cell: func(r cover) string {
				if r.lines == nil || r.short <= 0 {
					return ""
				}
				return th.Glyph.Alert + " " + widget.Number(r.short)
			},
			Style: func(_ cover, th *theme.Styles) theme.Style { return th.Warn },
		},
	}
}

// coverRows are the lines, what cannot be filled first.
func coverRows(c *store.Coverage) []cover {
	var out []cover
	add := func(rows ...cover) {
		for _, r := range rows {
			r.id = int64(len(out)) + 1
			out = append(out, r)
		}
	}
	head := func(s string) { add(cover{label: s, asked: -1, have: -1}) }
	for i, b := range c.Breaks {
		if i == 0 {
			head("Locks that a run stops at")
		}
		add(lockRow(c, b))
	}
	if len(c.Shortages) > 0 {
		head("Too few mentors")
	}
	for _, s := range c.Shortages {
		add(groupRows(c, s)...)
	}
	if len(c.Nobody) > 0 {
		head("Nobody may take them")
	}
	for _, u := range c.Nobody {
		add(nobodyRow(c, u))
	}
	if len(c.Slots) > 1 {
		head("Slots")
		for _, s := range c.Slots {
			add(slotRow(s))
		}
	}
	add(supplyRows("Skills asked for", c.Skills, c.Names.Skills)...)
	add(supplyRows("Markets wished for", c.Markets, c.Names.Markets)...)
	if len(out) == 0 && c.Mentees+c.Mentors > 0 {
		add(cover{label: "Whole cycle", asked: c.Demand, have: c.Capacity, short: c.Missing(), lines: func(_ kindform.Env, c *store.Coverage, w int) []string {
			return wrapped(sayFillable(c), 0, w)
		}})
	}
	return out
}

func personIn(c *store.Coverage, enrolment int64) string {
	if p, ok := c.People[enrolment]; ok {
		return text.Clean(p.Name)
	}
	return "someone who is no longer enrolled"
}

func lockRow(c *store.Coverage, b mentoring.LockBreak) cover {
	who := personIn(c, b.Lock.Mentee) + " with " + personIn(c, b.Lock.Mentor)
	return cover{label: "· " + who, asked: -1, have: -1, lines: func(env kindform.Env, _ *store.Coverage, w int) []string {
		lines := styled(env.Theme.Title, wrapped(who, 0, w))
		said := "The lock breaks “" + b.Breaks + "”"
		if b.Detail != "" {
			said += ": " + b.Detail
		}
		lines = append(lines, wrapped(said+".", 0, w)...)
		return append(append(lines, ""), styled(env.Theme.Dim, wrapped(capital(remedy(b))+".", 0, w))...)
	}}
}

// groupRows are a group that shares too few mentors, and who is in it.
func groupRows(c *store.Coverage, s mentoring.Shortage) []cover {
	about := func(who int64) func(kindform.Env, *store.Coverage, int) []string {
		return func(env kindform.Env, c *store.Coverage, w int) []string { return groupLines(env, c, s, who, w) }
	}
	label := fmt.Sprintf("%s, %s", count(len(s.Mentees), "mentee", "mentees"), count(len(s.Mentors), "mentor", "mentors"))
	out := []cover{{label: "· " + label, asked: s.Demand, have: s.Capacity + s.Singles, short: s.Missing, lines: about(0)}}
	for _, m := range s.Mentees {
		out = append(out, cover{label: "· · " + personIn(c, m), asked: -1, have: -1, who: m, lines: about(m)})
	}
	return out
}

func groupLines(env kindform.Env, c *store.Coverage, s mentoring.Shortage, who int64, w int) []string {
	th := env.Theme
	var lines []string
	if who != 0 {
		lines = append(personLines(env, c.People[who], w), "")
		lines = append(lines, wrapped("Is in a group with too few mentors: someone of it must stay without, and the points decide who.", 0, w)...)
		lines = append(lines, "")
	}
	lines = append(lines, wrapped(capital(s.Say())+".", 0, w)...)
	for _, part := range []struct {
		head string
		ids  []int64
	}{{"The mentees", s.Mentees}, {"The mentors whom they share", s.Mentors}} {
		if len(part.ids) == 0 {
			continue
		}
		lines = append(lines, "", th.Title.Render(text.Cut(part.head, w)))
		lines = append(lines, namedLines(env, c, part.ids, w)...)
	}
	return append(append(lines, ""), remedies(env, c, "One more mentor whom one of them may have, or one more place with these mentors, fills one more place.", w)...)
}

// namedLines name people, one a line, with what tells them apart.
func namedLines(env kindform.Env, c *store.Coverage, ids []int64, w int) []string {
	var lines []string
	for _, id := range ids {
		p := c.People[id]
		line := "  " + personIn(c, id)
		if about := aboutPerson(p); about != "" {
			line += "  " + env.Theme.Dim.Render(text.Clean(about))
		}
		lines = append(lines, text.CutWith(line, w, env.Theme.Glyph.Ellipsis))
	}
	return lines
}

func aboutPerson(p store.Person) string {
	return strings.Join(slices.DeleteFunc([]string{p.Grade, p.Team, p.Location}, func(s string) bool { return s == "" }), ", ")
}

func personLines(env kindform.Env, p store.Person, w int) []string {
	lines := styled(env.Theme.Title, wrapped(p.Name, 0, w))
	about := aboutPerson(p)
	if p.Slot != "" {
		about = strings.TrimPrefix(about+", as "+p.Slot, ", ")
	}
	if about != "" {
		lines = append(lines, styled(env.Theme.Dim, wrapped(about, 0, w))...)
	}
	return append(lines, styled(env.Theme.Dim, wrapped("waits since "+string(p.WaitingSince)+" for "+count(p.Places, "place", "places"), 0, w))...)
}

// nobodyRow is someone whom no mentor may take.
func nobodyRow(c *store.Coverage, u mentoring.Unplaceable) cover {
	return cover{
		label: "· " + personIn(c, u.Mentee), asked: u.Places, have: -1, short: u.Places, who: u.Mentee,
		lines: func(env kindform.Env, c *store.Coverage, w int) []string { return nobodyLines(env, c, u, w) },
	}
}

func nobodyLines(env kindform.Env, c *store.Coverage, u mentoring.Unplaceable, w int) []string {
	th := env.Theme
	lines := append(personLines(env, c.People[u.Mentee], w), "")
	if u.Candidates == 0 {
		lines = append(lines, wrapped("No mentor has a place.", 0, w)...)
		return append(append(lines, ""), remedies(env, c, "", w)...)
	}
	said := "None of " + widget.Number(u.Candidates) + " mentors with a place is allowed. How many each rule removes:"
	if u.Candidates == 1 {
		said = "The only mentor with a place is not allowed. What rules them out:"
	}
	lines = append(lines, wrapped(said, 0, w)...)
	label := min(30, max(8, w-26))
	for _, r := range u.Removed {
		line := "  " + text.Fit(text.Clean(r.By), label) + " " + text.FitLeft(widget.Number(r.Count), 6)
		if r.Alone > 0 {
			line += "  " + th.Dim.Render(widget.Number(r.Alone)+" by it alone")
		}
		lines = append(lines, text.CutWith(line, w, th.Glyph.Ellipsis))
	}
	return append(append(lines, ""), remedies(env, c, "An exception for this person alone widens one rule: a, under “Set by hand”.", w)...)
}

// remedies say what helps, with the keys.
func remedies(env kindform.Env, c *store.Coverage, first string, w int) []string {
	lines := []string{env.Theme.Title.Render(text.Cut("What helps", w))}
	if first != "" {
		lines = append(lines, dotted(env.Theme, first, w)...)
	}
	mentors := "More mentors: W under Enrolment finds them by a filter."
	if s := c.Cycle.State; !c.Cycle.Rolling && s != "draft" && s != "enrolling" {
		mentors = "More mentors, or more places with those there are. Nobody new can join now, unless the program is rolling: t, How it runs."
	}
	lines = append(lines, dotted(env.Theme, mentors, w)...)
	return append(lines, dotted(env.Theme, "Another rule for everybody: t.", w)...)
}

func slotRow(s mentoring.SlotSupply) cover {
	name := s.Slot
	if name == "" {
		name = "without a slot"
	}
	return cover{
		label: "· " + name, asked: s.Demand, have: s.Capacity, short: s.Demand - s.Fillable,
		lines: func(_ kindform.Env, _ *store.Coverage, w int) []string {
			return wrapped(fmt.Sprintf("%s: %s asking for %s; %s with %s. At most %s can be filled.", name, count(s.Mentees, "mentee", "mentees"), count(s.Demand, "place", "places"),
				count(s.Mentors, "mentor", "mentors"), count(s.Capacity, "place", "places"), widget.Number(s.Fillable)), 0, w)
		},
	}
}

func supplyRows(head string, list []mentoring.Supply, names map[int64]string) []cover {
	if len(list) == 0 {
		return nil
	}
	out := []cover{{label: head, asked: -1, have: -1}}
	for _, s := range list {
		name := text.Clean(names[s.ID])
		if s.Level > 0 {
			name += fmt.Sprintf(" %d", s.Level)
		}
		out = append(out, cover{
			label: "· " + name, asked: s.Demand, have: s.AllowedCapacity, short: s.Demand - min(s.Demand, s.AllowedCapacity),
			lines: func(env kindform.Env, c *store.Coverage, w int) []string { return supplyLines(env, c, name, s, w) },
		})
	}
	return out
}

func supplyLines(env kindform.Env, c *store.Coverage, name string, s mentoring.Supply, w int) []string {
	th := env.Theme
	lines := styled(th.Title, wrapped(name, 0, w))
	lines = append(lines, widget.KeyValue(th, w,
		widget.Pair{Label: "asked for by", Value: count(s.Mentees, "mentee", "mentees") + ", " + count(s.Demand, "place", "places")},
		widget.Pair{Label: "had by", Value: count(s.Mentors, "mentor", "mentors") + ", " + count(s.Capacity, "free place", "free places")},
		widget.Pair{Label: "of these allowed", Value: widget.Number(s.Allowed) + ", " + count(s.AllowedCapacity, "free place", "free places")},
	)...)
	lines = append(lines, styled(th.Dim, wrapped("Allowed: every rule holds with at least one of the mentees who ask for it.", 0, w))...)
	if len(s.Without) == 0 {
		return append(append(lines, ""), wrapped("Everyone who asks for it may have a mentor who has it.", 0, w)...)
	}
	lines = append(lines, "", th.Title.Render(text.Cut("No allowed mentor has it for", w)))
	lines = append(lines, namedLines(env, c, s.Without, w)...)
	return append(lines, styled(th.Dim, wrapped("They may still be placed, with someone who does not have it.", 0, w))...)
}

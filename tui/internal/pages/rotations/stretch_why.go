package rotations

import (
	"fmt"
	"strings"

	engine "understudy/match/stretch"
	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// partLines are points by criterion with their evidence.
func partLines(parts []engine.Part, th *theme.Styles, w int) []string {
	var lines []string
	for _, p := range parts {
		if p.Points != 0 || p.Missing {
			lines = append(lines, partLine(p.Criterion, p.Points, p.Evidence, th, w)...)
		}
	}
	return lines
}

// why says of a line of the run where its points come from, what another choice costs,
// and which rule removed the others.
func (m *fits) why(f fit, w int) []string {
	th := m.env.Theme
	title := f.who
	if f.empty > 0 {
		title = count(f.empty, "place stays empty", "places stay empty")
	}
	lines := []string{th.Title.Render(text.Cut(text.Clean(title), w)), th.Dim.Render(text.Cut(text.Clean(f.what), w)), ""}
	if f.empty == 0 {
		lines = append(lines, ends(th.Title.Render("POINTS"), points(f.Points), w))
		lines = append(lines, partLines(f.Parts, th, w)...)
		lines = append(lines, "")
		lines = append(lines, m.otherwise(f, w)...)
	}
	return append(lines, m.others(f, w)...)
}

// otherwise says who would be next, what the person would have next, and what one more
// place is worth.
func (m *fits) otherwise(f fit, w int) []string {
	th, p := m.env.Theme, m.price
	switch {
	case p.key != f.key():
		return []string{th.Dim.Render("…"), ""}
	case p.fault != "":
		return append(styled(th.Dim, wrapped(p.fault, 0, w)), "")
	}
	var lines []string
	if p.hasNext {
		lines = append(lines, wrapped(fmt.Sprintf("Next: %s for %s points; %s.", m.got.Names[p.next.Person], points(p.next.Points), m.loss(p.next)), 0, w)...)
	} else {
		lines = append(lines, wrapped("Nobody else could do it.", 0, w)...)
	}
	if p.hasOwn {
		lines = append(lines, wrapped(fmt.Sprintf("%s could do %s instead; %s.", f.who, m.got.Assignments[p.own.Assignment].Name, m.loss(p.own)), 0, w)...)
	}
	if p.more.Places < 0 || p.more.Lost < 0 {
		lines = append(lines, wrapped("One more place: "+m.loss(p.more)+".", 0, w)...)
	}
	return append(lines, "")
}

// loss says what the plan loses with another choice, and who moves.
func (m *fits) loss(c engine.Choice) string {
	amount := func(n int64, s string) string {
		if n < 0 {
			return "gains " + s
		}
		return "loses " + s
	}
	var parts []string
	if n := c.Places; n != 0 {
		parts = append(parts, amount(int64(n), count(max(n, -n), "place", "places")))
	}
	if c.Lost != 0 {
		parts = append(parts, amount(c.Lost, points(max(c.Lost, -c.Lost))+" points"))
	}
	said := "the plan loses nothing"
	if len(parts) > 0 {
		said = "the plan " + strings.Join(parts, " and ")
	}
	for _, mv := range c.Moves {
		if mv.Person == c.Person && mv.To == c.Assignment && mv.From == 0 {
			continue // the choice itself
		}
		said += fmt.Sprintf("; %s: %s %s %s", m.got.Names[mv.Person], m.place(mv.From), m.env.Theme.Glyph.Arrow, m.place(mv.To))
	}
	return said
}

func (m *fits) place(id int64) string {
	if id == 0 {
		return "nothing"
	}
	return m.got.Assignments[id].Name
}

// mostOthers is how many of those who could do it too are named.
const mostOthers = 6

// others says why everybody else is not proposed for the assignment of a line.
func (m *fits) others(f fit, w int) []string {
	th := m.env.Theme
	if m.price.key != f.key() {
		return nil
	}
	look := m.price.look
	lines := []string{th.Title.Render(text.Cut("WHY NOT OTHERS", w))}
	lines = append(lines, wrapped(fmt.Sprintf("%d of %s allowed by every rule.", len(look.Allowed), count(look.Candidates, "person is", "people are")), 0, w)...)
	for _, r := range look.Removed {
		said := fmt.Sprintf("“%s” rules out %d", r.Rule, r.Count)
		if r.Alone > 0 {
			said += fmt.Sprintf(", %d by itself", r.Alone)
		}
		lines = append(lines, text.Cut(" "+said, w))
	}
	named := 0
	for _, a := range look.Allowed {
		if a.Has == f.Assignment || named == mostOthers {
			continue
		}
		named++
		does := "nothing"
		if a.Has != 0 {
			does = m.got.Assignments[a.Has].Name
		}
		lines = append(lines, ends(" "+text.Clean(m.got.Names[a.Person]), points(a.Points), w))
		if a.Has != 0 {
			lines = append(lines, th.Dim.Render(text.Cut("   proposed for "+text.Clean(does), w)))
		}
	}
	return lines
}

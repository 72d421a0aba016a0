package skills

import (
	"fmt"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// say is a spot in one sentence: who needs the skill, and what is lacking.
func (t *table) say(at spot) string {
	c, ok := t.cell(at.group, at.skill)
	if !ok {
		if len(t.asks[at]) > 0 {
			return "No role there requires it, but it is asked for."
		}
		return "No role there requires it, and nobody asks for it."
	}
	said := count(c.Required, "person needs", "people need") + " it"
	switch short := c.Required - c.Met; {
	case short == 0:
		said += ", and all have it."
	case c.Near == short && c.Near > 1:
		said += fmt.Sprintf("; %d are one level short.", short)
	case short == 1:
		said += "; 1 is short, by " + count(c.Missing, "level", "levels") + "."
	default:
		said += fmt.Sprintf("; %d are short, by %s in all.", short, count(c.Missing, "level", "levels"))
	}
	return said + " " + t.alone(c)
}

// alone says who can do a skill without help.
func (t *table) alone(c *gap.Cell) string {
	switch {
	case c.Able == 0 && c.Next == 0:
		return "Nobody there can do it alone."
	case c.Able == 0:
		return "Nobody there can do it alone; " + count(c.Next, "is", "are") + " one level away."
	case c.Able == 1:
		return "Only " + text.Clean(t.f.Employees.Name(c.Only)) + " can do it alone."
	}
	return fmt.Sprintf("%d can do it alone or teach it.", c.Able)
}

// askWords say what a cover, a demand or an initiative asks for, and what there is.
func askWords(c *store.GapCover) string {
	what := "Cover"
	switch c.Kind {
	case store.DemandKind:
		what = "Demand"
	case store.InitiativeNeedKind:
		what = c.InitiativeName
	}
	said := fmt.Sprintf("%s: %d of %d at %s", text.Clean(what), c.Have, c.CoverState.Count, level(c.Level))
	if c.GapNeed.Due != "" {
		said += " by " + string(c.GapNeed.Due)
	}
	if c.Overdue {
		said += ", overdue"
	}
	return said
}

// askLines are a cover with its state.
func askLines(th *theme.Styles, c *store.GapCover, w int) []string {
	lines := wrapped(askWords(c), 2, w)
	sign := th.Bad.Render(th.Glyph.Alert)
	if c.Holds() {
		sign = th.Good.Render(th.Glyph.Check)
	}
	lines[0] = sign + lines[0][1:]
	return lines
}

// lines draw a spot with its people in w × h cells; k is nil while they are looked for,
// and a height of 0 leaves them out.
func (t *table) lines(th *theme.Styles, at spot, k *folk, w, h int) []string {
	title := text.Clean(t.f.groupName(t.By, at.group) + " " + th.Glyph.Dot + " " + t.f.SkillNames.Name(at.skill))
	lines := []string{th.Title.Render(text.Cut(title, w))}
	lines = append(lines, wrapped(t.say(at), 0, w)...)
	if t.By == gap.Company {
		lines = append(lines, t.f.unasked(w)...)
	}
	for i := range t.asks[at] {
		lines = append(lines, askLines(th, &t.asks[at][i], w)...)
	}
	if h == 0 {
		return lines
	}
	if k == nil {
		return append(lines, "", th.Dim.Render("Looking for the people…"))
	}
	return draw(th, lines, k.parts(th, t.f), w, h)
}

// draw puts sections below lines, as many people of each as the height has room for.
func draw(th *theme.Styles, lines []string, parts []section, w, h int) []string {
	if h == 0 {
		return lines
	}
	left := max(0, h-len(lines)-2*len(parts))
	for i, p := range parts {
		n := min(len(p.lines), max(1, left/(len(parts)-i)))
		if n < len(p.lines) || n < p.all {
			n = max(0, n-1)
		}
		lines = append(lines, "", th.Title.Render(text.Cut(fmt.Sprintf("%s  %d", p.head, p.all), w)))
		for _, l := range p.lines[:n] {
			lines = append(lines, ends(" "+l[0], th.Dim.Render(l[1]), w))
		}
		if n < p.all {
			more := "and " + count(p.all-n, "other", "others") + "; enter shows all"
			if n == 0 {
				more = "enter shows them"
			}
			lines = append(lines, th.Dim.Render(text.Cut(" "+more, w)))
			n++
		}
		left -= n
	}
	return lines
}

// section is a part of the detail: its people, each with what tells about them.
type section struct {
	head  string
	lines [][2]string
	all   int
}

// parts are who lacks the skill, who is near, who can teach it and who can do it.
func (k *folk) parts(th *theme.Styles, f *facts) (out []section) {
	lacking := k.lacking()
	s := section{head: "LACK IT", all: len(lacking)}
	for _, p := range lacking[:min(len(lacking), most)] {
		said := digit(p.Has) + " " + th.Glyph.Arrow + " " + digit(p.Needs)
		if p.Interest > 0 {
			said = "interest " + interest(p.Interest) + "  " + said
		}
		s.lines = append(s.lines, [2]string{text.Clean(f.Employees.Name(p.Employee)), said})
	}
	add := func(s section) {
		if s.all > 0 {
			out = append(out, s)
		}
	}
	add(s)
	for _, from := range []struct {
		head string
		list []gap.Source
	}{{"CAN TEACH IT, AT 4", k.sources.Teach}, {"CAN DO IT ALONE, AT 3", k.sources.Alone}, {fmt.Sprintf("ONE LEVEL AWAY FROM %d", k.level), k.near()}} {
		s := section{head: from.head, all: len(from.list)}
		for _, p := range from.list[:min(len(from.list), most)] {
			where := f.TeamNames.Name(f.Team[p.Employee])
			if p.Here {
				where = "here"
			}
			s.lines = append(s.lines, [2]string{text.Clean(f.Employees.Name(p.Employee)), text.Clean(where)})
		}
		add(s)
	}
	return out
}

// near are those one level away who are not among the lacking already.
func (k *folk) near() (out []gap.Source) {
	lacking := map[int32]bool{}
	for _, p := range k.lacking() {
		lacking[p.Employee] = true
	}
	for _, s := range k.sources.Near {
		if !lacking[s.Employee] {
			out = append(out, s)
		}
	}
	return out
}

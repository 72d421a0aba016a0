package today

import (
	"cmp"
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pairact"
	"understudy/tui/internal/widget"
)

// rows are the lines on which the entries stand, with a heading above each group.
func (m *model) rows() []int {
	out := make([]int, len(m.items))
	y := 0
	for i, a := range m.items {
		switch {
		case i == 0:
			y++
		case a.Group != m.items[i-1].Group:
			y += 2
		}
		out[i] = y
		y++
	}
	return out
}

// View draws list and detail.
func (m *model) View(w, h int) string {
	m.split = splitOf(w, h)
	return m.split.View(m.th, m.open, m.listView, m.detailView)
}

// splitOf gives the list more than its usual share: it says who, and why.
func splitOf(w, h int) widget.Split {
	s := widget.NewSplit(w, h)
	if s.Side {
		s.List = (w - 3) * 3 / 5
		s.Detail = w - 3 - s.List
	}
	return s
}

func (m *model) listView(w, h int) string {
	m.h = h
	switch {
	case m.failed() != nil && len(m.items) == 0:
		return widget.Fit(m.th.Bad.Render(text.Clean(m.failed().Error())), w, h)
	case len(m.items) == 0 && !(m.parts[0].loaded && m.parts[1].loaded):
		return widget.Fit(m.th.Dim.Render("Reading…"), w, h)
	case len(m.items) == 0:
		return m.empty().View(m.th, w, h)
	}
	at := m.rows()
	last := at[len(at)-1] + 1
	m.top = min(m.top, at[m.cur]-1)
	m.top = max(0, max(m.top, at[m.cur]-h+1))
	lines := make([]string, last)
	for i, a := range m.items {
		if at[i] >= m.top && at[i] < m.top+h {
			lines[at[i]] = m.line(a, i == m.cur, w)
		}
		if i == 0 || a.Group != m.items[i-1].Group {
			lines[at[i]-1] = m.th.Title.Render(text.Fit(strings.ToUpper(a.Group), w))
		}
	}
	if !m.parts[1].loaded {
		lines = append(lines, "", m.th.Dim.Render(text.Cut("Reading aims and skills…", w)))
	}
	shown := widget.FitLines(lines[m.top:], w, h)
	if err := m.failed(); err != nil && h > 1 {
		shown[h-1] = m.th.Bad.Render(text.Fit(text.Clean("Not all could be read: "+err.Error()), w))
	}
	return strings.Join(shown, "\n")
}

// failed is why one of the two readings could not be shown.
func (m *model) failed() error { return cmp.Or(m.parts[0].err, m.parts[1].err) }

func (m *model) empty() widget.Empty {
	switch {
	case m.company.employees == 0:
		return widget.Empty{
			What: "A new, empty file.",
			Why:  "Begin in this order: the grades from low to high (if you use them), then the people, both from a CSV file; then a program on page 4, a cycle of it, and who takes part. “understudy demo” shows a made-up company.",
			Keys: []widget.Hotkey{{Key: "i", What: "import a file"}, {Key: "0", What: "company: grades, teams, skills"}, {Key: "2", What: "employees"}, {Key: "4", What: "mentoring"}},
		}
	case m.company.programs == 0:
		return widget.Empty{
			What: "No program yet.",
			Why:  fmt.Sprintf("%s employees are here. A mentoring program says who may be paired and what makes a good pair.", widget.Number(m.company.employees)),
			Keys: []widget.Hotkey{{Key: "4", What: "mentoring"}},
		}
	}
	return widget.Empty{
		What: "Nothing needs you today.",
		Why:  "No pair stalls, no session is planned for the next seven days, no program waits for a run, and no KPI, cover or certificate asks for anything.",
		Keys: []widget.Hotkey{{Key: "4", What: "mentoring"}, {Key: "2", What: "employees"}},
	}
}

// line is one entry: sign and word, subject, detail.
func (m *model) line(a store.Attention, cursor bool, w int) string {
	sign := "·"
	switch {
	case a.Urgent:
		sign = "!"
	case a.Group == "needs you", asksFor(a), asksOfRotations(a):
		sign = "?"
	}
	word := a.Kind
	switch a.Kind {
	case "session":
		word = a.Date.Time().Format("Mon 2 Jan")
	case "kpi":
		word = "off track"
		if a.Urgent {
			word = "missed"
		}
	default:
		word = firstOf(rotationWords[a.Kind], word)
	}
	key := m.answer(a)
	w -= keyWidth
	cells := m.cells(w)
	body := sign + " " + text.Fit(word, cells[0]) + " " + text.Fit(a.Subject, cells[1])
	if cells[2] > 0 {
		body += "  " + text.Fit(reason(a, cells[2]), cells[2])
	}
	switch {
	case cursor && (m.split.Side || !m.open):
		return m.th.Cursor.Render(text.Fit(m.th.Glyph.Cursor+body, w) + text.Fit(" "+key, keyWidth))
	case a.Urgent:
		head := " " + sign + " " + text.Fit(word, cells[0])
		return m.th.Bad.Render(head) + text.Fit(strings.TrimPrefix(" "+body, head), w-text.Width(head)) + m.keyed(key)
	}
	return text.Fit(" "+body, w) + m.keyed(key)
}

// cells are the widths of word, subject and reason in a line of w cells. The reason
// has room for the longest short one before a subject is cut, since a name is known by
// its beginning and a reason is not.
func (m *model) cells(w int) []int {
	if w < 48 {
		return widget.Cuts(max(0, w-4), widget.Fixed(10), widget.Flex(1), widget.Fixed(0))
	}
	short, subject := 0, 0
	for _, a := range m.items {
		short, subject = max(short, text.Width(firstOf(a.Short, a.Detail))), max(subject, text.Width(a.Subject))
	}
	rest := w - 6 - 10
	why := min(short, rest-12)
	who := min(subject, rest-why)
	return []int{10, who, rest - who}
}

// reason is the detail of an entry, or its short form where there is no room.
func reason(a store.Attention, w int) string {
	if a.Short != "" && text.Width(a.Detail) > w {
		return a.Short
	}
	return a.Detail
}

// keyWidth is the column of the key that answers an entry.
const keyWidth = 6

func (m *model) keyed(key string) string {
	return " " + m.th.Key.Render(text.Fit(key, keyWidth-1))
}

// answer is the key that acts on an entry.
func (m *model) answer(a store.Attention) string {
	switch {
	case ofRotations(a):
		return firstOf(rotationKeys[a.Act], page.KeyOpen)
	case a.KPI != 0:
		return keyMeasure
	case a.Cycle != 0, asksFor(a):
		return page.KeyOpen
	case a.Kind == "session" && a.Date > m.db.Today():
		return ""
	}
	return pairact.Next(a.Act).Key
}

func (m *model) detailView(w, h int) string {
	a, ok := m.selected()
	switch {
	case !ok:
		return widget.Fit("", w, h)
	case a.Pair != 0 && a.Pair == m.shown:
		return widget.Fit(strings.Join(m.pairLines(a, w), "\n"), w, h)
	case a.Cycle != 0 && a.Cycle == m.cycleOf:
		return widget.Fit(strings.Join(m.cycleLines(a, w), "\n"), w, h)
	case ofRotations(a):
		return widget.Fit(strings.Join(m.rotationLines(a, w), "\n"), w, h)
	case asksFor(a) && a.KPI == m.kpi.ID:
		return widget.Fit(strings.Join(m.aimLines(a, w), "\n"), w, h)
	}
	return widget.Fit(m.th.Dim.Render("…"), w, h)
}

func (m *model) pairLines(a store.Attention, w int) []string {
	p := m.pair
	lines := []string{
		m.th.Accent.Render(text.Cut(p.Mentee.Name+" → "+p.Mentor.Name, w)),
		m.th.Dim.Render(text.Cut(p.Program+", "+p.Cycle, w)),
	}
	if p.Mentee.Location != "" || p.Mentor.Location != "" {
		lines = append(lines, text.Cut(p.Mentee.Location+" ↔ "+p.Mentor.Location, w))
	}
	health := ""
	if h := p.Verdict.Health; h != "" {
		health = pairact.HealthWord(p) + " · "
	}
	held := fmt.Sprintf("%s%s since %s · %d held, %d missed", health, p.State, p.Since, p.Held, p.Missed)
	lines = append(lines, text.Wrap(held, w)...)
	if p.Fit != "" {
		lines = append(lines, text.Cut("last fit check: "+p.Fit, w))
	}
	lines = append(lines, "")
	lines = append(lines, text.Wrap(text.Clean(strings.ToUpper(a.Kind[:1])+a.Kind[1:]+": "+a.Detail+". "+nextStep(a)), w)...)
	if key := m.answer(a); key != "" {
		lines = append(lines, text.Cut(m.th.Hotkey(key, pairact.Next(a.Act).What), w))
	}
	lines = append(lines, m.goalLines(w)...)
	return append(lines, m.sessionLines(w)...)
}

// nextStep says what to do about an entry.
func nextStep(a store.Attention) string {
	switch a.Kind {
	case "gone":
		return "Close the pair; the partner waits again, from the day from which they waited before."
	case "stalled":
		return "Nobody noted the planned session, and none was held since. Ask both what is in the way; then plan the next session or close the pair."
	case "overdue":
		return "Log it as held, missed or cancelled."
	case "silent", "missed", "unmet", "unplanned":
		return "Ask both, and plan a session."
	case "fit":
		return "Ask both. A good fit plans its sessions, who is still deciding is asked again, and no fit parts the two."
	case "feedback":
		return "Ask each side for a score from 1 to 5 and a word."
	case "milestone":
		return "Note the day on which they reached it, or move it."
	case "ending":
		return "Close the pair with its review, or agree on a later end."
	case "actions":
		return "Tick what is done, when the next session is logged or now."
	case "session":
		return "Log it once it was held."
	}
	return ""
}

func (m *model) goalLines(w int) []string {
	if len(m.goals) == 0 {
		return nil
	}
	lines := []string{"", m.th.Title.Render("Goals")}
	for _, g := range m.goals {
		state := g.Values["state"]
		if g.Values["target"] != "" {
			state += ", " + firstOf(g.Values["after"], g.Values["before"], "?") + " of " + g.Values["target"]
		}
		lines = append(lines, text.Cut(g.Label+"  "+state, w))
	}
	return lines
}

func (m *model) sessionLines(w int) []string {
	if len(m.past) == 0 {
		return []string{"", m.th.Dim.Render(text.Cut("No session yet.", w))}
	}
	lines := []string{"", m.th.Title.Render("Sessions")}
	for _, s := range m.past {
		line := s.Values["date"] + "  " + s.Values["state"]
		if s.Values["fit"] != "" {
			line += " · " + s.Values["fit"]
		}
		lines = append(lines, text.Cut(line, w))
		if n := s.Values["notes"]; n != "" {
			lines = append(lines, m.th.Dim.Render(text.Cut("  "+text.Clean(n), w)))
		}
	}
	return lines
}

func (m *model) cycleLines(a store.Attention, w int) []string {
	c := m.cycle
	lines := []string{
		m.th.Accent.Render(text.Cut(c.Program+", "+c.Name, w)),
		m.th.Dim.Render(text.Cut(c.State+", from "+string(c.Starts)+ending(c.Ends), w)),
		"",
		text.Cut(fmt.Sprintf("%d mentees ask for %d places", c.Mentees, c.MenteePlaces), w),
		text.Cut(fmt.Sprintf("%d mentors have %d places", c.Mentors, c.MentorPlaces), w),
		text.Cut(fmt.Sprintf("%d scenarios, %d pairs under way", c.Scenarios, c.Pairs-c.Proposed), w),
		"",
	}
	step := map[string]string{
		"run":      "Open it and run the matching.",
		"publish":  "Open it, read the proposals and publish one of the scenarios.",
		"proposed": "Open its pairs: + accepts, - declines with the reason. Until then they hold their places.",
		"waiting":  "Open it, see why they are without a mentor, and run again.",
		"enrol":    "Open it and enrol people on both sides.",
	}[a.Kind]
	lines = append(lines, text.Wrap(text.Clean(a.Detail+". "+step), w)...)
	return append(lines, m.waitingLines(w)...)
}

// waitingLines are who waits, those who wait longest first.
func (m *model) waitingLines(w int) []string {
	if len(m.waiting) == 0 {
		return nil
	}
	lines := []string{"", m.th.Title.Render("Waiting")}
	for _, r := range m.waiting {
		said := fmt.Sprintf("%s, %s, %d days", r.Name, r.Side, r.Days)
		if r.Needs != "" {
			said += " · " + r.Needs
		}
		lines = append(lines, text.Cut(text.Clean(said), w))
		if r.ReturnReason != "" {
			lines = append(lines, m.th.Dim.Render(text.Cut("  "+text.Clean(r.ReturnReason), w)))
		}
	}
	return lines
}

func ending(d store.Date) string {
	if d == "" {
		return ""
	}
	return " to " + string(d)
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

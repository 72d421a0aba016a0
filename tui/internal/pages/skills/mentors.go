package skills

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// mentors is the tab that answers a gap with a pair: who inside could bring somebody to
// a level, by the rules and points of a program, and why the others cannot.
type mentors struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	g      toClose
	cycles []store.GapCycle
	goals  []store.InitiativeRow
	cycle  int64
	got    *store.GapMentors
	err    error
	list   *kindform.Rows[store.GapMentor]
	slot   page.Slot
	split  widget.Split
	header int
	priced bool // the list has a column of points
}

func newMentors(env kindform.Env, sc *page.Scope, g toClose) *mentors {
	m := &mentors{env: env, sc: sc, g: g, priced: true}
	m.list = kindform.NewRows(env, sc, "mentors for a gap", func(v store.GapMentor) int64 { return v.Employee }, mentorColumns(env.Theme, true)...)
	m.list.NoMarks = true
	m.list.Table.SetRowStyle(func(v store.GapMentor, th *theme.Styles) theme.Style {
		if !v.Can() {
			return th.Dim
		}
		return th.Text
	})
	return m
}

// mentorColumns are the mentors of a gap. Points are those of who can: where nobody can,
// the reasons need the room.
func mentorColumns(th *theme.Styles, priced bool) []widget.Column[store.GapMentor] {
	cols := []widget.Column[store.GapMentor]{
		{Title: "Mentor", Min: 14, Weight: 1, Max: 28, Cell: func(v store.GapMentor) string { return v.Name }},
		{Title: "has", Min: 3, Right: true, Priority: 2, Cell: func(v store.GapMentor) string { return itoa(v.Level) }, Compare: func(a, b store.GapMentor) int { return cmp.Compare(b.Level, a.Level) }},
		{Title: "Why", Min: 28, Weight: 11, Cell: func(v store.GapMentor) string { return standing(th, v) }},
		{Title: "Team", Min: 14, Weight: 1, Priority: 3, Cell: func(v store.GapMentor) string { return v.Team }},
	}
	if !priced {
		return cols
	}
	return slices.Insert(cols, 1, widget.Column[store.GapMentor]{
		Title: "points", Min: 6, Right: true, Priority: 1, Compare: func(a, b store.GapMentor) int { return cmp.Compare(b.Points, a.Points) },
		Cell: func(v store.GapMentor) string {
			if !v.Can() {
				return ""
			}
			return widget.Points(int(v.Points))
		},
	})
}

// standing says whether somebody can be the mentor, and why: one thing against it, of
// what a rule forbids if one does, without what would mend it, which is said beside the list.
func standing(th *theme.Styles, v store.GapMentor) string {
	if v.Can() {
		if why := v.Reasons()[1:]; len(why) > 0 {
			return th.Glyph.Check + " can; " + strings.Join(why, ", ")
		}
		return th.Glyph.Check + " can"
	}
	sign, against := th.Glyph.Alert, v.Against[0]
	if v.Barred {
		sign, against = th.Glyph.Cross, v.Against[len(v.Against)-1]
	}
	against, _, _ = strings.Cut(against, ";")
	return sign + " " + against
}

func (m *mentors) Title() string {
	if m.got == nil {
		return "Close a gap"
	}
	return text.Clean(fmt.Sprintf("%s: %s %d %s %d", m.got.Employee, m.got.Skill, m.got.Has, m.env.Theme.Glyph.Arrow, m.g.level))
}

func (m *mentors) Init() tea.Cmd { return m.read() }

// Changed reads anew: enrolments, rules and ratings all tell on who can.
func (m *mentors) Changed([]string) tea.Cmd { return m.read() }

// read looks for the mentors in the cycle that was chosen, or else in the first that
// takes pairs.
func (m *mentors) read() tea.Cmd {
	type answer struct {
		cycles []store.GapCycle
		goals  []store.InitiativeRow
		got    *store.GapMentors
		cycle  int64
	}
	db, g, cycle := m.env.DB, m.g, m.cycle
	return page.Run(m.sc, &m.slot, "Looking for mentors", nil, func(ctx context.Context) (a answer, err error) {
		if a.cycles, err = db.GapCycles(ctx, g.initiative); err != nil || len(a.cycles) == 0 {
			return a, err
		}
		if a.goals, err = db.Initiatives(ctx, false); err != nil {
			return a, err
		}
		a.cycle, a.got, err = findMentors(ctx, db, g, a.cycles, cycle)
		return a, err
	}, func(a answer, err error) tea.Cmd {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		m.err = err
		m.cycles, m.goals, m.cycle = a.cycles, a.goals, a.cycle
		if err != nil {
			m.list.Show(nil, nil)
			m.list.Table.SetEmpty(widget.Empty{What: "No gap to close.", Why: page.InWords(err), Keys: []widget.Hotkey{{Key: "esc", What: "goes back"}}})
			return nil
		}
		m.got = a.got
		var rows []store.GapMentor
		if a.got != nil {
			rows = a.got.Mentors
		}
		m.price(rows)
		m.list.Show(rows, nil)
		m.list.Table.SetEmpty(m.empty())
		return nil
	})
}

// price shows the column of points where somebody can be the mentor. Other columns would
// begin the sorting anew, so they stay while that does not change.
func (m *mentors) price(rows []store.GapMentor) {
	if can := slices.ContainsFunc(rows, store.GapMentor.Can); can != m.priced {
		m.priced = can
		m.list.Table.SetColumns(mentorColumns(m.env.Theme, can)...)
	}
}

// tries is in how many cycles a mentor is looked for before somebody chooses one.
const tries = 4

// findMentors looks in the cycle that was chosen; where none is, in the first few until
// somebody can be the mentor in one.
func findMentors(ctx context.Context, db *store.Store, g toClose, cycles []store.GapCycle, chosen int64) (int64, *store.GapMentors, error) {
	if i := slices.IndexFunc(cycles, func(c store.GapCycle) bool { return c.ID == chosen }); i >= 0 {
		cycles = cycles[i : i+1]
	}
	var first *store.GapMentors
	for _, c := range cycles[:min(len(cycles), tries)] {
		got, err := db.GapMentors(ctx, store.GapAsk{Employee: g.employee, Skill: g.skill, Level: g.level, Cycle: c.ID})
		if err != nil {
			return c.ID, nil, err
		}
		if first == nil {
			first = &got
		}
		if slices.ContainsFunc(got.Mentors, store.GapMentor.Can) {
			return c.ID, &got, nil
		}
	}
	return cycles[0].ID, first, nil
}

func (m *mentors) empty() widget.Empty {
	switch {
	case len(m.cycles) == 0:
		return widget.Empty{
			What: "No program has a cycle that is open.", Why: "A mentor pair is made in a cycle of a program, whose rules it must hold.",
			Keys: []widget.Hotkey{{Key: "4", What: "add a program or a cycle, in Mentoring"}},
		}
	case m.got.Against != "":
		return widget.Empty{What: "No pair can be made there now.", Why: capital(m.got.Against) + ".", Keys: []widget.Hotkey{{Key: "o", What: "choose another cycle"}}}
	}
	return widget.Empty{
		What: "Nobody inside has the level.", Why: fmt.Sprintf("A mentor needs %s at %d or above. That takes somebody from outside, or training.", m.got.Skill, m.g.level),
		Keys: []widget.Hotkey{{Key: "esc", What: "goes back"}},
	}
}

func (m *mentors) Capturing() page.Capture { return m.list.Capturing() }

func (m *mentors) Actions() []page.Action {
	if m.list.Typing() {
		return m.list.Actions()
	}
	v, _ := m.list.Selected()
	none := m.list.None()
	against := strings.Join(v.Against, "; ")
	acts := []page.Action{
		page.Act("Make the pair", "make the pair", func() tea.Cmd { return m.ask(v) }, page.KeyOpen).Unless(none).Unless(against).Hinted(9),
		page.Act("Choose the cycle in which the pair is made", "cycle", m.choose, "o").If(len(m.cycles) > 0, "no program has a cycle that is open").Hinted(7),
		person(m.sc, v.Employee).Unless(none),
	}
	return append(acts, m.list.Actions()...)
}

func (m *mentors) choose() tea.Cmd {
	options := make([]widget.Option, len(m.cycles))
	for i, c := range m.cycles {
		hint := c.State
		if c.Against != "" {
			hint = c.Against
		}
		options[i] = widget.Option{Value: strconv.FormatInt(c.ID, 10), Label: c.Program + ", " + c.Name, Hint: hint}
	}
	return kindform.Choose(m.env, m.sc, kindform.Choice{Title: "In which cycle?", At: strconv.FormatInt(m.cycle, 10), Options: options, Pick: func(o widget.Option) tea.Cmd {
		m.cycle, _ = strconv.ParseInt(o.Value, 10, 64)
		return m.read()
	}})
}

// ask says what will be made, and makes it.
func (m *mentors) ask(v store.GapMentor) tea.Cmd {
	got, g, db := m.got, m.g, m.env.DB
	fields := []widget.Field{
		serving(m.goals, g.initiative, "that of the program, or none"),
		{Name: "active", Label: "Begins now", Kind: widget.YesNo, Value: "no", Required: true, Help: "no: it is proposed, and begins when both have agreed"},
		{Name: "note", Label: "Why", Limit: 500},
	}
	if slots := got.Cycle.Slots; len(slots) > 0 && v.Enrolment == 0 {
		var options []widget.Option
		for _, s := range slots {
			options = append(options, widget.Option{Value: s, Label: s})
		}
		fields = append([]widget.Field{{Name: "slot", Label: "As", Kind: widget.Choice, Required: true, Value: slots[0], Options: options, Help: "the slot of the program"}}, fields...)
	}
	return kindform.Ask(m.env, m.sc, kindform.Question{
		Title: got.Employee + " learns " + got.Skill + " from " + v.Name,
		Intro: func(w int) []string {
			return wrapped(fmt.Sprintf("Makes a pair in %s, %s, with the goal %s %d → %d. Whoever does not take part yet is enrolled; the need and the offer are noted. One undo takes all of it back.",
				got.Cycle.Program, got.Cycle.Name, got.Skill, got.Has, g.level), 0, w)
		},
		Low:    func(map[string]string) string { return "Makes a pair in " + got.Cycle.Program + "." },
		Fields: fields, Submit: "Make the pair",
		Save: func(ctx context.Context, values map[string]string) (store.Change, error) {
			p := store.GapPair{GapAsk: got.Ask, Mentor: v.Employee, Active: values["active"] == "yes", Note: values["note"]}
			p.Slot = values["slot"]
			p.Initiative = initiativeIn(values)
			c, _, err := db.CloseGapByPair(ctx, p)
			return c, err
		},
		Then: func(map[string]string) tea.Cmd { return m.sc.Send(page.Done{}) },
	})
}

func (m *mentors) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := m.split.At(c.X, false); detail {
			return nil
		}
		c.Y -= m.header
		msg = c
	}
	return m.list.Update(msg)
}

// View draws what is done already and who could help, beside why.
func (m *mentors) View(w, h int) string {
	th := m.env.Theme
	var lines []string
	if m.got != nil && h >= 8 {
		lines = append(lines, th.Dim.Render(text.Cut(text.Clean("In "+m.got.Cycle.Program+", "+m.got.Cycle.Name), w)))
		lines = append(lines, underWay(th, m.got.UnderWay, w, h)...)
		if n := len(m.got.Mentors); n > 0 && !m.got.Mentors[0].Can() { // those who can come first
			for _, l := range wrapped(th.Glyph.Alert+" None of them can here; o chooses another cycle", 0, w) {
				lines = append(lines, th.Warn.Render(l))
			}
		}
	}
	m.header = len(lines)
	body := max(0, h-len(lines))
	m.split = widget.NewSplit(w, body)
	view := ""
	if m.split.Side {
		view = m.split.View(th, false, func(w, h int) string { return m.list.View(w, h) }, func(w, h int) string { return strings.Join(m.why(w), "\n") })
	} else {
		var below []string
		if body >= 10 {
			below = m.why(w)
			below = below[:min(len(below), body/2)]
		}
		view = m.list.View(w, max(0, body-len(below)))
		view = strings.Join(append([]string{view}, below...), "\n")
	}
	return widget.Fit(strings.Join(append(lines, view), "\n"), w, h)
}

// why says of the mentor under the cursor what speaks for them and what against.
func (m *mentors) why(w int) []string {
	v, ok := m.list.Selected()
	if !ok || m.got == nil {
		return nil
	}
	th := m.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(v.Name), w))}
	lines = append(lines, wrapped(capital(strings.Join(v.Reasons(), ", "))+".", 0, w)...)
	lines = append(lines, againstLines(th, v.Against, w)...)
	if !v.Can() {
		if m.got.Joining != "" && v.Enrolment == 0 {
			for _, l := range wrapped("Nobody can join: "+m.got.Joining+".", 0, w) {
				lines = append(lines, th.Dim.Render(l))
			}
		}
		return lines
	}
	lines = append(lines, "", ends(th.Title.Render("POINTS"), widget.Points(int(v.Points))+" of "+widget.Points(int(v.Most)), w))
	for _, p := range v.Parts {
		lines = append(lines, ends(" "+text.Clean(p.Criterion), widget.Points(int(p.Points)), w))
		if len(p.Evidence) > 0 {
			for _, l := range wrapped(strings.Join(p.Evidence, ", "), 3, w) {
				lines = append(lines, th.Dim.Render(l))
			}
		}
	}
	return lines
}

package skills

import (
	"cmp"
	"context"
	"errors"
	"fmt"
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

// projects is the tab that answers a gap with a stretch assignment: those that teach the
// skill, with what the rules and criteria say of the one who learns.
type projects struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	g     toClose
	got   store.GapStretch
	goals []store.InitiativeRow
	list  *kindform.Rows[store.StretchOffer]
	slot  page.Slot
	split widget.Split
	head  int
}

func newProjects(env kindform.Env, sc *page.Scope, g toClose) *projects {
	type row = store.StretchOffer
	m := &projects{env: env, sc: sc, g: g}
	m.list = kindform.NewRows(env, sc, "stretch assignments for a gap", func(v row) int64 { return v.ID }, []widget.Column[row]{
		{Title: "Assignment", Min: 16, Weight: 3, Max: 34, Cell: func(v row) string { return v.Name }},
		{Title: "points", Min: 6, Right: true, Priority: 1, Cell: func(v row) string { return widget.Points(int(v.Points)) }, Compare: func(a, b row) int { return cmp.Compare(b.Points, a.Points) }},
		{Title: "Why", Min: 24, Weight: 8, Cell: func(v row) string { return offerStanding(env.Theme, v) }},
		{Title: "from", Min: 10, Priority: 2, Cell: func(v row) string { return string(v.Starts) }},
	}...)
	m.list.NoMarks = true
	m.list.Table.SetRowStyle(func(v row, th *theme.Styles) theme.Style {
		if !v.Can() {
			return th.Dim
		}
		return th.Text
	})
	return m
}

// offerStanding says whether somebody can do an assignment, and why; or how far they are
// with it already.
func offerStanding(th *theme.Styles, v store.StretchOffer) string {
	switch {
	case v.Application != 0:
		return th.Glyph.Ask + " " + v.State + " already"
	case v.Can() && len(v.Reasons) > 0:
		return th.Glyph.Check + " can; " + strings.Join(v.Reasons, ", ")
	case v.Can():
		return th.Glyph.Check + " can"
	}
	return th.Glyph.Cross + " " + v.Against[0]
}

func (m *projects) Init() tea.Cmd            { return m.read() }
func (m *projects) Changed([]string) tea.Cmd { return m.read() }

func (m *projects) Title() string { return "Close a gap" }

func (m *projects) read() tea.Cmd {
	type answer struct {
		got   store.GapStretch
		goals []store.InitiativeRow
	}
	db, ask := m.env.DB, store.StretchAsk{Employee: m.g.employee, Skill: m.g.skill, Level: m.g.level}
	return page.Run(m.sc, &m.slot, "Looking for stretch assignments", nil, func(ctx context.Context) (a answer, err error) {
		if a.goals, err = db.Initiatives(ctx, false); err != nil {
			return a, err
		}
		a.got, err = db.GapStretch(ctx, ask)
		return a, err
	}, func(a answer, err error) tea.Cmd {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		m.goals, m.got = a.goals, a.got
		m.list.Table.SetEmpty(widget.Empty{
			What: "No open stretch assignment teaches it.", Why: "One that needs and teaches " + firstWord(a.got.Skill, "the skill") + " can be added among the rotations.",
			Keys: []widget.Hotkey{{Key: "5", What: "rotations: stretch assignments"}},
		})
		if err != nil {
			m.list.Table.SetEmpty(widget.Empty{What: "No gap to close.", Why: page.InWords(err), Keys: []widget.Hotkey{{Key: "esc", What: "goes back"}}})
		}
		m.list.Show(a.got.Offers, nil)
		return nil
	})
}

func firstWord(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (m *projects) Capturing() page.Capture { return m.list.Capturing() }

func (m *projects) Actions() []page.Action {
	if m.list.Typing() {
		return m.list.Actions()
	}
	v, _ := m.list.Selected()
	none := m.list.None()
	settled := ""
	switch v.State {
	case "", "open", "accepted", "running":
	default:
		settled = "their application was " + v.State + "; nobody is proposed twice"
	}
	acts := []page.Action{
		page.Act("Propose them for the assignment, or accept them", "propose", func() tea.Cmd { return m.ask(v) }, page.KeyOpen).Unless(none).Unless(settled).Hinted(9),
		page.Act("Open the assignment among the rotations", "assignment", func() tea.Cmd { return m.sc.Send(page.Goto{Key: "5", Arg: store.Attention{Stretch: v.ID}}) }, "O").Unless(none).Hinted(5),
		person(m.sc, m.g.employee),
	}
	return append(acts, m.list.Actions()...)
}

// serving are the initiatives that an answer can serve, and the field that asks which.
func serving(goals []store.InitiativeRow, chosen int64, none string) widget.Field {
	options := []widget.Option{{Value: "", Label: none}}
	for _, i := range goals {
		options = append(options, widget.Option{Value: strconv.FormatInt(i.ID, 10), Label: i.Name})
	}
	f := widget.Field{Name: "initiative", Label: "For initiative", Kind: widget.Ref, Options: options}
	if chosen != 0 {
		f.Value = strconv.FormatInt(chosen, 10)
	}
	return f
}

// initiativeIn is the initiative that serving's field holds.
func initiativeIn(values map[string]string) int64 {
	n, _ := strconv.ParseInt(strings.TrimPrefix(values["initiative"], "#"), 10, 64)
	return n
}

// ask says what will be made, and makes it.
func (m *projects) ask(v store.StretchOffer) tea.Cmd {
	g, got, db := m.g, m.got, m.env.DB
	fields := []widget.Field{
		serving(m.goals, g.initiative, "that of the assignment, or none"),
		{Name: "accept", Label: "Accepted now", Kind: widget.YesNo, Required: true, Value: "no", Help: "no: they are proposed, and it waits for their answer"},
	}
	intro := fmt.Sprintf("%s a week from %s to %s; it raises %s to %d. One undo takes all of it back.", count(v.Hours, "hour", "hours"), v.Starts, v.Ends, got.Skill, g.level)
	if !v.Can() {
		intro = "Against it: " + strings.Join(v.Against, "; ") + ". If it must be, say why: they are accepted at once."
		fields = []widget.Field{fields[0], {Name: "although", Label: "Although", Required: true, Limit: 300}}
	}
	fields = append(fields, widget.Field{Name: "note", Label: "Note", Limit: 500})
	return kindform.Ask(m.env, m.sc, kindform.Question{
		Title:  got.Employee + " learns " + got.Skill + " by " + v.Name,
		Intro:  func(w int) []string { return wrapped(intro, 0, w) },
		Low:    func(map[string]string) string { return intro },
		Fields: fields, Submit: "Do it",
		Save: func(ctx context.Context, values map[string]string) (store.Change, error) {
			c, _, err := db.CloseGapByStretch(ctx, store.StretchGap{
				StretchAsk: got.Ask, Stretch: v.ID, Initiative: initiativeIn(values),
				Accept: values["accept"] == "yes" || !v.Can(), Although: values["although"], Note: values["note"],
			})
			return c, err
		},
		Then: func(map[string]string) tea.Cmd { return m.sc.Send(page.Done{}) },
	})
}

func (m *projects) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := m.split.At(c.X, false); detail {
			return nil
		}
		c.Y -= m.head
		msg = c
	}
	return m.list.Update(msg)
}

// View draws what is done already and what could help, beside why.
func (m *projects) View(w, h int) string {
	lines := underWay(m.env.Theme, m.got.UnderWay, w, h)
	m.head = len(lines)
	view, split := beside(m.env.Theme, m.list, w, max(0, h-len(lines)), nil, m.why)
	m.split = split
	return widget.Fit(strings.Join(append(lines, view), "\n"), w, h)
}

// underWay are the lines of what is done about a gap already.
func underWay(th *theme.Styles, list []store.GapAction, w, h int) (lines []string) {
	if h < 8 {
		return nil
	}
	for _, a := range list[:min(len(list), max(1, h/6))] {
		for _, l := range wrapped(fmt.Sprintf("%s Under way already: %s since %s, %s", th.Glyph.Alert, a.By(), a.Begun, a.State), 0, w) {
			lines = append(lines, th.Warn.Render(l))
		}
	}
	return lines
}

// why says of the assignment under the cursor what speaks for it and what against.
func (m *projects) why(w, _ int) []string {
	v, ok := m.list.Selected()
	if !ok {
		return nil
	}
	th := m.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(v.Name), w))}
	lines = append(lines, wrapped(fmt.Sprintf("%s, %s a week, %s to %s, %d of %d places free.", capital(v.Kind), count(v.Hours, "hour", "hours"), v.Starts, v.Ends, v.Free(), v.Places), 0, w)...)
	lines = append(lines, againstLines(th, v.Against, w)...)
	if len(v.Reasons) > 0 {
		lines = append(lines, "", ends(th.Title.Render("POINTS"), widget.Points(int(v.Points)), w))
		for _, r := range v.Reasons {
			lines = append(lines, wrapped(r, 1, w)...)
		}
	}
	if v.Initiative != "" {
		lines = append(lines, "", th.Dim.Render(text.Cut("serves "+text.Clean(v.Initiative), w)))
	}
	return lines
}

// againstLines are what stands against an answer, each with its sign.
func againstLines(th *theme.Styles, against []string, w int) (lines []string) {
	for _, a := range against {
		for i, l := range wrapped(a, 2, w) {
			if i == 0 {
				l = th.Bad.Render(th.Glyph.Cross) + l[1:]
			}
			lines = append(lines, l)
		}
	}
	return lines
}

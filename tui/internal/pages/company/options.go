package company

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/exchange"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// chosen are the options that are not as usual, for the heading.
func (m *mapping) chosen() string {
	var parts []string
	add := func(on bool, what string) {
		if on {
			parts = append(parts, what)
		}
	}
	add(m.opt.Dates != "", "dates "+m.opt.Dates)
	add(m.opt.Order != "", "rows from the lowest level")
	add(m.opt.NewSkills, "skills of like names are new")
	add(m.opt.ClearEmpty, "empty cells empty")
	add(m.opt.Complete && !m.opt.Leave, "everybody is in it")
	add(m.opt.Leave, "who is missing has left")
	add(m.opt.Program != "", "into "+m.opt.Program)
	add(m.opt.Cycle != "", "cycle "+m.opt.Cycle)
	add(m.opt.Side != "", "as "+m.opt.Side)
	add(m.opt.Places > 0, fmt.Sprintf("%d places each", m.opt.Places))
	if len(parts) == 0 {
		return ""
	}
	return " · " + text.Clean(strings.Join(parts, " · "))
}

func yes(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

func choice(s ...string) (out []widget.Option) {
	for _, v := range s {
		out = append(out, widget.Option{Value: v, Label: v})
	}
	return out
}

// options opens the form of what the file itself does not say.
func (m *mapping) options() tea.Cmd {
	fields := []widget.Field{
		{
			Name: "dates", Label: "Dates such as 3/4/2026", Kind: widget.Choice, Value: m.opt.Dates,
			Options: []widget.Option{{Value: exchange.DayMonth, Label: "day first: 3 April"}, {Value: exchange.MonthDay, Label: "month first: 4 March"}},
			Help:    "needed only where the file's own dates leave it open",
		},
		{Name: "empty", Label: "Empty cells empty values", Kind: widget.YesNo, Value: yes(m.opt.ClearEmpty), Help: "with no, it leaves what is there"},
	}
	const title, use = "How the file is read", "Use these"
	switch {
	case m.target.Name == "employees":
		fields = append(
			fields,
			widget.Field{Name: "complete", Label: "The file holds everybody", Kind: widget.YesNo, Value: yes(m.opt.Complete), Help: "then who is not in it is proposed as having left"},
			widget.Field{Name: "leave", Label: "Mark these as having left", Kind: widget.YesNo, Value: yes(m.opt.Leave)},
		)
	case m.target.Name == "ratings":
		fields = append(fields, widget.Field{
			Name: "skills", Label: "Skills of like names are new", Kind: widget.YesNo, Value: yes(m.opt.NewSkills), Help: "with no, a name that is nearly another's is refused",
		})
	case m.target.Name == "requirements", m.target.Name == "role levels":
		fields = append(fields, widget.Field{
			Name: "order", Label: "Rows rise level by level", Kind: widget.YesNo, Value: yes(m.opt.Order != ""),
			Help: "the rows list each role's levels from the lowest; needed only where no column has their ranks",
		})
	case m.enrols():
		return m.withOffered(func(o offered) tea.Cmd {
			m.prefill(o)
			return m.open(title, o, append(m.enrolFields(o), fields...), use, nil)
		})
	}
	return m.open(title, offered{}, fields, use, nil)
}

// open asks with a form, uses its answers, and goes on with then.
func (m *mapping) open(title string, o offered, fields []widget.Field, word string, then func() tea.Cmd) tea.Cmd {
	return m.w.sc.Send(page.Open{Modal: true, Width: 76, New: func(sc *page.Scope) page.Page {
		f := widget.NewForm(m.w.env.Theme, fields...)
		f.SetSubmit(word)
		return &optionsForm{sc: sc, title: title, form: f, offered: o, program: f.Value("program"), n: len(fields), then: func(v map[string]string) tea.Cmd {
			m.take(v)
			if then == nil {
				return nil
			}
			return then()
		}}
	}})
}

// take uses what the form says; what it did not ask stays as it is.
func (m *mapping) take(v map[string]string) {
	if _, asked := v["dates"]; asked {
		m.opt.Dates, m.opt.ClearEmpty = v["dates"], v["empty"] == "yes"
	}
	if answer, asked := v["skills"]; asked {
		m.opt.NewSkills = answer == "yes"
	}
	if answer, asked := v["order"]; asked {
		m.opt.Order = ""
		if answer == "yes" {
			m.opt.Order = exchange.OrderRows
		}
	}
	if _, asked := v["leave"]; asked {
		m.opt.Complete = v["complete"] == "yes" || v["leave"] == "yes"
		m.opt.Leave = v["leave"] == "yes"
	}
	if _, asked := v["program"]; asked {
		m.takeEnrol(v)
	}
}

// optionsForm is the dialog of the options.
type optionsForm struct {
	page.Base
	sc      *page.Scope
	title   string
	form    *widget.Form
	offered offered
	program string // whose cycles are offered
	n       int
	then    func(map[string]string) tea.Cmd
}

func (o *optionsForm) Title() string           { return o.title }
func (o *optionsForm) Capturing() page.Capture { return page.Text }

func (o *optionsForm) Actions() []page.Action {
	return []page.Action{
		page.Act("Go on, and use these at the end", "next, use", func() tea.Cmd { return o.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, "enter").WhileTyping().Hinted(9),
		page.Act("Use these now", "use", func() tea.Cmd { return o.done(o.form.Submit()) }, "ctrl+s").WhileTyping().Hinted(8),
	}
}

func (o *optionsForm) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return o.done(o.form.Update(msg))
	case page.Click:
		return o.done(o.form.Click(msg.X, msg.Y))
	}
	return nil
}

func (o *optionsForm) done(e widget.Event) tea.Cmd {
	o.program = o.offered.follow(o.form, o.program)
	if e != widget.Submitted {
		return nil
	}
	o.sc.Send(page.Done{})
	return o.then(o.form.Values())
}

func (o *optionsForm) View(w, h int) string {
	lines := strings.Split(o.form.View(w, h), "\n")
	n := max(2*o.n+4, 0)
	return strings.Join(lines[:min(n, len(lines))], "\n")
}

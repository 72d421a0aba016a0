package company

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/exchange"
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
	add(m.opt.ClearEmpty, "empty cells empty")
	add(m.opt.Complete && !m.opt.Leave, "everybody is in it")
	add(m.opt.Leave, "who is missing has left")
	add(m.opt.Program != "", "into "+m.opt.Program)
	add(m.opt.Side != "", "as "+m.opt.Side)
	if len(parts) == 0 {
		return ""
	}
	return " · " + strings.Join(parts, " · ")
}

func yes(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

// options opens the form of what the file itself does not say.
func (m *mapping) options() tea.Cmd {
	choice := func(s ...string) (out []widget.Option) {
		for _, v := range s {
			out = append(out, widget.Option{Value: v, Label: v})
		}
		return out
	}
	fields := []widget.Field{
		{
			Name: "dates", Label: "Dates such as 3/4/2026", Kind: widget.Choice, Value: m.opt.Dates,
			Options: []widget.Option{{Value: exchange.DayMonth, Label: "day first: 3 April"}, {Value: exchange.MonthDay, Label: "month first: 4 March"}},
			Help:    "needed only where the file's own dates leave it open",
		},
		{Name: "empty", Label: "An empty cell empties the value", Kind: widget.YesNo, Value: yes(m.opt.ClearEmpty), Help: "with no, it leaves what is there"},
	}
	switch m.target.Name {
	case "employees":
		fields = append(
			fields,
			widget.Field{Name: "complete", Label: "The file holds everybody", Kind: widget.YesNo, Value: yes(m.opt.Complete), Help: "then who is not in it is proposed as having left"},
			widget.Field{Name: "leave", Label: "Mark these as having left", Kind: widget.YesNo, Value: yes(m.opt.Leave)},
		)
	case "enrolments":
		fields = append(
			fields,
			widget.Field{Name: "program", Label: "Program", Value: m.opt.Program, Help: "its name; its newest cycle is taken"},
			widget.Field{Name: "cycle", Label: "Cycle", Value: m.opt.Cycle, Help: "empty is the newest"},
			widget.Field{Name: "side", Label: "As", Kind: widget.Choice, Value: m.opt.Side, Options: choice("mentor", "mentee"), Help: "where no column says it"},
		)
	}
	return m.w.sc.Send(page.Open{Modal: true, Width: 76, New: func(sc *page.Scope) page.Page {
		f := widget.NewForm(m.w.env.Theme, fields...)
		f.SetSubmit("Use these")
		return &optionsForm{sc: sc, form: f, n: len(fields), then: m.take}
	}})
}

// take uses what the form says.
func (m *mapping) take(v map[string]string) {
	m.opt.Dates, m.opt.ClearEmpty = v["dates"], v["empty"] == "yes"
	m.opt.Complete = v["complete"] == "yes" || v["leave"] == "yes"
	m.opt.Leave = v["leave"] == "yes"
	m.opt.Program, m.opt.Cycle, m.opt.Side = v["program"], v["cycle"], v["side"]
}

// optionsForm is the dialog of the options.
type optionsForm struct {
	page.Base
	sc   *page.Scope
	form *widget.Form
	n    int
	then func(map[string]string)
}

func (o *optionsForm) Title() string           { return "How the file is read" }
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
	if e != widget.Submitted {
		return nil
	}
	o.then(o.form.Values())
	return o.sc.Send(page.Done{})
}

func (o *optionsForm) View(w, h int) string {
	lines := strings.Split(o.form.View(w, h), "\n")
	n := max(2*o.n+4, 0)
	return strings.Join(lines[:min(n, len(lines))], "\n")
}

package company

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/exchange"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// mapping shows what each column of the file is taken for, and lets it be changed.
type mapping struct {
	w      *wizard
	sheet  *exchange.Sheet
	target exchange.Target
	m      exchange.Mapping
	opt    exchange.Options
	table  *widget.Table[mapped]
	top    int
}

// mapped is a column of the file with its place.
type mapped struct {
	i int
	exchange.MappedColumn
}

func newMapping(w *wizard, r read) *mapping {
	m := &mapping{w: w, sheet: r.sheet, m: r.guess}
	if t, err := exchange.TargetOf(r.guess.Target); err == nil {
		m.target = t
	}
	col := func(title string, low, weight, priority int, cell func(mapped) string) widget.Column[mapped] {
		return widget.Column[mapped]{Title: title, Min: low, Weight: weight, Priority: priority, Cell: cell, NoSort: true}
	}
	filled := col("Filled", 6, 0, 2, func(c mapped) string { return fmt.Sprintf("%.0f %%", c.Fill*100) })
	filled.Right = true
	becomes := col("Becomes", 14, 2, 0, func(c mapped) string { return m.becomes(c.To) })
	becomes.Style = func(c mapped, th *theme.Styles) theme.Style {
		if c.To == exchange.Ignore {
			return th.Dim
		}
		return th.Accent
	}
	m.table = widget.NewTable(
		w.env.Theme, func(c mapped) int64 { return int64(c.i) },
		col("Column", 12, 2, 0, func(c mapped) string { return c.Heading }), becomes,
		col("Because", 10, 1, 4, func(c mapped) string { return because(c.Why) }), filled,
		col("Such as", 16, 4, 3, func(c mapped) string { return strings.Join(c.Samples, " · ") }),
	)
	m.refill()
	return m
}

func (m *mapping) refill() {
	rows := make([]mapped, len(m.m.Columns))
	for i, c := range m.m.Columns {
		rows[i] = mapped{i, c}
	}
	m.table.SetRows(rows)
}

// becomes names a destination as people read it.
func (m *mapping) becomes(to string) string {
	switch to {
	case exchange.Ignore:
		return "(left out)"
	case exchange.Field:
		return "field of the same name"
	case exchange.BarredField:
		return "field, barred from rules"
	}
	if c, ok := m.target.Column(to); ok {
		return c.Title
	}
	return to
}

// because says why a column was taken for what it is.
func because(why string) string {
	switch why {
	case "content":
		return "its content"
	case "remembered":
		return "last time"
	case "given":
		return "you"
	case "identity":
		return "identity"
	case "unknown":
		return "not known"
	}
	return "its heading"
}

func (m *mapping) Capturing() page.Capture { return page.Nothing }

func (m *mapping) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		m.table.Click(msg.X, msg.Y-m.top)
	case page.Wheel:
		m.table.Move(msg.Rows)
	}
	return nil
}

func (m *mapping) Actions() []page.Action {
	c, ok := m.table.Selected()
	busy := ""
	if _, _, on := m.w.sc.Job(); on {
		busy = "it is being planned"
	}
	const none = "the file has no columns"
	acts := page.Nav(m.table)
	return append(
		acts,
		page.Act("Plan the import; nothing is written yet", "plan", m.w.prepare, page.KeyRun).Unless(busy).Hinted(9),
		page.Act("Choose what the column becomes", "becomes", func() tea.Cmd { return m.choose(c) }, page.KeyOpen, page.KeyEdit).If(ok, none).Hinted(8),
		page.Act("Leave the column out", "leave out", func() tea.Cmd { return m.send(c, exchange.Ignore) }, page.KeyDelete).If(ok, none).Hinted(6),
		page.Act("Choose what the file holds", "kind", m.chooseTarget, "t").Hinted(7),
		m.optionsAction(),
	)
}

// optionsAction asks again what the file does not say.
func (m *mapping) optionsAction() page.Action {
	if m.enrols() {
		return page.Act("Choose program, cycle and side, and how the file is read", "program", m.options, "o").Hinted(8)
	}
	return page.Act("Choose how the file is read", "options", m.options, "o").Hinted(5)
}

// choose offers every destination for a column.
func (m *mapping) choose(c mapped) tea.Cmd {
	var options []widget.Option
	for _, col := range m.target.Columns {
		options = append(options, widget.Option{Value: col.Name, Label: col.Title, Hint: col.Help})
	}
	if m.target.Fields {
		options = append(
			options,
			widget.Option{Value: exchange.Field, Label: "Field of the same name", Hint: "rules may use it"},
			widget.Option{Value: exchange.BarredField, Label: "Field, barred from rules", Hint: "for identity characteristics"},
		)
	}
	options = append(options, widget.Option{Value: exchange.Ignore, Label: "(left out)"})
	return kindform.Choose(m.w.env, m.w.sc, kindform.Choice{Title: "What is “" + text.Clean(c.Heading) + "”?", Options: options, At: c.To, Pick: func(o widget.Option) tea.Cmd { return m.send(c, o.Value) }})
}

// send maps a column. What had the same destination before gives way.
func (m *mapping) send(c mapped, to string) tea.Cmd {
	if err := m.m.Set(c.Heading + "=" + to); err != nil {
		return page.Fail(err)
	}
	m.refill()
	return nil
}

func (m *mapping) chooseTarget() tea.Cmd {
	var options []widget.Option
	for _, t := range exchange.Targets() {
		options = append(options, widget.Option{Value: t.Name, Label: t.Name, Hint: t.About})
	}
	return kindform.Choose(m.w.env, m.w.sc, kindform.Choice{Title: "What does the file hold?", Options: options, At: m.target.Name, Pick: func(o widget.Option) tea.Cmd { return m.retarget(o.Value) }})
}

// retarget guesses anew for another kind of content.
func (m *mapping) retarget(name string) tea.Cmd {
	db, sheet := m.w.env.DB, m.sheet
	return page.Load(m.w.sc, &m.w.slot, func(ctx context.Context) (exchange.Mapping, error) {
		return exchange.Guess(ctx, db, name, sheet)
	}, func(g exchange.Mapping, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		t, err := exchange.TargetOf(g.Target)
		if err != nil {
			return page.Fail(err)
		}
		m.target, m.m = t, g
		m.refill()
		if m.enrols() {
			return m.ask(nil)
		}
		return nil
	})
}

func (m *mapping) View(w, h int) string {
	th := m.w.env.Theme
	head := rows(len(m.sheet.Lines)) + " as "
	lines := []string{text.Cut(th.Title.Render(head)+th.Accent.Render(m.target.Name)+th.Dim.Render("  "+m.sheet.Encoding+", "+separatorName(m.sheet.Separator)+m.chosen()), w)}
	if h >= 12 {
		for _, l := range text.Wrap(text.Clean(m.target.About), max(1, w)) {
			lines = append(lines, th.Dim.Render(l))
		}
		lines = append(lines, "")
	}
	m.top = len(lines)
	return widget.Fit(strings.Join(append(lines, m.table.View(w, h-len(lines))), "\n"), w, h)
}

func separatorName(r rune) string {
	switch r {
	case ';':
		return "semicolons"
	case '\t':
		return "tabs"
	}
	return "commas"
}

func rows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return widget.Number(n) + " rows"
}

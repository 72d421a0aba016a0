package company

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// settingRow is a setting with its place, by which the table knows it again.
type settingRow struct {
	store.Setting
	at int64
}

// settings lists what is decided for the whole company, and changes it.
type settings struct {
	env   kindform.Env
	sc    *page.Scope
	table *widget.Table[settingRow]
	slot  page.Slot
	top   int
}

func newSettings(env kindform.Env, sc *page.Scope) *settings {
	s := &settings{env: env, sc: sc}
	s.table = widget.NewTable(
		env.Theme, func(x settingRow) int64 { return x.at },
		widget.Column[settingRow]{Title: "Setting", Min: 20, Weight: 1, Cell: func(x settingRow) string { return x.Title }, NoSort: true},
		widget.Column[settingRow]{Title: "Value", Min: 10, Right: true, Cell: func(x settingRow) string { return x.Value + " " + x.Unit }, NoSort: true},
		widget.Column[settingRow]{Title: "Usual", Min: 6, Right: true, Priority: 2, Cell: func(x settingRow) string { return x.Default }, NoSort: true},
	)
	s.table.SetEmpty(widget.Empty{What: "Reading…"})
	return s
}

// Load reads the settings.
func (s *settings) Load() tea.Cmd {
	return page.Load(s.sc, &s.slot, s.env.DB.Settings, func(all []store.Setting, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		rows := make([]settingRow, len(all))
		for i, v := range all {
			rows[i] = settingRow{v, int64(i + 1)}
		}
		s.table.SetRows(rows)
		return nil
	})
}

// Focus is the table's.
func (s *settings) Focus(on bool) { s.table.Focus(on) }

// Capturing is nothing: values are typed in a dialog.
func (s *settings) Capturing() page.Capture { return page.Nothing }

// Changed reads them again.
func (s *settings) Changed([]string) tea.Cmd { return s.Load() }

// Update follows the mouse.
func (s *settings) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		s.table.Click(msg.X, msg.Y-s.top)
	case page.Wheel:
		s.table.Move(msg.Rows)
	}
	return nil
}

// Actions change the setting under the cursor.
func (s *settings) Actions() []page.Action {
	x, ok := s.table.Selected()
	acts := page.Nav(s.table)
	return append(
		acts,
		page.Act("Change this setting", "change", func() tea.Cmd { return s.ask(x) }, page.KeyOpen, page.KeyEdit).If(ok, "the settings are still being read").Hinted(9),
		page.Act("Give it its usual value again", "usual value", func() tea.Cmd { return s.set(x, "") }, page.KeyDelete).If(ok && x.Decided, "it has its usual value").Hinted(8),
	)
}

func (s *settings) ask(x settingRow) tea.Cmd {
	db := s.env.DB
	return kindform.Ask(s.env, s.sc, kindform.Question{
		Title: x.Title, Submit: "Save",
		Intro: func(w int) []string {
			lines := text.Wrap(x.Help+"; usually "+x.Default+" "+x.Unit, w)
			for i, l := range lines {
				lines[i] = s.env.Theme.Dim.Render(l)
			}
			return lines
		},
		Fields: []widget.Field{{Name: x.Name, Label: strings.ToUpper(x.Unit[:1]) + x.Unit[1:], Kind: widget.Integer, Value: x.Value, Required: true}},
		Save: func(ctx context.Context, values map[string]string) (store.Change, error) {
			return db.SetSetting(ctx, x.Name, values[x.Name])
		},
	})
}

func (s *settings) set(x settingRow, value string) tea.Cmd {
	db := s.env.DB
	return page.Save(s.sc, func(ctx context.Context) (store.Change, error) { return db.SetSetting(ctx, x.Name, value) }, func(err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return nil
	})
}

// View draws the table with what the setting under the cursor means.
func (s *settings) View(w, h int) string {
	lines := []string{headed(s.env.Theme, "Settings", counted(s.table.Total(), "setting"), w)}
	if h < 8 {
		lines = nil
	}
	s.top = len(lines)
	var below []string
	if x, ok := s.table.Selected(); ok && h >= 10 {
		for _, l := range text.Wrap(x.Help, w) {
			below = append(below, s.env.Theme.Dim.Render(l))
		}
	}
	rows := min(h-s.top-len(below)-1, s.table.Total()+2)
	lines = append(lines, s.table.View(w, max(1, rows)), "")
	return widget.Fit(strings.Join(append(lines, below...), "\n"), w, h)
}

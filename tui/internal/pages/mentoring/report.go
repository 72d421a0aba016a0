package mentoring

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/report"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// paper is the page of a program's report: what came of one cycle, or of all.
type paper struct {
	page.Base
	env     kindform.Env
	sc      *page.Scope
	program int64
	name    string
	cycle   int64
	all     bool // of the program, not of the cycle alone
	doc     *report.Report
	lines   []string // drawn for a width
	w       int
	err     error
	scroll  *widget.Scroll
	slot    page.Slot
	files   page.Slot
}

func openReport(env kindform.Env, sc *page.Scope, program int64, name string, cycle int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		return &paper{env: env, sc: own, program: program, name: name, cycle: cycle, all: cycle == 0, scroll: widget.NewScroll(env.Theme)}
	}})
}

func (m *paper) Title() string { return "Report" }

func (m *paper) Init() tea.Cmd {
	db, program, cycle := m.env.DB, m.program, m.cycle
	if m.all {
		cycle = 0
	}
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (*report.Report, error) { return report.Mentoring(ctx, db, program, cycle) },
		func(r *report.Report, err error) tea.Cmd {
			m.doc, m.err, m.w = r, err, 0
			return nil
		})
}

func (m *paper) Changed([]string) tea.Cmd { return m.Init() }

func (m *paper) Actions() []page.Action {
	none := ""
	if m.doc == nil {
		none = "it is being read"
	}
	word, short := "Take all cycles of the program together", "all cycles"
	if m.all {
		word, short = "Take the one cycle alone", "one cycle"
	}
	return append(page.Nav(m.scroll),
		page.Act("Write the report to a file", "export", m.export, page.KeyExport).Unless(none).Hinted(9),
		page.Act("Copy the report as Markdown", "copy", m.copy, page.KeyCopyAll).Unless(none).Hinted(6),
		page.Act(word, short, func() tea.Cmd { m.all = !m.all; return m.Init() }, "z").If(m.cycle != 0, "it was opened for the whole program").Hinted(8),
	)
}

// forms are the files that a report can be.
func (m *paper) forms() map[string]func(io.Writer) error {
	doc := m.doc
	return map[string]func(io.Writer) error{
		".md": doc.Markdown, ".html": doc.HTML,
		".json": func(w io.Writer) error {
			e := json.NewEncoder(w)
			e.SetIndent("", "  ")
			return e.Encode(doc)
		},
	}
}

func (m *paper) export() tea.Cmd {
	return kindform.Choose(m.env, m.sc, kindform.Choice{Title: "Write the report as", Options: []widget.Option{
		{Value: ".html", Label: "HTML", Hint: "one file that loads nothing and can be printed"},
		{Value: ".md", Label: "Markdown", Hint: "for a wiki or a mail"},
		{Value: ".json", Label: "JSON", Hint: "the numbers, for other programs"},
	}, Pick: func(o widget.Option) tea.Cmd {
		name, write := text.Clean(m.doc.Program)+"-report-"+string(store.DateOf(m.env.Now())), m.forms()[o.Value]
		return page.Load(m.sc, &m.files, func(context.Context) (string, error) {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				return "", err
			}
			return kindform.WriteNew(name, o.Value, b.Bytes())
		}, func(file string, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return page.Say("Wrote " + file + ", in the folder you started from")
		})
	}})
}

func (m *paper) copy() tea.Cmd {
	var b bytes.Buffer
	if err := m.doc.Markdown(&b); err != nil {
		return page.Fail(err)
	}
	return kindform.Copy(b.String(), "the report as Markdown")
}

func (m *paper) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Wheel:
		m.scroll.Wheel(msg.Rows)
	case page.Restyled:
		m.w = 0
	}
	return nil
}

// View draws the sections of the report as far as they show.
func (m *paper) View(w, h int) string {
	th := m.env.Theme
	switch {
	case m.err != nil:
		return widget.Fit(th.Bad.Render(text.Cut(text.Clean(m.err.Error()), w)), w, h)
	case m.doc == nil:
		return widget.Fit(th.Dim.Render(text.Cut("Reading…", w)), w, h)
	}
	if m.w != w {
		m.lines, m.w = reportLines(th, m.doc, w), w
		m.scroll.SetLines(m.lines)
	}
	return m.scroll.View(w, h)
}

package company

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/exchange"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// planned shows a plan, row by row, before anything is written.
type planned struct {
	w      *wizard
	p      *exchange.Plan
	rows   []planRow
	table  *widget.Table[planRow]
	filter *widget.Filter
	only   string
	write  page.Slot
	top    int
}

func newPlanned(w *wizard, p *exchange.Plan) *planned {
	s := &planned{w: w, p: p, rows: rowsOf(p), filter: widget.NewFilter(w.env.Theme)}
	line := widget.Column[planRow]{Title: "Line", Min: 6, Right: true, Cell: func(r planRow) string {
		if r.line == 0 {
			return ""
		}
		return strconv.Itoa(r.line)
	}, Compare: func(a, b planRow) int { return cmp.Compare(a.line, b.line) }}
	fate := widget.Column[planRow]{Title: "What happens", Min: 12, Cell: func(r planRow) string { return r.fate }, Style: fateStyle}
	s.table = widget.NewTable(
		w.env.Theme, func(r planRow) int64 { return r.n }, line, fate,
		widget.Column[planRow]{Title: "Who or what", Min: 14, Weight: 2, Priority: 1, Cell: func(r planRow) string { return r.who }},
		widget.Column[planRow]{Title: "How, or why", Min: 14, Weight: 5, Priority: 2, Cell: func(r planRow) string { return r.detail }, NoSort: true},
	)
	s.table.SetEmpty(widget.Empty{What: "The file has no rows.", Why: "There is nothing to import.", Keys: []widget.Hotkey{{Key: "esc", What: "choose another file"}}})
	s.refill()
	return s
}

func fateStyle(r planRow, th *theme.Styles) theme.Style {
	switch r.fate {
	case "invalid":
		return th.Bad
	case string(exchange.Skipped), "leaver":
		return th.Warn
	case string(exchange.Unchanged):
		return th.Dim
	}
	return th.Good
}

func (s *planned) refill() {
	rows := s.rows
	if s.only != "" {
		rows = nil
		for _, r := range s.rows {
			if r.fate == s.only {
				rows = append(rows, r)
			}
		}
	}
	s.table.SetRows(rows)
	s.table.Home()
}

// present are the fates that the plan has.
func (s *planned) present() []string {
	var out []string
	for _, f := range fates() {
		if slices.ContainsFunc(s.rows, func(r planRow) bool { return r.fate == f }) {
			out = append(out, f)
		}
	}
	return out
}

func (s *planned) nextOnly() tea.Cmd {
	all := append(s.present(), "")
	s.only = all[(slices.Index(all, s.only)+1)%len(all)]
	s.refill()
	return nil
}

func (s *planned) Capturing() page.Capture {
	if s.filter.Typing() {
		return page.Text
	}
	return page.Nothing
}

func (s *planned) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if s.filter.Update(msg) == widget.Edited {
			s.table.Filter(s.filter.Query())
		}
	case page.Click:
		s.table.Click(msg.X, msg.Y-s.top)
	case page.Wheel:
		s.table.Move(msg.Rows)
	}
	return nil
}

func (s *planned) Actions() []page.Action {
	drop := func() tea.Cmd { s.filter.Cancel(); s.table.Filter(""); return nil }
	if s.filter.Typing() {
		return []page.Action{
			page.Act("Keep the filter", "keep", func() tea.Cmd { return s.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, "enter").WhileTyping().Hinted(9),
			page.Act("Drop the filter", "drop", drop, "esc").WhileTyping().Hinted(8),
		}
	}
	r, ok := s.table.Selected()
	acts := page.Nav(s.table)
	acts = append(acts, page.Columns(s.table)...)
	acts = append(acts, page.Sorts(s.table)...)
	acts = append(acts, page.Filter(func() tea.Cmd { s.filter.Open(); return nil }, nil)...)
	word := "all rows"
	if s.only != "" {
		word = "only: " + s.only
	}
	acts = append(
		acts,
		page.Act("Import as shown", "import as shown", s.w.commit, page.KeyRun).Unless(s.noCommit()).Hinted(9),
		page.Act("Write the invalid rows to a file", "write invalid rows", s.writeFailed, "w").If(len(s.p.Problems) > 0, "no row is invalid").Hinted(8),
		page.Act("Show one kind of row after another", word, s.nextOnly, "f").In("Look").Hinted(6),
		page.Act("Show the row in full", "in full", func() tea.Cmd { return openRow(s.w.env, s.w.sc, r) }, page.KeyOpen).If(ok, "there is no row here").Hinted(5),
	)
	if s.filter.Active() {
		acts = append(acts, page.Act("Drop the filter", "drop filter", drop, "esc").Hinted(1))
	}
	return acts
}

func (s *planned) noCommit() string {
	_, _, busy := s.w.sc.Job()
	switch {
	case busy:
		return "it is being done"
	case len(s.p.Problems) > 0:
		return "the file has invalid rows, and nothing is imported in part; correct them (w writes them to a file)"
	case s.p.Empty():
		return "every row is in the company already: there is nothing to do"
	}
	return ""
}

// writeFailed writes the invalid rows, each with its reason, to a new file here.
func (s *planned) writeFailed() tea.Cmd {
	p := s.p
	name := strings.TrimSuffix(p.File, filepath.Ext(p.File)) + "-invalid"
	return page.Run(s.w.sc, &s.write, "Writing", nil, func(context.Context) (string, error) {
		var b bytes.Buffer
		if err := p.WriteFailed(&b); err != nil {
			return "", err
		}
		return kindform.WriteNew(name, ".csv", b.Bytes())
	}, func(file string, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return page.Say(fmt.Sprintf("Wrote %d invalid rows with their reasons to %s, in the folder you started from", p.Counts.Invalid, file))
	})
}

func (s *planned) View(w, h int) string {
	th := s.w.env.Theme
	lines := []string{}
	for _, l := range text.Wrap(s.p.Summary(), max(1, w)) {
		lines = append(lines, th.Title.Render(l))
	}
	if h >= 14 {
		for _, n := range s.p.Notes {
			lines = append(lines, th.Dim.Render(text.Cut(text.Clean(n), w)))
		}
		lines = append(lines, s.verdict(w))
	}
	if s.filter.Active() {
		lines = append(lines, s.filter.View(w, s.table.Len(), s.table.Total()))
	}
	s.top = len(lines)
	return widget.Fit(strings.Join(append(lines, s.table.View(w, h-len(lines))), "\n"), w, h)
}

// verdict says what can be done now.
func (s *planned) verdict(w int) string {
	th := s.w.env.Theme
	switch {
	case len(s.p.Problems) > 0:
		return th.Bad.Render(text.Cut(th.Glyph.Cross+" Nothing can be imported while a row is invalid.", w))
	case s.p.Empty():
		return th.Good.Render(text.Cut(th.Glyph.Check+" Every row is in the company already.", w))
	}
	return text.Cut("Nothing is written yet. "+th.Hotkey("r", "imports exactly this; one undo takes it back."), w)
}

// rowPage shows one row of a plan whole.
type rowPage struct {
	page.Base
	env kindform.Env
	r   planRow
}

func openRow(env kindform.Env, sc *page.Scope, r planRow) tea.Cmd {
	return sc.Send(page.Open{Modal: true, New: func(*page.Scope) page.Page { return &rowPage{env: env, r: r} }})
}

func (p *rowPage) Title() string {
	if p.r.line == 0 {
		return p.r.fate
	}
	return fmt.Sprintf("Line %d: %s", p.r.line, p.r.fate)
}

func (p *rowPage) View(w, h int) string {
	lines := text.Wrap(text.Clean(p.r.who), max(1, w))
	for _, part := range strings.Split(p.r.detail, " · ") {
		lines = append(lines, text.Wrap(text.Clean(part), max(1, w))...)
	}
	return widget.Fit(strings.Join(lines, "\n"), w, min(h, len(lines)))
}

package impact

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// kpis is the tab of an initiative's measures.
type kpis struct{ table[store.KPIRow] }

func newKPIs(m *initiative) *kpis {
	n := &kpis{newTable(m, "kpis", func(v store.KPIRow) int64 { return v.ID }, []widget.Column[store.KPIRow]{
		{Title: "KPI", Min: 12, Weight: 3, Cell: func(v store.KPIRow) string { return v.Name }},
		{Title: "state", Min: 14, Cell: func(v store.KPIRow) string { return sign(v.Verdict.State) + " " + short(v.Verdict.State) }, Style: func(v store.KPIRow, th *theme.Styles) theme.Style {
			return kpiStyle(v.Verdict.State, th)
		}},
		{Title: "now", Min: 8, Right: true, Priority: 1, Cell: now},
		{Title: "target", Min: 8, Right: true, Priority: 2, Cell: func(v store.KPIRow) string { return v.Say(v.Target) }},
		{Title: "by", Min: 10, Priority: 3, Cell: func(v store.KPIRow) string { return string(v.Due) }},
	}...)}
	n.Table.SetEmpty(widget.Empty{
		What: "No KPI yet.",
		Why:  "A KPI measures the initiative: its unit, where it began, where it should be and by when. Each measurement says whether it is on the way.",
		Keys: []widget.Hotkey{{Key: "a", What: "add a KPI"}},
	})
	return n
}

// sign stands beside the word of a state, for screens without colour.
func sign(s store.KPIState) string {
	switch s {
	case store.KPIReached, store.KPIOnTrack:
		return "·"
	case store.KPIDue, store.KPIUnknown:
		return "?"
	}
	return "!"
}

func kpiStyle(s store.KPIState, th *theme.Styles) theme.Style {
	switch s {
	case store.KPIReached, store.KPIOnTrack:
		return th.Good
	case store.KPIDue, store.KPIUnknown:
		return th.Warn
	}
	return th.Bad
}

func now(v store.KPIRow) string {
	if len(v.Measurements) == 0 {
		return "none"
	}
	return v.Say(v.Measurements[0].Value)
}

func (n *kpis) show(f store.InitiativeFacts) { n.Show(f.KPIList, nil) }

func (n *kpis) actions() []page.Action {
	if n.Typing() {
		return n.Actions()
	}
	m, none := n.of, n.None()
	v, _ := n.Selected()
	acts := []page.Action{
		page.Act("Note a measurement", "measure", func() tea.Cmd { return n.measure(v) }, page.KeyOpen).Hinted(9).Unless(none),
		page.Act("Add a KPI", "add", func() tea.Cmd { return n.add(kind("kpi")) }, page.KeyAdd).Hinted(8),
		page.Act("Edit the KPI", "edit", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "kpi", v.ID) }, page.KeyEdit).Hinted(7).Unless(none),
		page.Act("Show, edit and remove its measurements", "measurements", func() tea.Cmd { return n.measurements(v) }, "o").Hinted(5).Unless(none),
		page.Act("Archive the KPI", "archive", func() tea.Cmd { return archive(m.env, m.sc, "kpi", true, v.ID) }, page.KeyDelete).Hinted(3).Unless(none),
	}
	return append(acts, n.Actions()...)
}

func (n *kpis) measure(v store.KPIRow) tea.Cmd { return kindform.Measure(n.of.env, n.of.sc, v) }

// measurements opens the KPI's own page, whose list they are.
func (n *kpis) measurements(v store.KPIRow) tea.Cmd {
	m := n.of
	return page.Load(m.sc, &m.edits, func(ctx context.Context) (store.Record, error) { return m.env.DB.Get(ctx, "kpi", v.ID) }, func(r store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return kindform.OpenRecord(m.env, m.sc, kindform.View{Rec: r})
	})
}

func (n *kpis) detail(w, h int) string {
	v, ok := n.Selected()
	if !ok {
		return widget.Fit("", w, h)
	}
	th := n.of.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(v.Name), w)), kpiStyle(v.Verdict.State, th).Render(sign(v.Verdict.State) + " " + string(v.Verdict.State))}
	lines = append(lines, text.Wrap(text.Clean(v.Verdict.Why), w)...)
	lines = append(lines, "")
	if room := min(12, h-len(lines)-4); room >= 4 {
		lines = append(append(lines, plot(v).View(th, w, room)...), "")
	}
	for _, x := range v.Measurements {
		lines = append(lines, text.Cut(text.Clean(fmt.Sprintf("%s  %s  %s", x.On, v.Say(x.Value), x.Note)), w))
	}
	return widget.Fit(strings.Join(append(lines, th.Dim.Render(text.Cut(text.Clean(string(v.Since)+"  "+v.Say(v.Baseline)+"  baseline"), w))), "\n"), w, h)
}

// plot is a KPI over time, beside the line from its baseline to its target.
func plot(v store.KPIRow) widget.Plot {
	point := func(on store.Date, value int64) widget.PlotPoint {
		return widget.PlotPoint{Day: int(on.Days()), Value: float64(value)}
	}
	p := widget.Plot{From: point(v.Since, v.Baseline), To: point(v.Due, v.Target), Left: string(v.Since), Right: string(v.Due)}
	low, high := min(v.Baseline, v.Target), max(v.Baseline, v.Target)
	for _, m := range v.Measurements {
		p.Values = append(p.Values, point(m.On, m.Value))
		low, high = min(low, m.Value), max(high, m.Value)
	}
	if n := len(v.Measurements); n > 0 && v.Measurements[0].On > v.Due {
		p.Right = string(v.Measurements[0].On)
	}
	p.Low, p.High = v.Say(low), v.Say(high)
	return p
}

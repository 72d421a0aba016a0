package kindform

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Measure asks what a KPI is, beneath how it stands. A second value of a day replaces the
// first.
func Measure(env Env, sc *page.Scope, k store.KPIRow) tea.Cmd {
	help := "in thousandths at the finest"
	if k.Unit != "" {
		help = "in " + text.Clean(k.Unit)
	}
	return Ask(env, sc, Question{
		Title: "Measure " + text.Clean(k.Name), Submit: "Note it",
		Intro: func(w int) []string { return text.Wrap(text.Clean(k.Verdict.Why), w) },
		Fields: []widget.Field{
			{Name: "value", Label: "Value", Kind: widget.Decimal, Required: true, Help: help},
			{Name: "date", Label: "Date", Kind: widget.Date, Value: string(env.DB.Today()), Required: true, Help: "a second value of a day replaces the first"},
			{Name: "note", Label: "Note", Limit: 500},
		},
		Save: func(ctx context.Context, values map[string]string) (store.Change, error) {
			c, _, err := env.DB.Measure(ctx, k.ID, values["value"], values["date"], values["note"])
			return c, err
		},
	})
}

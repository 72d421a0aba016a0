package kindform

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
)

// Measure asks what a KPI is. A second value of a day replaces the first.
func Measure(env Env, sc *page.Scope, k store.KPI) tea.Cmd {
	kind, err := store.KindOf("measurement")
	if err != nil {
		return page.Fail(err)
	}
	title := "Measure " + text.Clean(k.Name)
	if k.Unit != "" {
		title += " in " + text.Clean(k.Unit)
	}
	return OpenForm(env, sc, Spec{
		Kind: kind, Title: title, Preset: map[string]string{"kpi_id": fmt.Sprintf("#%d", k.ID)}, Focus: "value", First: []string{"value", "date", "note"},
		Save: func(ctx context.Context, v map[string]string) (store.Change, int64, error) {
			return env.DB.Measure(ctx, k.ID, v["value"], v["date"], v["note"])
		},
	})
}

package pairact

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// LogOf logs a session of a running pair that is chosen by typing a name.
func LogOf(env kindform.Env, sc *page.Scope, slot *page.Slot) tea.Cmd {
	return kindform.Choose(env, sc, kindform.Choice{
		Title: "Log a session of", Empty: "No pair runs: publish a scenario of the matching first.",
		Read: func(ctx context.Context) ([]widget.Option, error) {
			rows, err := env.DB.Pairs(ctx, store.PairFilter{Running: true})
			var options []widget.Option
			for _, p := range rows {
				if p.State != "proposed" {
					options = append(options, widget.Option{Value: strconv.FormatInt(p.ID, 10), Label: Names(p), Hint: p.Program + ", " + p.Cycle})
				}
			}
			return options, err
		},
		Pick: func(o widget.Option) tea.Cmd {
			pair, err := strconv.ParseInt(o.Value, 10, 64)
			if err != nil {
				return page.Fail(err)
			}
			return On{Env: env, Sc: sc, Slot: slot, Pair: pair}.Log()
		},
	})
}

package mentoring

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// publish makes pairs of a run's proposals. It does not ask: u takes it back.
// What stands against it is shown in full.
func publish(env kindform.Env, sc *page.Scope, scenario int64) tea.Cmd {
	return page.Save(sc, func(ctx context.Context) (store.Change, error) {
		c, _, err := env.DB.Publish(ctx, scenario)
		return c, err
	}, func(err error) tea.Cmd {
		if err == nil {
			return nil
		}
		return tea.Batch(page.Fail(err), refusal(env, sc, "Not published", err))
	})
}

// refusal shows an error that lists several things, one a line.
func refusal(env kindform.Env, sc *page.Scope, title string, err error) tea.Cmd {
	msg := text.Clean(err.Error())
	const mark = "” was run: "
	at := strings.Index(msg, mark)
	if !errors.Is(err, store.ErrConflict) || at < 0 {
		return nil
	}
	list, rest := strings.TrimSuffix(msg[at+len(mark):], "Run the matching again"), "Nothing was published. Press r to run the matching again: it takes all of this into account."
	return tell(env, sc, title, func(w int) []string {
		th := env.Theme
		lines := []string{th.Bad.Render(text.Cut("Since the run, things have changed:", w)), ""}
		for _, p := range strings.Split(strings.TrimRight(list, ". "), "; ") {
			for i, l := range wrapped(p, 2, w) {
				if i == 0 {
					l = th.Glyph.Dot + l[1:]
				}
				lines = append(lines, l)
			}
		}
		return append(append(lines, ""), wrapped(rest, 0, w)...)
	})
}

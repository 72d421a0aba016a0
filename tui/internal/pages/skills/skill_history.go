package skills

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// history is the page of all that was ever said of one employee in one skill.
type history struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	at    gridAt
	title string
	list  *kindform.Rows[store.PastRating]
}

func openHistory(env kindform.Env, sc *page.Scope, at gridAt, person, skill string) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		h := &history{env: env, sc: own, at: at, title: text.Clean(person + ": " + skill)}
		h.list = kindform.NewRows(env, own, "ratings of "+person+" in "+skill, func(r store.PastRating) int64 { return r.ID }, pastColumns(env.Theme)...)
		h.list.Read = func(ctx context.Context) ([]store.PastRating, error) {
			return env.DB.RatingHistory(ctx, at.employee, at.skill)
		}
		h.list.Table.SetEmpty(widget.Empty{
			What: "Nobody rated this yet.", Why: "Every rating is kept, with who said it, when and by what evidence; a newer one never erases an older one.",
			Keys: []widget.Hotkey{{Key: "esc", What: "goes back to the grid, where digits rate"}},
		})
		return h
	}})
}

func pastColumns(th *theme.Styles) []widget.Column[store.PastRating] {
	return []widget.Column[store.PastRating]{
		{Title: "Date", Min: 10, Cell: func(r store.PastRating) string { return string(r.Date) }},
		{Title: "Level", Min: 14, Max: 16, Cell: func(r store.PastRating) string { return level(uint8(r.Level)) }},
		{Title: "By", Min: 10, Max: 12, Cell: func(r store.PastRating) string { return r.Source }},
		{Title: "Change", Min: 7, Max: 9, Priority: 2, Cell: func(r store.PastRating) string { return moved(r, th) }},
		{
			Title: "Now", Min: 12, Max: 14, Priority: 1, Cell: func(r store.PastRating) string {
				if r.Decides {
					return th.Glyph.Check + " the level"
				}
				return ""
			},
			Style: func(_ store.PastRating, th *theme.Styles) theme.Style { return th.Good },
		},
		{Title: "Evidence", Min: 12, Weight: 1, Priority: 3, Cell: func(r store.PastRating) string { return strings.ReplaceAll(r.Evidence, "\n", " ") }},
	}
}

// moved says how a source's view changed since it spoke before.
func moved(r store.PastRating, th *theme.Styles) string {
	switch {
	case r.Before < 0:
		return "first"
	case r.Before == r.Level:
		return "same"
	}
	return itoa(r.Before) + " " + th.Glyph.Arrow + " " + itoa(r.Level)
}

func (h *history) Title() string { return h.title }

func (h *history) Init() tea.Cmd { return h.list.Load() }

func (h *history) Changed(tables []string) tea.Cmd {
	if !kindform.Touches(tables, []string{"rating", "current_level"}) {
		return nil
	}
	return h.list.Load()
}

func (h *history) Capturing() page.Capture { return h.list.Capturing() }

func (h *history) Actions() []page.Action {
	if h.list.Typing() {
		return h.list.Actions()
	}
	return append([]page.Action{
		about(h.env, h.sc, func() int64 { return h.at.skill }).Hinted(8),
		page.Act("Show the person among the employees", "person", func() tea.Cmd { return h.sc.Send(page.Goto{Key: "2", Arg: h.at.employee}) }, "@").Hinted(7),
	}, h.list.Actions()...)
}

func (h *history) Update(msg tea.Msg) tea.Cmd { return h.list.Update(msg) }

// View draws the evidence of the rating under the cursor in full below the list.
func (h *history) View(w, hh int) string {
	th := h.env.Theme
	var below []string
	if r, ok := h.list.Selected(); ok && hh >= 10 && text.Clean(r.Evidence) != "" {
		below = append([]string{"", th.Title.Render(text.Cut("EVIDENCE", w))}, wrapped(strings.ReplaceAll(r.Evidence, "\n", " "), 1, w)...)
		below = below[:min(len(below), hh/3)]
	}
	return widget.Fit(strings.Join(append([]string{h.list.View(w, hh-len(below))}, below...), "\n"), w, hh)
}

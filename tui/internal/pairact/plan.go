package pairact

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/widget"
)

// Plan asks for a series of sessions, shows its days with those that are left out,
// and plans it.
func (o On) Plan() tea.Cmd {
	return read(o, func(ctx context.Context, p store.PairRow) (store.Series, error) {
		return o.Env.DB.SuggestSeries(ctx, p.ID)
	},
		func(p store.PairRow, s store.Series) tea.Cmd {
			return kindform.Ask(o.Env, o.Sc, kindform.Question{
				Title: "Plan sessions: " + Names(p), Submit: "Plan", Fields: seriesFields(s),
				Preview: o.previewSeries, Previewed: 3,
				Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
					r := seriesOf(v)
					days, err := o.Env.DB.SeriesDays(ctx, o.Pair, r)
					if err == nil && planned(days) == 0 {
						err = &store.FieldError{Field: "first", Msg: "none of these days can be planned"}
					}
					if err != nil {
						return store.Change{}, err
					}
					c, _, err := o.Env.DB.PlanSeries(ctx, o.Pair, r)
					return c, err
				},
			})
		})
}

func seriesFields(s store.Series) []widget.Field {
	count := ""
	if s.Count > 0 {
		count = strconv.Itoa(s.Count)
	}
	return []widget.Field{
		{Name: "first", Label: "First day", Kind: widget.Date, Required: true, Value: string(s.First)},
		{Name: "time", Label: "Time", Kind: widget.Text, Value: s.Time, Suggested: true, Limit: 8, Help: "as 10:30; may stay empty"},
		{Name: "every", Label: "Every so many days", Kind: widget.Integer, Required: true, Value: strconv.Itoa(s.Every)},
		{Name: "count", Label: "How many", Kind: widget.Integer, Value: count, Help: "1 plans a single session; empty: as many as there is time for"},
		{Name: "until", Label: "Until", Kind: widget.Date, Value: string(s.Until), Help: "the last day; empty: the end of the pair or its cycle"},
	}
}

func seriesOf(v map[string]string) store.Series {
	s := store.Series{First: store.Date(v["first"]), Time: v["time"], Until: store.Date(v["until"])}
	s.Every, _ = strconv.Atoi(v["every"])
	s.Count, _ = strconv.Atoi(v["count"])
	return s
}

// previewSeries says which days would be planned and which are left out, and why.
func (o On) previewSeries(ctx context.Context, v map[string]string) []string {
	s := seriesOf(v)
	if _, err := store.ParseDate(v["first"]); err != nil {
		return []string{"Say the first day."}
	}
	days, err := o.Env.DB.SeriesDays(ctx, o.Pair, s)
	var fe *store.FieldError
	switch {
	case errors.As(err, &fe):
		return []string{fe.Msg}
	case err != nil:
		return []string{err.Error()}
	}
	return seriesWords(days)
}

func planned(days []store.SeriesDay) (n int) {
	for _, d := range days {
		if d.Skip == "" {
			n++
		}
	}
	return n
}

// mostDays is how many days of a series are named.
const mostDays = 6

func seriesWords(days []store.SeriesDay) []string {
	var on, off []string
	for _, d := range days {
		if d.Skip == "" {
			on = append(on, d.Date.Time().Format("2 Jan"))
		} else {
			off = append(off, d.Date.Time().Format("2 Jan")+" ("+d.Skip+")")
		}
	}
	lines := []string{"No session can be planned."}
	if n := len(on); n > 0 {
		first := ""
		for _, d := range days {
			if d.Skip == "" {
				first = d.Date.Time().Format("Mon 2 Jan")
				break
			}
		}
		list := append([]string{first}, on[1:]...)
		if n > mostDays {
			list = append(list[:mostDays-1:mostDays-1], "…", on[n-1])
		}
		lines = []string{count(n, "session", "sessions") + ": " + strings.Join(list, ", ")}
	}
	if n := len(off); n > 0 {
		if n > 3 {
			off = append(off[:3:3], fmt.Sprintf("and %d more", n-3))
		}
		lines = append(lines, "Left out: "+strings.Join(off, ", "))
	}
	return lines
}

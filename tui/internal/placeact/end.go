package placeact

import (
	"context"
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/widget"
)

func number(s string) int {
	n, _ := strconv.Atoi(s) // the choices of a field are numbers
	return n
}

// finish ends a placement as done.
func (o On) finish(p store.PlacementRow) tea.Cmd {
	fields := append([]widget.Field{
		{Name: "outcome", Label: "Then", Kind: widget.Choice, Required: true, Value: "returns", Options: []widget.Option{
			{Value: "returns", Label: "returns to " + firstOf(p.HomeTeam, "the own job")}, {Value: "stays", Label: "stays in " + p.Team},
		}},
	}, learned(p)...)
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: "Finish: " + p.Who(), Submit: "Finish", Fields: append(fields, onDay("Last day")),
		Preview:   func(_ context.Context, v map[string]string) []string { return foresee(p, v) },
		Previewed: 3,
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return o.Env.DB.FinishPlacement(ctx, p.ID, endOf(v))
		},
	})
}

// breakOff ends a running placement before its time.
func (o On) breakOff(p store.PlacementRow) tea.Cmd {
	fields := append([]widget.Field{{Name: "end_reason", Label: "Reason", Required: true, Limit: 300}}, learned(p)...)
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: "Break off: " + p.Who(), Submit: "Break it off", Fields: append(fields, onDay("Last day")),
		Intro: said("It ends before its time; check-ins that are planned are cancelled. What was learned may be rated all the same."),
		Low:   low("It ends before its time."),
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return o.Env.DB.BreakOffPlacement(ctx, p.ID, endOf(v))
		},
	})
}

// cancel takes back a placement that has not begun.
func (o On) cancel(p store.PlacementRow) tea.Cmd {
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: "Cancel: " + p.Who(), Submit: "Cancel it",
		Intro:  said("It does not take place. If a side declined, use " + KeyDecline + ": then no later run proposes the seat again."),
		Low:    low("It does not take place."),
		Fields: []widget.Field{{Name: "end_reason", Label: "Reason", Required: true, Limit: 300}},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return o.Env.DB.CancelPlacement(ctx, p.ID, v["end_reason"])
		},
	})
}

// learned asks what somebody can do now, beside what they could do before.
func learned(p store.PlacementRow) []widget.Field {
	return []widget.Field{
		{Name: "after", Label: p.Skill + " now", Kind: widget.Choice, Options: Levels(), Help: "before: " + levelWords(p.Before) + "; writes a rating"},
		{Name: "source", Label: "Says", Kind: widget.Choice, Required: true, Value: "assessment", Options: sources()},
		{Name: "learned", Label: "What was learned", Kind: widget.Lines, Height: 3, Limit: 5000},
	}
}

func levelWords(n int) string {
	if n < 0 {
		return "not noted"
	}
	return fmt.Sprintf("%d %s", n, store.LevelName(n))
}

func endOf(v map[string]string) store.PlacementEnd {
	return store.PlacementEnd{On: v["on"], Outcome: v["outcome"], Level: v["after"], Source: v["source"], Learned: v["learned"], Reason: v["end_reason"]}
}

// foresee says what finishing does, by what is chosen so far.
func foresee(p store.PlacementRow, v map[string]string) []string {
	out := []string{p.Skill + " before: " + levelWords(p.Before) + ". Without a level after it, no rating is written."}
	if level := v["after"]; level != "" {
		out[0] = fmt.Sprintf("%s %d → %s, a rating of today that names the placement as its evidence.", p.Skill, max(0, p.Before), level)
	}
	if v["outcome"] == "stays" {
		out = append(out, fmt.Sprintf("%s has a position in %s from the day after.", p.Employee, p.Team))
	} else if left := p.Back - p.BackDone; left > 0 {
		out = append(out, fmt.Sprintf("%s not handed back yet.", count(left, "piece of work is", "pieces of work are")))
	}
	if p.Planned > 0 {
		out = append(out, count(p.Planned, "check-in that is planned is cancelled.", "check-ins that are planned are cancelled."))
	}
	return out
}

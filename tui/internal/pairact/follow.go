package pairact

import (
	"context"
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Agree writes down, or changes, how the two work. What they did not say is as the
// program suggests.
func (o On) Agree() tea.Cmd {
	type facts struct {
		have store.Agreement
		rec  store.Record
	}
	return read(o, func(ctx context.Context, p store.PairRow) (f facts, err error) {
		if f.have, err = o.Env.DB.Agreement(ctx, p.ID); err == nil && f.have.ID != 0 {
			f.rec, err = o.Env.DB.Get(ctx, "agreement", f.have.ID)
		}
		return f, err
	}, func(p store.PairRow, f facts) tea.Cmd {
		kind, err := store.KindOf("agreement")
		if err != nil {
			return page.Fail(err)
		}
		spec := kindform.Spec{Kind: kind, Rec: f.rec, Title: "Terms of " + Names(p)}
		if f.have.ID == 0 {
			spec.Preset = map[string]string{"pair_id": kindform.RefValue(p.ID)}
			spec.Suggest = map[string]string{"cadence": strconv.Itoa(f.have.Cadence), "minutes": strconv.Itoa(f.have.Minutes)}
			spec.Save = func(ctx context.Context, v map[string]string) (store.Change, int64, error) {
				return o.Env.DB.Agree(ctx, o.Pair, v)
			}
		}
		return kindform.OpenForm(o.Env, o.Sc, spec)
	})
}

// Feedback notes what one side says of the pair.
func (o On) Feedback() tea.Cmd {
	return read(o, nothing, func(p store.PairRow, _ struct{}) tea.Cmd {
		scores := []widget.Option{}
		for i, w := range []string{"poor", "weak", "fair", "good", "very good"} {
			n := strconv.Itoa(i + 1)
			scores = append(scores, widget.Option{Value: n, Label: n + " " + w})
		}
		return kindform.Ask(o.Env, o.Sc, kindform.Question{
			Title: "Feedback on " + Names(p), Submit: "Note it",
			Intro: func(w int) []string { return o.feedbackIntro(p, w) },
			Fields: []widget.Field{
				{Name: "side", Label: "From", Kind: widget.Choice, Required: true, Value: o.asked(p), Options: []widget.Option{
					{Value: "mentee", Label: p.Mentee.Name + ", mentee"}, {Value: "mentor", Label: p.Mentor.Name + ", mentor"},
				}},
				{Name: "score", Label: "Score", Kind: widget.Choice, Required: true, Options: scores, Help: "← → or the digit"},
				{Name: "comment", Label: "In their words", Kind: widget.Lines, Height: 3, Limit: 5000},
				{Name: "date", Label: "On", Kind: widget.Date, Required: true, Value: "today"},
			},
			Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
				score, _ := strconv.Atoi(v["score"])
				c, _, err := o.Env.DB.GiveFeedback(ctx, o.Pair, store.Feedback{Side: v["side"], On: v["date"], Score: score, Comment: v["comment"]})
				return c, err
			},
		})
	})
}

// asked is the side that is to be asked first.
func (o On) asked(p store.PairRow) string {
	if store.FeedbackDue(p.Facts, p.FollowUp, "mentor") < store.FeedbackDue(p.Facts, p.FollowUp, "mentee") {
		return "mentor"
	}
	return "mentee"
}

func (o On) feedbackIntro(p store.PairRow, w int) []string {
	var lines []string
	for _, side := range []string{"mentee", "mentor"} {
		said := "nothing said yet"
		if s := p.Facts.Feedback[side]; s.On != "" {
			said = fmt.Sprintf("%d of 5 on %s", s.Score, s.On)
		}
		lines = append(lines, wrapped(fmt.Sprintf("%s: %s, to be asked on %s", side, said, store.FeedbackDue(p.Facts, p.FollowUp, side)), w)...)
	}
	return lines
}

// Hold lets the pair rest until it is resumed.
func (o On) Hold() tea.Cmd {
	return read(o, nothing, func(p store.PairRow, _ struct{}) tea.Cmd {
		return kindform.Ask(o.Env, o.Sc, kindform.Question{
			Title: "Put on hold: " + Names(p), Submit: "Put on hold",
			Intro: func(w int) []string {
				return wrapped("The pair keeps its place and is not judged until "+KeyHold+" lets it go on.", w)
			},
			Fields: []widget.Field{
				{Name: "end_reason", Label: "Reason", Limit: 300, Required: true},
				{Name: "cancel", Label: "Cancel what is planned", Kind: widget.YesNo, Required: true, Value: "yes"},
			},
			Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
				return o.Env.DB.HoldPair(ctx, o.Pair, v["end_reason"], v["cancel"] == "yes")
			},
		})
	})
}

// Resume lets a pair on hold go on, without a question: u takes it back.
func (o On) Resume() tea.Cmd {
	return o.save(func(ctx context.Context) (store.Change, error) { return o.Env.DB.ResumePair(ctx, o.Pair) })
}

// Close ends the pair early. Of a pair of which one has left, everything is known:
// it closes without a question, with those of all leavers.
func (o On) Close() tea.Cmd {
	return read(o, nothing, func(p store.PairRow, _ struct{}) tea.Cmd {
		if p.Gone != "" {
			return o.save(func(ctx context.Context) (store.Change, error) {
				c, _, err := o.Env.DB.CloseGone(ctx)
				return c, err
			})
		}
		return kindform.Ask(o.Env, o.Sc, kindform.Question{
			Title: "Close early: " + Names(p), Submit: "Close the pair",
			Intro: func(w int) []string {
				return wrapped("What is planned is cancelled, and both wait again, from the day from which they waited before. A pair that came to its end is closed with its review: "+KeyReview+".", w)
			},
			Fields: []widget.Field{
				{Name: "end_reason", Label: "Reason", Limit: 300, Required: true},
				{Name: "ended", Label: "Since", Kind: widget.Date, Required: true, Value: "today"},
			},
			Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
				return o.Env.DB.ClosePair(ctx, o.Pair, v["ended"], v["end_reason"])
			},
		})
	})
}

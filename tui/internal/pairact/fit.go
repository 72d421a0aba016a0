package pairact

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// fitSteps are the three answers with what follows from each.
var fitSteps = [][2]string{
	{"good fit", "they go on; their sessions are planned next"},
	{"still deciding", "they go on; asked again after the next session"},
	{"not a good fit", "the pair closes, the two are kept apart, and both wait again with their wishes; the next run of the matching places them"},
}

// Fit asks whether the two fit, with the next step of each answer said first.
func (o On) Fit() tea.Cmd {
	return read(o, nothing, func(p store.PairRow, _ struct{}) tea.Cmd {
		var options []widget.Option
		for _, s := range fitSteps {
			options = append(options, widget.Option{Value: s[0], Label: s[0]})
		}
		var step store.FitStep
		return kindform.Ask(o.Env, o.Sc, kindform.Question{
			Title: "Fit check: " + Names(p), Submit: "Note the answer",
			Intro: func(w int) []string { return o.fitIntro(p, w) },
			Low:   func(v map[string]string) string { return fitStep(v["fit"]) },
			Fields: []widget.Field{
				{Name: "fit", Label: "Answer", Kind: widget.Choice, Required: true, Options: options, Help: "← → or the first letter"},
				{Name: "reason", Label: "Reason", Kind: widget.Text, Limit: 250, Help: "needed where it is not a good fit: the pair closes with it"},
			},
			Save: func(ctx context.Context, v map[string]string) (c store.Change, err error) {
				c, step, err = o.Env.DB.CheckFit(ctx, o.Pair, store.FitAnswer{Answer: v["fit"], Reason: v["reason"]})
				return c, err
			},
			Then: func(map[string]string) tea.Cmd { return o.after(p, step) },
		})
	})
}

func (o On) fitIntro(p store.PairRow, w int) []string {
	th := o.Env.Theme
	said := "Asked with the session of " + string(p.LastHeld) + "."
	if p.Fit != "" {
		said += fmt.Sprintf(" Last answer: %s.", p.Fit)
	}
	lines := wrapped(said, w)
	for _, s := range fitSteps {
		for i, l := range text.Wrap(s[1], max(1, w-16)) {
			head := text.Spaces(16)
			if i == 0 {
				head = th.Title.Render(text.Pad(s[0], 16))
			}
			lines = append(lines, text.Cut(head+l, w))
		}
	}
	return lines
}

// fitStep says what follows from an answer.
func fitStep(answer string) string {
	for _, s := range fitSteps {
		if s[0] == answer {
			return "Next: " + s[1] + "."
		}
	}
	return "Each answer has its next step: choose one to read it."
}

// after does the next step of an answer.
func (o On) after(p store.PairRow, step store.FitStep) tea.Cmd {
	switch {
	case step.Do == "match":
		return o.Sc.Send(page.Goto{Key: mentoringKey, Arg: store.Attention{Kind: "waiting", Cycle: step.Cycle}})
	case step.Do == "plan" && p.Facts.Next == "":
		return o.Plan()
	}
	return nil
}

// mentoringKey is the page on which the matching is run.
const mentoringKey = "4"

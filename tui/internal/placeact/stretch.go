package placeact

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Application are the acts on somebody's part in a stretch assignment, from the
// application to the end. What it waits for is the first of the footer.
func (o On) Application(a store.ApplicationRow, of store.StretchRow) []page.Action {
	reading := ""
	if a.ID == 0 {
		reading = "nobody is selected"
	}
	next := NextOfApplication(a, o.today()).Key
	act := func(name, short string, do func() tea.Cmd, key string, hint int, off string) page.Action {
		switch {
		case key == next:
			hint = 9
		case off != "":
			hint = 0 // the footer is for what can be done
		}
		return page.Act(name, short, do, key).Unless(reading).Unless(off).Hinted(hint)
	}
	end := act("Break it off before it is done, with the reason", "break off", func() tea.Cmd { return o.endStretch(a, of, true) }, KeyEnd, 2, atIt(a))
	if a.State == "open" || a.State == "accepted" {
		end = act("Withdraw it: they do not want it any more", "withdraw", func() tea.Cmd { return o.withdraw(a) }, KeyEnd, 3, "")
	}
	return []page.Action{
		act("Accept", "accept", func() tea.Cmd { return o.accept(a) }, KeyApprove, 8, notOpen(a)),
		act("Decline, with the reason", "decline", func() tea.Cmd { return o.declineStretch(a) }, KeyDecline, 7, notLive(a)),
		act("Begin", "begin", func() tea.Cmd { return o.beginStretch(a) }, KeyBegin, 8, notAccepted(a)),
		act("Log a check-in", "log a check-in", func() tea.Cmd { return o.stretchCheckIn(a, false) }, KeyLog, 8, atIt(a)),
		act("Plan a check-in", "plan", func() tea.Cmd { return o.stretchCheckIn(a, true) }, KeyPlan, 4, noPlan(a)),
		act("Finish: outcome, score and what was learned", "finish", func() tea.Cmd { return o.endStretch(a, of, false) }, KeyFinish, 7, atIt(a)),
		end,
	}
}

func notOpen(a store.ApplicationRow) string {
	switch {
	case a.Gone:
		return a.Employee + " is no longer here"
	case a.State != "open":
		return "it is " + a.State + "; only an open one is accepted"
	}
	return ""
}

func notLive(a store.ApplicationRow) string {
	if a.State == "open" || a.State == "accepted" {
		return ""
	}
	return "it is " + a.State + "; only what has not begun is declined"
}

func notAccepted(a store.ApplicationRow) string {
	switch a.State {
	case "accepted":
		return ""
	case "open":
		return "it is open; " + KeyApprove + " accepts it first"
	}
	return "it is " + a.State
}

func noPlan(a store.ApplicationRow) string {
	if a.CanCheckIn() == nil {
		return ""
	}
	if a.State == "open" {
		return "it is not accepted yet; " + KeyApprove + " accepts it"
	}
	return "it is " + a.State + "; check-ins are of what is accepted or runs"
}

func atIt(a store.ApplicationRow) string {
	switch a.State {
	case "running":
		return ""
	case "accepted":
		return "it has not begun; " + KeyBegin + " begins it"
	case "open":
		return "it is not accepted yet; " + KeyApprove + " accepts it"
	}
	return "it is " + a.State + ", not running"
}

// accept accepts at once where nothing stands against it; else it says what does, and
// asks why it must be.
func (o On) accept(a store.ApplicationRow) tea.Cmd {
	return page.Save(o.Sc, func(ctx context.Context) (store.Change, error) { return o.Env.DB.AcceptStretch(ctx, a.ID, "") }, func(err error) tea.Cmd {
		var refused *store.StretchRefused
		switch {
		case errors.As(err, &refused):
			return o.acceptAlthough(a, refused.Breaks)
		case err != nil:
			return page.Fail(err)
		}
		return nil
	})
}

func (o On) acceptAlthough(a store.ApplicationRow, breaks []string) tea.Cmd {
	against := "Against it: " + strings.Join(breaks, "; ") + "."
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: "Accept " + a.Employee + " for " + a.Stretch, Submit: "Accept all the same",
		Intro: said(against + " If it must be, say why; the reason is kept with it."), Low: low(against),
		Fields: []widget.Field{{Name: "although", Label: "Although", Required: true, Limit: 300}},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return o.Env.DB.AcceptStretch(ctx, a.ID, v["although"])
		},
	})
}

func (o On) declineStretch(a store.ApplicationRow) tea.Cmd {
	return o.because("Decline "+a.Employee+" for "+a.Stretch, "Decline", "No later run proposes the two to each other again.", a, o.Env.DB.DeclineStretch)
}

func (o On) withdraw(a store.ApplicationRow) tea.Cmd {
	return o.because("Withdraw "+a.Employee+" from "+a.Stretch, "Withdraw", "They do not want it any more. They may apply anew.", a, o.Env.DB.WithdrawStretch)
}

func (o On) because(title, submit, intro string, a store.ApplicationRow, do func(context.Context, int64, string) (store.Change, error)) tea.Cmd {
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: title, Submit: submit, Intro: said(intro), Low: low(intro),
		Fields: []widget.Field{{Name: "reason", Label: "Reason", Required: true, Limit: 300}},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return do(ctx, a.ID, v["reason"])
		},
	})
}

// usualCheckIn is after how many days a check-in is suggested.
const usualCheckIn = 14

func (o On) beginStretch(a store.ApplicationRow) tea.Cmd {
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: a.Employee + " begins " + a.Stretch, Submit: "Begin",
		Intro: said(fmt.Sprintf("%s a week until %s.", count(a.Hours, "hour", "hours"), a.Ends)), Low: low("Until " + string(a.Ends) + "."),
		Fields: []widget.Field{
			onDay("From"),
			{Name: "every", Label: "Check-in every", Kind: widget.Integer, Value: strconv.Itoa(usualCheckIn), Required: true, Help: "days; 0 plans none"},
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return o.Env.DB.BeginStretch(ctx, a.ID, v["on"], number(v["every"]))
		},
	})
}

func (o On) stretchCheckIn(a store.ApplicationRow, planned bool) tea.Cmd {
	title := "Log a check-in: "
	if planned {
		title = "Plan a check-in: "
	}
	return o.checkIn(title+a.Employee+", "+a.Stretch, "application_id", a.ID, planned, func(ctx context.Context, v map[string]string) (store.Change, int64, error) {
		return o.Env.DB.StretchCheckIn(ctx, a.ID, v)
	})
}

// endStretch ends somebody's part, as done or broken off.
func (o On) endStretch(a store.ApplicationRow, of store.StretchRow, off bool) tea.Cmd {
	fields := []widget.Field{
		{Name: "outcome", Label: "What came of it", Kind: widget.Lines, Height: 2, Limit: 5000},
		{Name: "score", Label: "Sponsor's score", Kind: widget.Choice, Options: append([]widget.Option{{Value: "", Label: "none"}}, scores()...), Help: "← → or the digit"},
	}
	for _, k := range of.Skills {
		fields = append(fields, widget.Field{
			Name: levelField(k), Label: k.Skill + " now", Kind: widget.Choice, Options: Levels(),
			Help: fmt.Sprintf("it raises from %d to %d; writes a rating", k.Entry, k.Reach),
		})
	}
	fields = append(fields, widget.Field{Name: "source", Label: "Says", Kind: widget.Choice, Required: true, Value: "assessment", Options: sources()}, onDay("Last day"))
	q := kindform.Question{
		Title: "Finish: " + a.Employee + ", " + a.Stretch, Submit: "Finish", Fields: fields,
		Intro: said(metWords(a) + " Check-ins that are planned are cancelled."), Low: low(metWords(a)),
	}
	if off {
		q.Title, q.Submit = "Break off: "+a.Employee+", "+a.Stretch, "Break it off"
		q.Fields = append([]widget.Field{{Name: "reason", Label: "Reason", Required: true, Limit: 300}}, fields...)
	}
	q.Save = func(ctx context.Context, v map[string]string) (store.Change, error) {
		e := store.StretchEnd{On: v["on"], Score: number(v["score"]), Outcome: v["outcome"], Source: v["source"], BreakOff: off, Reason: v["reason"]}
		for _, k := range of.Skills {
			if level := v[levelField(k)]; level != "" {
				e.Levels = append(e.Levels, store.Learned{Skill: k.SkillID, Level: number(level)})
			}
		}
		return o.Env.DB.EndStretch(ctx, a.ID, e)
	}
	return kindform.Ask(o.Env, o.Sc, q)
}

func levelField(k store.StretchSkill) string { return "level " + strconv.FormatInt(k.SkillID, 10) }

func metWords(a store.ApplicationRow) string {
	return fmt.Sprintf("Since %s; %s held.", a.Begun, count(a.Held, "check-in", "check-ins"))
}

// ApplicationStanding says what an application waits for.
func ApplicationStanding(a store.ApplicationRow, today store.Date) Standing {
	switch {
	case !a.Live():
		return Standing{Said: closedWords(a)}
	case a.Gone:
		return Standing{Said: "is no longer here", Urgent: true}
	case a.State == "open" && a.Origin == "applied":
		return Standing{Said: "to be decided", Asks: true}
	case a.State == "open":
		return Standing{Said: "proposed; ask them", Asks: true}
	case a.State == "accepted" && a.Starts < today:
		return Standing{Said: "was to begin on " + string(a.Starts), Asks: true}
	case a.State == "accepted":
		return Standing{Said: "begins on " + string(a.Starts)}
	case a.Ends < today:
		return Standing{Said: "ended on " + string(a.Ends) + "; to be finished", Urgent: true}
	case a.NextPlanned != "" && a.NextPlanned < today:
		return Standing{Said: "check-in of " + string(a.NextPlanned) + " is past", Asks: true}
	case a.NextPlanned != "":
		return Standing{Said: "check-in on " + string(a.NextPlanned)}
	}
	return Standing{Said: "no check-in is planned"}
}

func closedWords(a store.ApplicationRow) string {
	switch {
	case a.Reason != "":
		return a.Reason
	case a.Outcome != "":
		return a.Outcome
	case a.Score != 0:
		return fmt.Sprintf("score %d of 5", a.Score)
	}
	return string(max(a.Ended, a.Decided))
}

// NextOfApplication is the key that answers what it waits for; Key is "" for nothing.
func NextOfApplication(a store.ApplicationRow, today store.Date) widget.Hotkey {
	switch {
	case a.ID == 0 || !a.Live():
		return widget.Hotkey{}
	case a.State == "open" && !a.Gone:
		return widget.Hotkey{Key: KeyApprove, What: "accept"}
	case a.State == "accepted" && a.Starts <= today:
		return widget.Hotkey{Key: KeyBegin, What: "begin"}
	case a.State == "running" && a.Ends < today:
		return widget.Hotkey{Key: KeyFinish, What: "finish"}
	case a.State == "running" && a.NextPlanned != "" && a.NextPlanned < today:
		return widget.Hotkey{Key: KeyLog, What: "log the check-in"}
	}
	return widget.Hotkey{}
}

package placeact

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Placement are the acts on a placement. What it waits for is the first of the footer.
func (o On) Placement(p store.PlacementRow) []page.Action {
	reading := ""
	if p.ID == 0 {
		reading = "it is being read"
	}
	next := NextOf(p, o.today()).Key
	act := func(name, short string, do func() tea.Cmd, key string, hint int, off string) page.Action {
		switch {
		case key == next:
			hint = 9
		case off != "":
			hint = 0 // the footer is for what can be done
		}
		return page.Act(name, short, do, key).Unless(reading).Unless(off).Hinted(hint)
	}
	end := act("Break it off before its time, with the reason", "break off", func() tea.Cmd { return o.breakOff(p) }, KeyEnd, 2, notRunning(p))
	if !p.Over() && p.State != "running" {
		end = act("Cancel it before it begins, with the reason", "cancel it", func() tea.Cmd { return o.cancel(p) }, KeyEnd, 2, "")
	}
	return []page.Action{
		act("Note that the manager or the host approves", "approve", func() tea.Cmd { return o.Approve([]store.PlacementRow{p}, nil) }, KeyApprove, 8, notApproved(p)),
		act("Decline it, and say who does and why", "decline", func() tea.Cmd { return o.decline(p) }, KeyDecline, 3, notAhead(p)),
		act("Begin: the seat is taken up", "begin", func() tea.Cmd { return o.begin(p) }, KeyBegin, 8, NotBegun(p)),
		act("Log a check-in", "log a check-in", func() tea.Cmd { return o.logCheckIn(p) }, KeyLog, 8, noCheckIn(p)),
		act("Plan a check-in", "plan", func() tea.Cmd { return o.planCheckIn(p) }, KeyPlan, 4, over(p)),
		act("Note feedback of the host or of "+firstOf(p.Employee, "the rotatee"), "feedback", func() tea.Cmd { return o.feedback(p) }, KeyFeedback, 5, noFeedback(p)),
		act("Finish it: what was learned, and return or stay", "finish", func() tea.Cmd { return o.finish(p) }, KeyFinish, 7, notRunning(p)),
		end,
	}
}

func firstOf(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

func over(p store.PlacementRow) string {
	if p.Over() {
		return "it is " + p.State
	}
	return ""
}

func notAhead(p store.PlacementRow) string {
	switch {
	case p.State == "running":
		return "it runs; " + KeyFinish + " finishes it, " + KeyEnd + " breaks it off"
	case p.Over():
		return "it is " + p.State
	}
	return ""
}

func notRunning(p store.PlacementRow) string {
	switch {
	case p.State == "running":
		return ""
	case p.Over():
		return "it is " + p.State
	}
	return "it has not begun; " + KeyBegin + " begins it"
}

func notApproved(p store.PlacementRow) string {
	switch {
	case notAhead(p) != "":
		return notAhead(p)
	case !p.ManagerAsked && !p.HostAsked:
		return "the plan asks for no consent"
	case len(p.Lacks()) == 0:
		return "everybody who is asked has approved it"
	case p.Gone != "":
		return gone(p)
	}
	return ""
}

func gone(p store.PlacementRow) string {
	if p.Gone == p.Employee {
		return p.Gone + " is no longer here; " + KeyEnd + " cancels it"
	}
	return p.Gone + ", the host, is no longer here; E names another"
}

// NotBegun says why a placement cannot begin, with the key that mends it; "" if it can,
// though perhaps with work that is not handed over, for which a reason is asked.
func NotBegun(p store.PlacementRow) string {
	switch lacks := p.Lacks(); {
	case p.State == "running":
		return "it runs since " + string(p.Begun)
	case p.Over():
		return "it is " + p.State
	case p.Gone != "":
		return gone(p)
	case len(lacks) > 0:
		return "the consent of the " + strings.Join(lacks, " and of the ") + " is missing; " + KeyApprove + " notes it"
	}
	return ""
}

func noCheckIn(p store.PlacementRow) string {
	switch {
	case p.State == "cancelled":
		return "it is cancelled"
	case p.Begun == "":
		return "it has not begun; " + KeyPlan + " plans a check-in"
	}
	return ""
}

func noFeedback(p store.PlacementRow) string {
	if p.Begun == "" {
		return "it has not begun; there is nothing to say of it yet"
	}
	return ""
}

// mostNamed is how many placements a question about several of them names.
const mostNamed = 5

// Approve notes that one side agrees to these placements. Those of which that side is
// not asked, or has agreed already, stay as they are.
func (o On) Approve(rows []store.PlacementRow, then func()) tea.Cmd {
	by := map[string][]store.PlacementRow{}
	for _, p := range rows {
		for _, side := range []string{"manager", "host"} {
			if p.CanApprove(side) == nil {
				by[side] = append(by[side], p)
			}
		}
	}
	var options []widget.Option
	for _, side := range []string{"manager", "host"} {
		if n := len(by[side]); n > 0 {
			label := "the " + side
			if n > 1 || len(rows) > 1 {
				label += ", of " + count(n, "placement", "placements")
			} else if who := map[string]string{"manager": by[side][0].Manager, "host": by[side][0].Host}[side]; who != "" {
				label += ", " + who
			}
			options = append(options, widget.Option{Value: side, Label: label})
		}
	}
	if len(options) == 0 {
		return page.Say("None of those marked waits for a consent")
	}
	title, intro := "Approve "+count(len(rows), "placement", "placements"), ""
	if len(rows) == 1 {
		title, intro = "Approve: "+rows[0].Who(), fmt.Sprintf("%s to %s. It begins when everybody who is asked has approved it.", rows[0].Starts, rows[0].Ends)
	} else {
		intro = named(rows)
	}
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: title, Submit: "Approve", Intro: said(intro),
		Fields: []widget.Field{
			{Name: "by", Label: "Who approves", Kind: widget.Choice, Required: true, Value: options[0].Value, Options: options},
			onDay("On"),
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			var ids []int64
			for _, p := range by[v["by"]] {
				ids = append(ids, p.ID)
			}
			return o.Env.DB.ApprovePlacements(ctx, v["by"], v["on"], ids...)
		},
		Then: func(map[string]string) tea.Cmd {
			if then != nil {
				then()
			}
			return nil
		},
	})
}

func named(rows []store.PlacementRow) string {
	var names []string
	for i, p := range rows {
		if i == mostNamed && len(rows) > mostNamed+1 {
			names = append(names, fmt.Sprintf("and %d more", len(rows)-i))
			break
		}
		names = append(names, p.Who())
	}
	return strings.Join(names, "; ") + "."
}

func (o On) decline(p store.PlacementRow) tea.Cmd {
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: "Decline: " + p.Who(), Submit: "Decline",
		Intro: said(fmt.Sprintf("Cancels the placement, and no later run proposes the seat to %s. Repair the plan next (R on its board), so that the seat is filled with the fewest changes.", p.Employee)),
		Low:   low("Cancels it; no later run proposes the seat to " + p.Employee + "."),
		Fields: []widget.Field{
			{Name: "by", Label: "Who declines", Kind: widget.Choice, Required: true, Value: "manager", Options: []widget.Option{
				{Value: "manager", Label: side("manager", p.Manager)}, {Value: "host", Label: side("host", p.Host)}, {Value: "participant", Label: p.Employee},
			}},
			{Name: "reason", Label: "Reason", Required: true, Limit: 200},
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return o.Env.DB.DeclinePlacement(ctx, p.ID, v["by"], v["reason"])
		},
	})
}

func side(word, name string) string {
	if name == "" {
		return "the " + word
	}
	return "the " + word + ", " + name
}

func (o On) begin(p store.PlacementRow) tea.Cmd {
	intro := fmt.Sprintf("It runs until %s. The level of %s on that day is noted, and its check-ins are planned.", p.Ends, p.Skill)
	left := fmt.Sprintf("%d of %s handed over; say why it begins all the same.", p.OutDone, count(p.Out, "piece of work is", "pieces of work are"))
	if p.OutDone < p.Out {
		intro = left + " " + intro
	}
	q := kindform.Question{
		Title: "Begin: " + p.Who(), Submit: "Begin", Intro: said(intro), Low: low(intro),
		Fields: []widget.Field{onDay("From")},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return o.Env.DB.BeginPlacement(ctx, p.ID, v["on"], v["forced"])
		},
	}
	if p.OutDone < p.Out {
		q.Fields = append(q.Fields, widget.Field{Name: "forced", Label: "Although", Required: true, Limit: 500, Help: "why it begins with work that is not handed over"})
	}
	return kindform.Ask(o.Env, o.Sc, q)
}

func (o On) logCheckIn(p store.PlacementRow) tea.Cmd {
	return o.checkIn("Log a check-in: "+p.Who(), "placement_id", p.ID, false, func(ctx context.Context, v map[string]string) (store.Change, int64, error) {
		return o.Env.DB.LogCheckIn(ctx, p.ID, v)
	})
}

func (o On) planCheckIn(p store.PlacementRow) tea.Cmd {
	return o.checkIn("Plan a check-in: "+p.Who(), "placement_id", p.ID, true, func(ctx context.Context, v map[string]string) (store.Change, int64, error) {
		return o.Env.DB.LogCheckIn(ctx, p.ID, v)
	})
}

func (o On) feedback(p store.PlacementRow) tea.Cmd {
	from := "host"
	if p.HostSaid != 0 && p.RotateeSaid == 0 {
		from = "rotatee"
	}
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: "Feedback on " + p.Who(), Submit: "Note it",
		Intro: said("So far " + SaidOf(p) + ". One of a side and day takes the place of the one before."), Low: low("So far " + SaidOf(p) + "."),
		Fields: []widget.Field{
			{Name: "side", Label: "From", Kind: widget.Choice, Required: true, Value: from, Options: []widget.Option{
				{Value: "host", Label: side("host", p.Host)}, {Value: "rotatee", Label: p.Employee},
			}},
			{Name: "score", Label: "Score", Kind: widget.Choice, Required: true, Options: scores(), Help: "← → or the digit"},
			{Name: "comment", Label: "In their words", Kind: widget.Lines, Height: 3, Limit: 5000},
			onDay("On"),
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			c, _, err := o.Env.DB.GivePlacementFeedback(ctx, p.ID, store.Feedback{Side: v["side"], On: v["on"], Score: number(v["score"]), Comment: v["comment"]})
			return c, err
		},
	})
}

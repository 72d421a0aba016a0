package pairact

import (
	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// Actions are what can be done with the pair as a whole. What answers its health, or
// the entry of Today that it stands in, is the first of the footer.
func (o On) Actions(p store.PairRow, answer string) []page.Action {
	reading, over := "", ""
	if p.ID == 0 {
		reading = "it is being read"
	}
	if Ended(p) {
		over = "the pair meets no more"
	}
	rests := resting(p)
	act := func(name, short string, do func() tea.Cmd, key, answers string, hint int) page.Action {
		if answers == answer && answer != "" {
			hint = 9
		}
		return page.Act(name, short, do, key).Unless(reading).Hinted(hint)
	}
	out := []page.Action{
		act("Log a session", "log a session", o.Log, KeyLog, "log", 8).Unless(over).Unless(OnlyProposed(p)),
		act("Plan sessions: one, or a series", "plan", o.Plan, KeyPlan, "plan", 7).Unless(over).Unless(rests),
		act("Check the fit: good, still deciding, not good", "fit check", o.Fit, KeyFit, "fit", 4).Unless(over).Unless(rests).Unless(noSession(p)),
		act("Note feedback of the mentee or the mentor", "feedback", o.Feedback, KeyFeedback, "feedback", 4).Unless(over).Unless(OnlyProposed(p)),
		act("Write down what the two agreed on", "terms", o.Agree, KeyTerms, "agree", 3).Unless(over),
		o.hold(p).Unless(reading).Unless(over).Unless(OnlyProposed(p)).Hinted(2),
		act("Close the pair early, with the reason", "close early", o.Close, KeyClose, "close", 2).Unless(over),
		act("Close the pair with its review", "closing review", o.Review, KeyReview, "review", 2).Unless(OnlyProposed(p)).Unless(reviewed(p)),
	}
	return append(
		out,
		act("Accept the proposed pair", "accept", o.Accept, KeyAccept, "", 9).Unless(answered(p)),
		act("Decline the proposed pair, and say who does", "decline", o.Decline, KeyDecline, "", 8).Unless(answered(p)),
	)
}

// answered says why there is nothing to accept or decline in a pair.
func answered(p store.PairRow) string {
	if p.State == "proposed" {
		return ""
	}
	return "the pair is " + p.State + "; only a proposed one is accepted or declined"
}

func (o On) hold(p store.PairRow) page.Action {
	if p.State == "on hold" {
		return page.Act("Let the pair go on", "resume", o.Resume, KeyHold)
	}
	return page.Act("Put the pair on hold", "hold", o.Hold, KeyHold)
}

// OnlyProposed says why a pair that is only proposed is left as it is; "" for another.
func OnlyProposed(p store.PairRow) string {
	if p.State == "proposed" {
		return "the pair is only proposed; " + KeyAccept + " accepts it"
	}
	return ""
}

// resting says why an act that only an active pair does is off.
func resting(p store.PairRow) string {
	if p.State == "on hold" {
		return "the pair is on hold; " + KeyHold + " lets it go on"
	}
	return OnlyProposed(p)
}

func noSession(p store.PairRow) string {
	if p.Held == 0 {
		return "no session was held yet; log one, then ask for the fit"
	}
	return ""
}

func reviewed(p store.PairRow) string {
	if p.Facts.Reviewed {
		return "the pair has its closing review"
	}
	return ""
}

// Log notes a session that was held, or was not.
func (o On) Log() tea.Cmd {
	return read(o, nothing, func(p store.PairRow, _ struct{}) tea.Cmd {
		return kindform.LogSession(o.Env, o.Sc, o.Slot, o.Pair, Names(p))
	})
}

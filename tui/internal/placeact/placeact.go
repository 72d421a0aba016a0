// Package placeact is what can be done with a rotation placement and with somebody's
// part in a stretch assignment, the same from every page that shows one: an act has one
// key, asks over the page that it is asked from, and is one change. It knows no screen.
package placeact

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pairact"
	"understudy/tui/internal/widget"
)

// The keys of the acts. Those that are a pair's mean the same there.
const (
	KeyApprove  = pairact.KeyAccept
	KeyDecline  = pairact.KeyDecline
	KeyBegin    = "o"
	KeyLog      = pairact.KeyLog
	KeyPlan     = pairact.KeyPlan
	KeyFeedback = pairact.KeyFeedback
	KeyFinish   = "F" // not the R of a pair's review: R repairs a plan, and its placements are shown on the same page
	KeyEnd      = pairact.KeyClose
	KeyMove     = pairact.KeyMove
	KeySettle   = pairact.KeySettle
)

// On is the page on which an act is asked for.
type On struct {
	Env  kindform.Env
	Sc   *page.Scope
	Slot *page.Slot // of what the page asks: a newer question ends an older one
}

func (o On) today() store.Date { return o.Env.DB.Today() }

// Levels are the levels of a skill to choose from; the first, "", is for who cannot say.
func Levels() []widget.Option {
	out := []widget.Option{{Value: "", Label: "nobody can say"}}
	for n := range 5 {
		out = append(out, widget.Option{Value: strconv.Itoa(n), Label: strconv.Itoa(n) + " " + store.LevelName(n)})
	}
	return out
}

func scores() []widget.Option {
	var out []widget.Option
	for i, w := range []string{"poor", "weak", "fair", "good", "very good"} {
		n := strconv.Itoa(i + 1)
		out = append(out, widget.Option{Value: n, Label: n + " " + w})
	}
	return out
}

func sources() []widget.Option {
	return []widget.Option{{Value: "assessment", Label: "an assessment"}, {Value: "manager", Label: "the manager"}}
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return widget.Number(n) + " " + many
}

func wrapped(s string, w int) []string { return text.Wrap(text.Clean(s), max(1, w)) }

// said is an Intro of one paragraph.
func said(s string) func(w int) []string { return func(w int) []string { return wrapped(s, w) } }

func low(s string) func(map[string]string) string { return func(map[string]string) string { return s } }

func yesNo(name, label, value, help string) widget.Field {
	return widget.Field{Name: name, Label: label, Kind: widget.YesNo, Required: true, Value: value, Help: help}
}

func onDay(label string) widget.Field {
	return widget.Field{Name: "on", Label: label, Kind: widget.Date, Required: true, Value: "today"}
}

// sessionKind is the form of a check-in: it is a session that is of no pair.
func sessionKind() *store.Kind {
	k, err := store.KindOf("session")
	if err != nil {
		panic(err)
	}
	return k
}

// checkIn opens the form of a check-in that was held, or of one that is planned.
func (o On) checkIn(title, owner string, id int64, planned bool, save func(context.Context, map[string]string) (store.Change, int64, error)) tea.Cmd {
	spec := kindform.Spec{
		Kind: sessionKind(), Title: title, First: []string{"date", "notes"},
		Preset: map[string]string{owner: kindform.RefValue(id)},
	}
	for _, other := range []string{"pair_id", "placement_id", "application_id"} {
		if other != owner {
			spec.Preset[other] = ""
		}
	}
	spec.Preset["fit"] = "" // how two fit is asked of pairs
	if planned {
		spec.First = []string{"date", "time"}
		spec.Preset["state"] = "planned"
		spec.Preset["notes"] = ""
		spec.Suggest = map[string]string{"date": string(o.today().Add(7))}
	}
	spec.Save = func(ctx context.Context, values map[string]string) (store.Change, int64, error) {
		given := map[string]string{}
		for name, v := range values {
			if _, preset := spec.Preset[name]; !preset || name == "state" {
				given[name] = v
			}
		}
		return save(ctx, given)
	}
	return kindform.OpenForm(o.Env, o.Sc, spec)
}

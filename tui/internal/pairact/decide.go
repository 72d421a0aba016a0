package pairact

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

// Accept notes that one or both agree to a proposed pair; it begins when both have.
func (o On) Accept() tea.Cmd {
	return read(o, func(ctx context.Context, p store.PairRow) (store.Record, error) {
		return o.Env.DB.Get(ctx, "pair", p.ID)
	},
		func(p store.PairRow, rec store.Record) tea.Cmd {
			options := []widget.Option{{Value: "both", Label: "both"}}
			intro, waits := "The pair begins when both have agreed.", "both"
			for _, s := range []struct{ side, name string }{{"mentee", p.Mentee.Name}, {"mentor", p.Mentor.Name}} {
				if on := rec.Values[s.side+"_agreed"]; on != "" {
					intro = fmt.Sprintf("%s agreed on %s; the pair begins when the other does, too.", s.name, on)
					continue
				}
				options, waits = append(options, widget.Option{Value: s.side, Label: s.name + ", " + s.side}), s.side
			}
			if len(options) == 2 { // one has agreed: only the other is asked for
				options = options[1:]
			} else {
				waits = "both"
			}
			return kindform.Ask(o.Env, o.Sc, kindform.Question{
				Title: "Accept: " + Names(p), Submit: "Accept",
				Intro:  func(w int) []string { return wrapped(intro, w) },
				Fields: []widget.Field{{Name: "by", Label: "Who agrees", Kind: widget.Choice, Required: true, Value: waits, Options: options}},
				Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
					return o.Env.DB.AgreeToPair(ctx, o.Pair, v["by"])
				},
			})
		})
}

// mostNamed is how many pairs a question about several of them names.
const mostNamed = 6

// AcceptAll is Accept for several at once, of which those that are not proposed stay
// as they are.
func AcceptAll(env kindform.Env, sc *page.Scope, rows []store.PairRow, then func()) tea.Cmd {
	var ids []int64
	var names []string
	for _, p := range rows {
		if p.State == "proposed" {
			ids, names = append(ids, p.ID), append(names, Names(p))
		}
	}
	said := "Each begins when both of the two have agreed: "
	if more := len(names) - mostNamed; more > 0 {
		names = append(names[:mostNamed], fmt.Sprintf("and %d more", more))
	}
	said += strings.Join(names, "; ") + "."
	if other := len(rows) - len(ids); other > 0 {
		said += " " + count(other, "other that is marked is not proposed, and stays as it is.", "others that are marked are not proposed, and stay as they are.")
	}
	return kindform.Ask(env, sc, kindform.Question{
		Title: "Accept " + count(len(ids), "proposed pair", "proposed pairs"), Submit: "Accept them",
		Intro: func(w int) []string { return wrapped(said, w) },
		Fields: []widget.Field{{
			Name: "by", Label: "Who agrees", Kind: widget.Choice, Required: true, Value: "both",
			Options: []widget.Option{{Value: "both", Label: "both"}, {Value: "mentee", Label: "the mentees"}, {Value: "mentor", Label: "the mentors"}},
		}},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return env.DB.AgreeToPairs(ctx, v["by"], ids...)
		},
		Then: func(map[string]string) tea.Cmd { then(); return nil },
	})
}

// Decline ends a proposed pair, bans the two, and may note a wish for the next run.
func (o On) Decline() tea.Cmd {
	return read(o, func(ctx context.Context, p store.PairRow) ([]store.WaitingRow, error) {
		return o.Env.DB.Waiting(ctx, p.CycleID)
	},
		func(p store.PairRow, waiting []store.WaitingRow) tea.Cmd {
			var wishes []widget.Option
			for _, r := range waiting {
				if r.Employee != p.Mentee.Employee && r.Employee != p.Mentor.Employee {
					wishes = append(wishes, widget.Option{Value: fmt.Sprint(r.Employee), Label: r.Name, Hint: r.Side})
				}
			}
			return kindform.Ask(o.Env, o.Sc, kindform.Question{
				Title: "Decline: " + Names(p), Submit: "Decline",
				Intro: func(w int) []string {
					return wrapped("They are not proposed to each other again until the ban is lifted; both wait for the next run of the matching.", w)
				},
				Fields: []widget.Field{
					{Name: "by", Label: "Who declines", Kind: widget.Choice, Required: true, Value: "mentee", Options: []widget.Option{
						{Value: "mentee", Label: p.Mentee.Name}, {Value: "mentor", Label: p.Mentor.Name}, {Value: "coordinator", Label: "you"},
					}},
					{Name: "reason", Label: "Reason", Required: true, Limit: 200},
					{Name: "wish", Label: "Would rather have", Kind: widget.Ref, Options: wishes, Help: "comes first among their preferences; may stay empty"},
				},
				Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
					var wish int64
					if v["wish"] != "" {
						if _, err := fmt.Sscan(v["wish"], &wish); err != nil {
							return store.Change{}, &store.FieldError{Field: "wish", Msg: "choose somebody of the list"}
						}
					}
					return o.Env.DB.DeclinePair(ctx, o.Pair, v["by"], v["reason"], wish)
				},
			})
		})
}

package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) rotateHandCmd() *cobra.Command {
	var f rotateRule
	var m store.HandMove
	var run, with string
	var try bool
	c := a.onRotation(&cobra.Command{
		Use:   "hand PLAN place|move|swap|split|lengthen|clear PERSON",
		Short: "Change a plan by hand: what it breaks is said before it is made",
		Long: `Change a plan by hand. What was moved is locked, so that the next run keeps it, and a scenario made by hand shows it at once. What breaks a rule is refused with the rule, unless it is forced for a reason; the lock then names what it overrides.

  place     into --seat from --first to --last
  move      the placement in period --at: to --seat, to begin in --first, to --with
  swap      what --with does and PERSON does in --first to --last, or while their placements at --at last
  split     the placement in period --at before it; the rest is for --with, or nobody
  lengthen  the placement in period --at: to last from --first to --last
  clear     the placement in period --at, or what lies from --first to --last`,
		Example: "understudy rotate hand \"Ops 2027\" place Ada --seat \"On call\" --first 3 --last 4\nunderstudy rotate hand \"Ops 2027\" move Ada --at 3 --first 5 --try\nunderstudy rotate hand \"Ops 2027\" lengthen Ada --at 5 --last 8 --force --because \"the launch\"",
	}, 3, 3, func(ctx context.Context, s *store.Store, r rotationRef, given []string) error {
		m.Plan, m.Kind, m.ForceReason = r.plan, given[0], f.because
		if !m.Force {
			m.Reason = f.because
		}
		if err := handMove(ctx, s, r, &m, given[1], with, f.seat, run); err != nil {
			return err
		}
		return a.rotateHand(ctx, s, m, try)
	})
	c.ValidArgsFunction = a.completeWith(rotationPlans, func(context.Context, *store.Store, []string) ([]string, error) {
		return []string{"place", "move", "swap", "split", "lengthen", "clear"}, nil
	}, rotants)
	c.Flags().StringVar(&f.seat, "seat", "", "the seat")
	c.Flags().StringVar(&with, "with", "", "the other person")
	c.Flags().IntVar(&m.At, "at", 0, "a period of the placement that is meant, by its number")
	c.Flags().IntVar(&m.First, "first", 0, "the number of the first period")
	c.Flags().IntVar(&m.Last, "last", 0, "of the last")
	c.Flags().StringVar(&run, "scenario", "", "the scenario to change, instead of the one published last or the newest")
	c.Flags().BoolVar(&m.Force, "force", false, "override the rules that it breaks, for the reason in --because")
	c.Flags().StringVar(&f.because, "because", "", "the reason")
	c.Flags().BoolVar(&try, "try", false, "only say what it would break and be worth")
	a.completeFlag(c, "scenario", rotationRuns)
	return c
}

// handMove finds what a move by hand names.
func handMove(ctx context.Context, s *store.Store, r rotationRef, m *store.HandMove, who, with, seat, run string) error {
	p, err := r.person(who)
	if err != nil {
		return err
	}
	m.Participant = p.id
	if with != "" {
		if p, err = r.person(with); err != nil {
			return err
		}
		m.With = p.id
	}
	if m.Seat, err = r.seatOrNone(seat); err != nil {
		return err
	}
	if run != "" {
		sc, err := findRotationScenario(ctx, s, r, run)
		if err != nil {
			return err
		}
		m.Scenario = sc.ID
	}
	return nil
}

func (a *app) rotateHand(ctx context.Context, s *store.Store, m store.HandMove, try bool) error {
	if try {
		t, err := s.TryRotationMove(ctx, m)
		if err != nil {
			return named(err)
		}
		return a.printTrial(t)
	}
	sc, change, err := s.MakeRotationMove(ctx, m)
	var broken *store.HandError
	if errors.As(err, &broken) {
		lines := []string{broken.Error() + "; nothing was changed"}
		for _, b := range broken.Broken {
			for _, x := range b.Remedies {
				lines = append(lines, "  "+x.Said+": "+x.Command)
			}
		}
		return &statusError{exitInvalid, errors.New(strings.Join(lines, "\n"))}
	}
	if err != nil {
		return named(err)
	}
	if a.json {
		return a.printJSON(struct {
			Change   changeJSON   `json:"change"`
			Scenario rotationJSON `json:"scenario"`
		}{changeOf(change), rotationOf(sc)})
	}
	if err := a.done(change); err != nil {
		return err
	}
	a.say("it is in “%s”: %s points", sc.Name, store.FormatPoints(sc.Points))
	return nil
}

// brokenJSON is a rule that a move would break.
type brokenJSON struct {
	Rule      string       `json:"rule"`
	Said      string       `json:"said"`
	Forceable bool         `json:"forceable"`
	Remedies  []remedyJSON `json:"remedies"`
}

func (a *app) printTrial(t store.HandTrial) error {
	if a.json {
		out := struct {
			Said   string       `json:"said"`
			Points any          `json:"points_difference"`
			Broken []brokenJSON `json:"broken"`
		}{text.Clean(t.Said), points(t.Points), []brokenJSON{}}
		for _, b := range t.Broken {
			out.Broken = append(out.Broken, brokenJSON{b.Rule, text.Clean(b.Said), b.Forceable, remediesOf(b.Remedies)})
		}
		return a.printJSON(out)
	}
	sign := ""
	if t.Points > 0 {
		sign = "+"
	}
	a.printf("%s: %s%s points\n", text.Clean(t.Said), sign, store.FormatPoints(t.Points))
	for _, b := range t.Broken {
		a.printf("  breaks “%s”: %s\n", b.Rule, text.Clean(b.Said))
	}
	if len(t.Broken) > 0 {
		a.printf("  %s\n", map[bool]string{true: "can be forced with --force --because …", false: "no lock can override this"}[t.Forceable()])
	}
	return nil
}

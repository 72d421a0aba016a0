package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) eventInviteCmd() *cobra.Command {
	var ask store.InviteAsk
	var team, location, market, cycle string
	c := &cobra.Command{
		Use: "invite EVENT [EMPLOYEE…]", Short: "Invite people, a team, a location, a market, a cycle or those who lack the skill", Args: args(cobra.MinimumNArgs(1)),
		Long:    "Invite people to an event. Nobody is invited twice. Who is away or busy then is left out and named, unless --away is given.",
		Example: "understudy event invite \"Go basics\" Ada Bo\nunderstudy event invite \"Go basics\" --team Web --demand --dry-run",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				ctx := cmd.Context()
				e, err := findEvent(ctx, s, given[0])
				if err != nil {
					return err
				}
				ask.Event = e.ID
				if len(given) > 1 {
					if ask.Employees, err = staffOf(ctx, s, given[1:]); err != nil {
						return err
					}
				}
				for _, n := range []struct {
					kind, ref string
					to        *int64
				}{{"team", team, &ask.Team}, {"location", location, &ask.Location}, {"market", market, &ask.Market}} {
					if n.ref == "" {
						continue
					}
					rec, err := find(ctx, s, n.kind, n.ref)
					if err != nil {
						return err
					}
					*n.to = rec.ID
				}
				if cycle != "" {
					v, err := findCycle(ctx, s, place{program: cycle})
					if err != nil {
						return err
					}
					ask.Cycle = v.ID
				}
				change, out, err := s.Invite(ctx, ask)
				if err != nil {
					return named(err)
				}
				return a.invited(change, out, ask.DryRun)
			})
		},
		ValidArgsFunction: a.completeWith(labelled("event"), staff),
	}
	f := c.Flags()
	f.StringVar(&team, "team", "", "everyone of it and of the teams within it")
	f.StringVar(&location, "location", "", "everyone there")
	f.StringVar(&market, "market", "", "everyone in it")
	f.StringVar(&cycle, "program", "", "everyone enrolled in its present cycle")
	f.BoolVar(&ask.Demand, "demand", false, "everyone who lacks the skill and needs it or wishes for it")
	f.BoolVar(&ask.Everyone, "everyone", false, "the whole company")
	f.BoolVar(&ask.Away, "away", false, "those who are away or busy then, too")
	f.BoolVar(&ask.DryRun, "dry-run", false, "say who would be invited, and write nothing")
	return c
}

// invited prints who was invited and who was not.
func (a *app) invited(change store.Change, out store.Invited, dry bool) error {
	type left struct {
		eventWho
		Why string `json:"why"`
	}
	if a.json {
		v := struct {
			Change  *changeJSON `json:"change"`
			Invited []eventWho  `json:"invited"`
			Left    []left      `json:"left_out"`
		}{nil, whoOf(out.People), []left{}}
		if change.ID != 0 {
			c := changeOf(change)
			v.Change = &c
		}
		for _, l := range out.Left {
			v.Left = append(v.Left, left{eventWho{l.ID, text.Clean(l.Name)}, text.Clean(l.Why)})
		}
		return a.printJSON(v)
	}
	t := newTable("NAME", "WHAT", "WHY NOT")
	does := map[bool]string{true: "to be invited", false: "invited"}[dry]
	for _, p := range out.People {
		t.add(p.Name, does, "")
	}
	for _, l := range out.Left {
		t.add(l.Name, "left out", l.Why)
	}
	a.print(t, "nobody fits")
	if change.ID == 0 {
		return nil
	}
	return a.done(change)
}

func (a *app) eventAnswerCmd() *cobra.Command {
	c := a.onEvent("answer EVENT yes|no|maybe|none EMPLOYEE…", "Note what people answered to their invitation", `understudy event answer "Go basics" yes Ada Bo`, cobra.MinimumNArgs(3),
		func(ctx context.Context, s *store.Store, e store.EventRow, given []string) (store.Change, error) {
			answer := strings.ToLower(given[0])
			if answer == "none" {
				answer = "none yet"
			}
			if !slices.Contains(store.Answers(), answer) {
				return store.Change{}, usage("%q is no answer; write yes, no, maybe or none", given[0])
			}
			who, err := staffOf(ctx, s, given[1:])
			if err != nil {
				return store.Change{}, err
			}
			change, out, _, err := s.AnswerInvitation(ctx, e.ID, answer, who...)
			for _, v := range out {
				if v.Answer == "waiting" {
					a.say("%s waits as number %d: it is full", text.Clean(v.Employee.Name), v.Rank)
				}
			}
			return change, err
		})
	c.Long = "Note what people answered to their invitation. Who says yes when it is full waits; when a place gets free the first who waits gets it."
	return c
}

func (a *app) eventAttendCmd() *cobra.Command {
	var not, unknown []string
	var all, rest bool
	c := a.onEvent("attend EVENT [EMPLOYEE…]", "Note who came to an event, and who did not", "understudy event attend \"Go basics\" Ada Bo --rest-not\nunderstudy event attend \"Go basics\" --all --not Cy", cobra.MinimumNArgs(1),
		func(ctx context.Context, s *store.Store, e store.EventRow, given []string) (store.Change, error) {
			list, err := attendance(ctx, s, e, given, not, unknown, all, rest)
			if err != nil {
				return store.Change{}, err
			}
			change, out, err := s.Attend(ctx, e.ID, list...)
			for _, p := range out.Uninvited {
				a.say("%s came without an invitation", text.Clean(p.Name))
			}
			for _, p := range out.Kept {
				a.say("the rating of %s by this event stays: ratings are only added", text.Clean(p.Name))
			}
			return change, err
		})
	c.Long = "Note who came to an event: those who are named. Who came without an invitation is added. What was noted can be corrected later, also once the event was held."
	c.Flags().StringArrayVar(&not, "not", nil, "who did not come; may be repeated")
	c.Flags().StringArrayVar(&unknown, "unknown", nil, "of whom nobody knows; may be repeated")
	c.Flags().BoolVar(&all, "all", false, "everyone who is invited came, but for those named with --not and --unknown")
	c.Flags().BoolVar(&rest, "rest-not", false, "everyone else who is invited did not come")
	return c
}

// attendance puts together who came and who did not.
func attendance(ctx context.Context, s *store.Store, e store.EventRow, came, not, unknown []string, all, rest bool) ([]store.Attendance, error) {
	if all && rest {
		return nil, usage("--all and --rest-not exclude each other")
	}
	var list []store.Attendance
	named := map[int64]bool{}
	for _, g := range []struct {
		names []string
		came  string
	}{{came, store.Came}, {not, store.NotThere}, {unknown, store.NotKnown}} {
		who, err := staffOf(ctx, s, g.names)
		if err != nil {
			return nil, err
		}
		for i, n := range who {
			if named[n] {
				return nil, usage("%s is named twice", fmt.Sprintf("%q", g.names[i]))
			}
			named[n] = true
			list = append(list, store.Attendance{Employee: n, Came: g.came})
		}
	}
	if all || rest {
		facts, err := s.Event(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		for _, i := range facts.Invitations {
			if !named[i.EmployeeID] {
				list = append(list, store.Attendance{Employee: i.EmployeeID, Came: map[bool]string{true: store.Came, false: store.NotThere}[all]})
			}
		}
	}
	if len(list) == 0 {
		return nil, usage("say who came, who did not with --not, or everyone with --all")
	}
	return list, nil
}

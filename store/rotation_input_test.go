package store_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"understudy/match/rotation"
	"understudy/store"
	"understudy/store/storetest"
)

func (c *twoTeams) input() *store.RotationInput {
	c.t.Helper()
	in, err := c.RotationInput(c.t.Context(), c.plan)
	if err != nil {
		c.t.Fatal(err)
	}
	return in
}

func (c *twoTeams) set(kind string, id int64, values ...string) {
	c.t.Helper()
	m := map[string]string{}
	for k := 0; k < len(values); k += 2 {
		m[values[k]] = values[k+1]
	}
	if _, _, err := c.Save(c.t.Context(), store.Edit{Kind: kind, ID: id, Values: m}); err != nil {
		c.t.Fatal(err)
	}
}

func TestPeriodsHaveDatesAndNames(t *testing.T) {
	for _, x := range []struct {
		starts store.Date
		unit   string
		n      int
		want   string
	}{
		{"2027-01-01", "month", 3, "Jan 2027 2027-01-01 2027-01-31, Feb 2027 2027-02-01 2027-02-28, Mar 2027 2027-03-01 2027-03-31"},
		{"2027-01-28", "month", 2, "28 Jan 2027 2027-01-28 2027-02-27, 28 Feb 2027 2027-02-28 2027-03-27"},
		{"2027-08-23", "week", 2, "W34 2027-08-23 2027-08-29, W35 2027-08-30 2027-09-05"},
		{"2026-12-28", "week", 2, "W53 2026 2026-12-28 2027-01-03, W01 2027 2027-01-04 2027-01-10"},
	} {
		var got []string
		for _, p := range store.RotationPeriods(x.starts, x.unit, x.n) {
			got = append(got, fmt.Sprintf("%s %s %s", p.Name, p.Starts, p.Ends))
		}
		if s := strings.Join(got, ", "); s != x.want {
			t.Errorf("%s\n%s", s, x.want)
		}
	}
}

// Each thing that the tables say changes the problem in the one way that it should.
func TestWhatTheTablesSayIsWhatTheEngineReads(t *testing.T) {
	ada := func(in *store.RotationInput) *rotation.Person { return &in.Problem.People[0] }
	for _, x := range []struct {
		name string
		do   func(c *twoTeams)
		want func(c *twoTeams, in *store.RotationInput) bool
	}{
		{"as it is", func(*twoTeams) {}, func(c *twoTeams, in *store.RotationInput) bool {
			p := in.Problem
			return len(p.People) == 1 && in.People[0].Participant == c.participants["Ada"] && ada(in).Joins && in.Others == 1 &&
				reflect.DeepEqual(p.Others, []rotation.Others{{Team: 0, Skill: 0, Level: 3, There: []int{1, 1, 1, 1, 1, 1}}}) &&
				slices.Equal(ada(in).Levels, []uint8{3, 1}) && slices.Equal(ada(in).Targets, []uint8{0, 3}) && slices.Equal(p.Rules.Learn, []int{1, 2}) &&
				p.Rules.MoveCost == 100 && p.Rules.UnfairCost == 500 && p.Rules.Travel == rotation.SameLocation &&
				reflect.DeepEqual(p.Covers, []rotation.Cover{{Team: 0, Skill: 0, Level: 3, Count: 2, To: 5}}) && in.People[0].Needs[0].By == "Senior data engineer"
		}},
		{"away for half of a month's working days is there, for more is not", func(c *twoTeams) {
			// February 2027 has 20 working days from 1 to 28, March 23.
			c.add("absence", "employee_id", ref(c.employees["Ada"]), "starts", "2027-02-15", "ends", "2027-02-28")
			c.add("absence", "employee_id", ref(c.employees["Ada"]), "starts", "2027-03-01", "ends", "2027-03-16")
		}, func(_ *twoTeams, in *store.RotationInput) bool { return slices.Equal(ada(in).Absent, []int{2}) }},
		{"a holiday is no working day", func(c *twoTeams) {
			c.add("absence", "employee_id", ref(c.employees["Ada"]), "starts", "2027-02-15", "ends", "2027-02-28")
			c.add("holiday", "date", "2027-02-02", "name", "Candlemas")
		}, func(_ *twoTeams, in *store.RotationInput) bool { return slices.Equal(ada(in).Absent, []int{1}) }},
		{"who leaves is gone from then on", func(c *twoTeams) {
			c.set("employee", c.employees["Ben"], "left_on", "2027-04-10")
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return slices.Equal(in.Problem.Others[0].There, []int{1, 1, 1, 0, 0, 0})
		}},
		{"who has left counts no more", func(c *twoTeams) {
			c.set("employee", c.employees["Ben"], "left_on", "2026-05-01")
		}, func(_ *twoTeams, in *store.RotationInput) bool { return len(in.People) == 1 && in.Others == 0 }},
		{"whole periods between the days of a participant", func(c *twoTeams) {
			c.set("participant", c.participants["Ada"], "starts", "2027-02-02", "ends", "2027-05-31", "least", "4")
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return ada(in).Earliest == 2 && ada(in).Latest == 4 && ada(in).Least == 4 && ada(in).Most == 4
		}},
		{"no whole period", func(c *twoTeams) {
			c.set("participant", c.participants["Ada"], "starts", "2027-02-02", "ends", "2027-03-15")
		}, func(_ *twoTeams, in *store.RotationInput) bool { return !ada(in).Joins }},
		{"withdrawn", func(c *twoTeams) {
			c.set("participant", c.participants["Ada"], "withdrawn", "2026-05-10")
			c.add("rotation lock", "participant_id", ref(c.participants["Ada"]), "first", "1", "last", "2", "reason", "x")
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return !ada(in).Joins && len(in.Problem.Locks) == 0
		}},
		{"a seat is open in whole periods", func(c *twoTeams) {
			c.set("seat", c.seat, "starts", "2027-01-15", "ends", "2027-04-30", "places", "3", "fewest", "1")
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			n := rotation.Places{Least: 1, Most: 3}
			return reflect.DeepEqual(in.Problem.Seats[0].Places, []rotation.Places{{}, n, n, n, {}, {}})
		}},
		{"a wish begins between two days, or in no period", func(c *twoTeams) {
			c.add("rotation wish", "participant_id", ref(c.participants["Ada"]), "seat_id", ref(c.seat), "points", "1.5", "starts", "2027-01-15", "ends", "2027-03-01")
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return reflect.DeepEqual(ada(in).Wishes, []rotation.Wish{{Seat: 0, From: 1, To: 2, Points: 1500}})
		}},
		{"a wish in no period", func(c *twoTeams) {
			c.add("rotation wish", "participant_id", ref(c.participants["Ada"]), "seat_id", ref(c.seat), "points", "1", "starts", "2027-01-15", "ends", "2027-01-31")
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return len(ada(in).Wishes) == 0 && len(in.People[0].Late) == 1
		}},
		{"what is refused for all but one seat", func(c *twoTeams) {
			c.add("seat", "plan_id", ref(c.plan), "name", "Other", "team_id", ref(c.site), "skill_id", ref(c.sre))
			for _, v := range [][]string{{"given", "no"}, {"given", "yes", "seat_id", ref(c.seat)}} {
				c.add("rotation consent", append(v, "participant_id", ref(c.participants["Ada"]), "side", "manager")...)
			}
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return reflect.DeepEqual(in.Problem.Refusals, []rotation.Refusal{{Person: 0, Seat: 1, By: rotation.Manager}})
		}},
		{"a ban of a team holds for the teams within it, a lifted one for none", func(c *twoTeams) {
			top := c.add("team", "name", "Operations")
			c.set("team", c.site, "parent_id", ref(top))
			c.add("rotation ban", "employee_id", ref(c.employees["Ada"]), "team_id", ref(top), "reason", "x")
			c.add("rotation ban", "employee_id", ref(c.employees["Ada"]), "seat_id", ref(c.seat), "reason", "x", "since", "2026-01-01", "lifted", "2026-02-01")
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return reflect.DeepEqual(in.Problem.Bans, []rotation.Pair{{Person: 0, Seat: 0}})
		}},
		{"the cover of the team above counts those of the team beside", func(c *twoTeams) {
			top := c.add("team", "name", "Engineering")
			for _, team := range []int64{c.data, c.site} {
				c.set("team", team, "parent_id", ref(top))
			}
			c.add("cover", "team_id", ref(top), "skill_id", ref(c.sre), "level", "3", "count", "1")
			dee := c.add("employee", "name", "Dee")
			c.employees["Dee"] = dee
			c.add("position", "employee_id", ref(dee), "since", "2020-01-01", "team_id", ref(c.site))
			c.rate("Dee", c.sre, 4)
		}, func(c *twoTeams, in *store.RotationInput) bool {
			return len(in.People) == 1 && in.Others == 2 && len(in.Problem.Others) == 2 && in.Problem.Others[1].Team == 2 && in.Problem.Others[1].Level == 4 && len(in.Problem.Covers) == 2 && in.Problem.Within[0] == 2 && in.Problem.Within[2] == rotation.None
		}},
		{"cover changed in some periods, the newest last", func(c *twoTeams) {
			for _, v := range [][]string{{"count", "1", "first", "2"}, {"count", "0", "first", "3", "last", "4"}} {
				c.add("rotation cover", append(v, "plan_id", ref(c.plan), "team_id", ref(c.data), "skill_id", ref(c.kubernetes), "level", "3", "reason", "x")...)
			}
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			k := rotation.Cover{Level: 3}
			a, b, d := k, k, k
			a.Count, a.To = 2, 0
			b.Count, b.From, b.To = 1, 1, 1
			d.Count, d.From, d.To = 1, 4, 5
			return reflect.DeepEqual(in.Problem.Covers, []rotation.Cover{a, b, d}) && in.Covers[1].Change == 1 && in.Covers[1].Cover != 0
		}},
		{"what the initiative of the plan needs weighs twice", func(c *twoTeams) {
			aim := c.add("initiative", "name", "Uptime")
			c.add("initiative need", "initiative_id", ref(aim), "skill_id", ref(c.sre), "level", "4", "count", "3", "team_id", ref(c.data))
			c.set("rotation plan", c.plan, "initiative_id", ref(aim))
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return slices.Equal(ada(in).Targets, []uint8{0, 4}) && slices.Equal(ada(in).Weights, []int64{1000, 2000}) && in.People[0].Needs[0].By == "Uptime"
		}},
		{"an own need above what the role requires", func(c *twoTeams) {
			c.add("need", "employee_id", ref(c.employees["Ada"]), "side", "need", "skill_id", ref(c.sre), "level", "4")
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return slices.Equal(ada(in).Targets, []uint8{0, 4}) && in.People[0].Needs[0].By == ""
		}},
		{"a lock with what it overrides", func(c *twoTeams) {
			c.add("rotation lock", "participant_id", ref(c.participants["Ada"]), "seat_id", ref(c.seat), "first", "2", "last", "4", "reason", "x", "overrides", "cover\ntravel", "override_reason", "y")
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return reflect.DeepEqual(in.Problem.Locks, []rotation.Lock{{Person: 0, Seat: 0, From: 1, To: 3, Overrides: []rotation.Rule{rotation.RuleCover, rotation.RuleTravel}}})
		}},
		{"a waived rule", func(c *twoTeams) {
			if _, err := c.WaiveRotationRule(c.t.Context(), c.participants["Ada"], 0, "no repeats", "x"); err != nil {
				c.t.Fatal(err)
			}
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return reflect.DeepEqual(in.Problem.Waivers, []rotation.Waiver{{Person: 0, Seat: rotation.None, Rule: rotation.RuleRepeat}})
		}},
		{"nobody learns the own job", func(c *twoTeams) {
			c.set("participant", c.participants["Ada"], "seat_id", ref(c.seat))
		}, func(_ *twoTeams, in *store.RotationInput) bool {
			return reflect.DeepEqual(in.Problem.Bans, []rotation.Pair{{Person: 0, Seat: 0}}) && in.Banned == 0
		}},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := newTwoTeams(t)
			x.do(c)
			if in := c.input(); !x.want(c, in) {
				t.Errorf("%+v\n%+v", in.Problem, in)
			}
		})
	}
}

// In a chain each learns the job of the next, and who has none is named.
func TestAChainNeedsEverybodysOwnJob(t *testing.T) {
	c := three(t)
	c.set("rotation plan", c.plan, "template", "chain")
	_, err := c.RotationInput(t.Context(), c.plan)
	if err == nil || !strings.Contains(err.Error(), "Ada and Ben have no own job that others may learn") {
		t.Fatal(err)
	}
	bens := c.add("seat", "plan_id", ref(c.plan), "name", "Ben's job", "team_id", ref(c.data), "skill_id", ref(c.kubernetes))
	c.set("participant", c.participants["Ada"], "seat_id", ref(c.seat))
	c.set("participant", c.participants["Ben"], "seat_id", ref(bens))
	if got := c.input().Problem.Bans; !reflect.DeepEqual(got, []rotation.Pair{{Person: 0, Seat: 0}, {Person: 1, Seat: 1}}) {
		t.Errorf("%v", got)
	}
}

// Bar 3 at the store: whichever single member of the set is relaxed by its own remedy, a
// plan is found; so that none of them is there for nothing.
func TestEveryMemberOfAConflictIsNeeded(t *testing.T) {
	for _, x := range []struct {
		name string
		make func(c *twoTeams)
		want []string
	}{
		{"a lock and the cover of one month", func(c *twoTeams) {
			c.add("rotation cover", "plan_id", ref(c.plan), "team_id", ref(c.data), "skill_id", ref(c.kubernetes), "level", "3", "count", "0", "reason", "x")
			c.add("rotation cover", "plan_id", ref(c.plan), "team_id", ref(c.data), "skill_id", ref(c.kubernetes), "level", "3", "count", "2", "first", "2", "last", "2", "reason", "x")
			c.add("rotation lock", "participant_id", ref(c.participants["Ada"]), "seat_id", ref(c.seat), "first", "2", "last", "3", "reason", "x")
		}, []string{"cover", "lock"}},
		{"a lock and a refused consent", func(c *twoTeams) {
			c.add("rotation cover", "plan_id", ref(c.plan), "team_id", ref(c.data), "skill_id", ref(c.kubernetes), "level", "3", "count", "0", "reason", "x")
			c.add("rotation lock", "participant_id", ref(c.participants["Ada"]), "seat_id", ref(c.seat), "first", "2", "last", "3", "reason", "x")
			c.add("rotation consent", "participant_id", ref(c.participants["Ada"]), "seat_id", ref(c.seat), "side", "host", "given", "no")
		}, []string{"consent", "lock"}},
		{"a lock too long", func(c *twoTeams) {
			c.add("rotation cover", "plan_id", ref(c.plan), "team_id", ref(c.data), "skill_id", ref(c.kubernetes), "level", "3", "count", "0", "reason", "x")
			c.add("rotation lock", "participant_id", ref(c.participants["Ada"]), "seat_id", ref(c.seat), "first", "1", "last", "5", "reason", "x")
		}, []string{"length of a placement", "lock"}},
		{"a cover that nothing keeps", func(c *twoTeams) {
			c.add("rotation cover", "plan_id", ref(c.plan), "team_id", ref(c.data), "skill_id", ref(c.kubernetes), "level", "4", "count", "1", "first", "4", "last", "4", "reason", "x")
		}, []string{"cover"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := newTwoTeams(t)
			x.make(c)
			before := storetest.Dump(t, c.Store)
			_, _, err := c.RotatePlan(t.Context(), c.plan, store.RotateOptions{})
			var no *store.RotationImpossible
			if !errors.As(err, &no) || !no.Irreducible || storetest.Dump(t, c.Store) != before {
				t.Fatal(err)
			}
			var rules []string
			for _, m := range no.Members {
				rules = append(rules, m.Rule)
				if _, err := c.ApplyRotationRemedy(t.Context(), c.plan, m.Remedies[0], "agreed"); err != nil {
					t.Fatal(m, err)
				}
				if _, _, err := c.RotatePlan(t.Context(), c.plan, store.RotateOptions{}); err != nil {
					t.Errorf("without %q: %v", m.Said, err)
				}
				for range 2 {
					if _, err := c.Undo(context.WithoutCancel(t.Context())); err != nil {
						t.Fatal(err)
					}
				}
			}
			if slices.Sort(rules); !slices.Equal(rules, x.want) {
				t.Errorf("%v, want %v", rules, x.want)
			}
		})
	}
}

// Ben could fill the seat, but does not take part: nothing about him can be relaxed.
func TestAConflictIsOfThoseWhoTakePart(t *testing.T) {
	c := newTwoTeams(t)
	c.add("rotation cover", "plan_id", ref(c.plan), "team_id", ref(c.data), "skill_id", ref(c.kubernetes), "level", "3", "count", "0", "reason", "x")
	c.add("seat", "plan_id", ref(c.plan), "name", "Lead on call", "team_id", ref(c.site), "skill_id", ref(c.sre), "entry", "3", "reach", "4", "fewest", "1", "starts", "2027-02-01", "ends", "2027-03-31")
	c.rate("Ben", c.sre, 3)
	_, _, err := c.RotatePlan(t.Context(), c.plan, store.RotateOptions{})
	var no *store.RotationImpossible
	if !errors.As(err, &no) || !no.Irreducible {
		t.Fatal(err)
	}
	var rules []string
	for _, m := range no.Members {
		rules = append(rules, m.Rule)
	}
	if slices.Sort(rules); !slices.Equal(rules, []string{"entry level", "least people in a seat"}) {
		t.Error(err)
	}
	if !strings.Contains(err.Error(), "the seats ask for more to begin than Ada can do") || strings.Contains(err.Error(), "Ben") {
		t.Error(err)
	}
}

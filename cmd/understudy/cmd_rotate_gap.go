package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// rotateGapFlags say in which seat a gap is to be closed.
type rotateGapFlags struct {
	plan, seat, points, initiative, note string
}

func (a *app) rotateGapCmd() *cobra.Command {
	var f rotateGapFlags
	c := &cobra.Command{
		Use: "gap EMPLOYEE SKILL [LEVEL]", Short: "Answer a gap with a rotation; without --seat, list who could host", Args: args(cobra.RangeArgs(2, 3)),
		Long: `Answer an employee's gap with a rotation: they take part in the plan, the wish for the seat is noted, and the gap action lists it under the initiative; the placement that a publication makes answers it. All of it is one change.

Without --seat nothing is written: every seat of an open plan that teaches the skill is listed, with what stands against it, and the teams that could host. LEVEL is read as by: understudy gaps close.`,
		Example: "understudy rotate gap Ada Kubernetes\nunderstudy rotate gap Ada Kubernetes 3 --plan Summer --seat \"Cluster seat\"",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rotateGap(cmd.Context(), s, f, given) })
		},
		ValidArgsFunction: a.completeWith(staff, skills),
	}
	c.Flags().StringVar(&f.plan, "plan", "", "only seats of this plan")
	c.Flags().StringVar(&f.seat, "seat", "", "the seat that they wish for")
	c.Flags().StringVar(&f.points, "points", "", "what the wish is worth; a level learned is worth 1")
	c.Flags().StringVar(&f.initiative, "initiative", "", "the initiative that it serves, instead of the plan's")
	c.Flags().StringVar(&f.note, "note", "", "why, for the initiative's list")
	return c
}

func (a *app) rotateGap(ctx context.Context, s *store.Store, f rotateGapFlags, given []string) error {
	who, err := find(ctx, s, "employee", given[0])
	if err != nil {
		return err
	}
	skill, err := find(ctx, s, "skill", given[1])
	if err != nil {
		return err
	}
	g := store.GapSeatWish{SeatAsk: store.SeatAsk{Employee: who.ID, Skill: skill.ID}, Points: f.points, Note: f.note}
	if g.Level, err = gapLevel(ctx, s, who, skill, given[2:]); err != nil {
		return err
	}
	for kind, to := range map[string]struct {
		ref string
		id  *int64
	}{"rotation plan": {f.plan, &g.Plan}, "initiative": {f.initiative, &g.Initiative}} {
		if to.ref == "" {
			continue
		}
		rec, err := find(ctx, s, kind, to.ref)
		if err != nil {
			return err
		}
		*to.id = rec.ID
	}
	found, err := s.GapSeats(ctx, g.SeatAsk)
	if err != nil {
		return named(err)
	}
	if f.seat == "" {
		return a.showGapSeats(found)
	}
	if g.Seat, err = seatNamed(found, f.seat); err != nil {
		return err
	}
	change, made, err := s.CloseGapByPlacement(ctx, g)
	if err != nil {
		return named(err)
	}
	if a.json {
		return a.printJSON(struct {
			Change      changeJSON `json:"change"`
			Action      int64      `json:"gap_action"`
			Participant int64      `json:"participant"`
			Wish        int64      `json:"wish"`
			Joined      bool       `json:"joined"`
			Placement   int64      `json:"placement"` // 0: the next publication makes it
		}{changeOf(change), made.Action, made.Participant, made.Wish, made.Joined, made.Placement})
	}
	return a.done(change)
}

// seatNamed finds a seat of those that teach a skill, by name or #id.
func seatNamed(found store.GapSeats, ref string) (id int64, err error) {
	for _, z := range found.Seats {
		if ref != "#"+itoa(z.ID) && text.Key(ref) != text.Key(z.Seat) {
			continue
		}
		if id != 0 {
			return 0, usage("several plans have a seat “%s”; name one with --plan", ref)
		}
		id = z.ID
	}
	if id == 0 {
		err = &statusError{exitNotFound, fmt.Errorf("no seat “%s” of an open plan teaches %s", ref, found.Skill)}
	}
	return id, err
}

// gapSeatJSON is a seat in which somebody could learn.
type gapSeatJSON struct {
	ID      int64    `json:"id"`
	Seat    string   `json:"seat"`
	Plan    string   `json:"plan"`
	Team    string   `json:"team"`
	Host    string   `json:"host,omitempty"`
	Entry   int      `json:"entry"`
	Reach   int      `json:"reach"`
	Starts  string   `json:"starts"`
	Ends    string   `json:"ends"`
	Wished  bool     `json:"wished_for"`
	Against []string `json:"against"`
}

// gapHostJSON is a team that could host.
type gapHostJSON struct {
	Team  string   `json:"team"`
	Alone int      `json:"can_do_it_alone"`
	Teach int      `json:"can_teach"`
	Names []string `json:"names"`
	Seats int      `json:"seats"`
}

func (a *app) showGapSeats(found store.GapSeats) error {
	if a.json {
		seats, hosts := []gapSeatJSON{}, []gapHostJSON{}
		for _, z := range found.Seats {
			seats = append(seats, gapSeatJSON{z.ID, text.Clean(z.Seat), text.Clean(z.Plan), text.Clean(z.Team), text.Clean(z.Host), z.Entry, z.Reach, string(z.Starts), string(z.Ends), z.Wish != 0, texts(z.Against)})
		}
		for _, h := range found.Hosts {
			hosts = append(hosts, gapHostJSON{text.Clean(h.Team), h.Alone, h.Teach, texts(h.Names), h.Seats})
		}
		return a.printJSON(struct {
			Employee string          `json:"employee"`
			Skill    string          `json:"skill"`
			Has      int             `json:"has"`
			Level    int             `json:"level"`
			UnderWay []gapActionJSON `json:"under_way"`
			Seats    []gapSeatJSON   `json:"seats"`
			Hosts    []gapHostJSON   `json:"hosts"`
		}{text.Clean(found.Employee), text.Clean(found.Skill), found.Has, found.Ask.Level, gapActionsOf(found.UnderWay), seats, hosts})
	}
	a.printf("%s has %s %d; %d is to be reached\n", text.Clean(found.Employee), text.Clean(found.Skill), found.Has, found.Ask.Level)
	t := newTable("SEAT", "PLAN", "TEAM", "HOST", "LEVELS", "FROM", "TO", "AGAINST")
	for _, z := range found.Seats {
		t.add(z.Seat, z.Plan, z.Team, z.Host, fmt.Sprintf("%d to %d", z.Entry, z.Reach), string(z.Starts), string(z.Ends), strings.Join(z.Against, "; "))
	}
	a.print(t, "no seat of an open plan teaches it; add one with: understudy add seat")
	if len(found.Hosts) > 0 {
		a.heading("Teams that could host")
		t := newTable("TEAM", ">ALONE", ">TEACH", "WHO", ">SEATS")
		for _, h := range found.Hosts {
			t.add(h.Team, fmt.Sprint(h.Alone), fmt.Sprint(h.Teach), strings.Join(h.Names, ", "), fmt.Sprint(h.Seats))
		}
		a.print(t, "")
	}
	if len(found.Seats) > 0 && found.Seats[0].Can() {
		z := found.Seats[0]
		a.say("to wish for it: understudy rotate gap %s %s %d --plan %s --seat %s", text.Quote(found.Employee), text.Quote(found.Skill), found.Ask.Level, text.Quote(z.Plan), text.Quote(z.Seat))
	}
	return nil
}

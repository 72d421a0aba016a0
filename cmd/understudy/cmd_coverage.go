package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
)

// coverageFlags say of which cycle, and how it is written.
type coverageFlags struct {
	place
	format, file string
	names        int
}

func (a *app) coverageCmd() *cobra.Command {
	var f coverageFlags
	c := &cobra.Command{
		Use:   "coverage PROGRAM",
		Short: "Set demand against capacity before matching, and say who cannot be placed",
		Long: `Set the places that mentees ask for against the places of mentors: in all, by slot, by skill and by market. It says how many places can be filled at most, whatever the points; whom nobody may take, and which rule removed most; and which mentees share too few mentors. Nothing is run and nothing is kept.

Pairs under way hold their places: only those who wait, and the places still free, are counted.`,
		Example: "understudy coverage leadership\nunderstudy coverage leadership --format csv -o coverage.csv",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			f.program = given[0]
			return a.work(cmd.Context(), func(s *store.Store) error { return a.coverage(cmd.Context(), s, f) })
		},
		ValidArgsFunction: a.completeWith(programs),
	}
	c.Flags().StringVar(&f.cycle, "cycle", "", "the cycle, instead of the present one")
	c.Flags().StringVar(&f.format, "format", "", "csv, json or md, instead of text for reading")
	c.Flags().StringVarP(&f.file, "output", "o", "-", "the file to write; - is standard output")
	c.Flags().IntVar(&f.names, "names", 10, "name so many of each group; 0 names all")
	return c
}

func (a *app) coverage(ctx context.Context, s *store.Store, f coverageFlags) error {
	cycle, err := findCycle(ctx, s, f.place)
	if err != nil {
		return err
	}
	a.onCycle(ctx, s, cycle.ID)
	asTable := f.format != "" || f.file != "-"
	var format exchange.Format
	if asTable {
		if format, err = a.formatOf(exportFlags{format: f.format, file: f.file}); err != nil {
			return err
		}
		if !slices.Contains([]exchange.Format{exchange.CSV, exchange.JSON, exchange.Markdown}, format) {
			return usage("--format is csv, json or md, not %s", format)
		}
	}
	m := a.meter()
	c, err := s.Coverage(ctx, cycle.ID, mentoring.Options{Progress: m.engine})
	m.end()
	switch {
	case err != nil:
		return err
	case a.json || format == exchange.JSON:
		return a.output(f.file, func(w io.Writer) error { return writeJSON(w, coverageOf(c)) })
	case asTable:
		return a.output(f.file, func(w io.Writer) error {
			return exchange.ExportCoverage(w, c, format, exchange.ExportOptions{BOM: f.file != "-"})
		})
	}
	a.printCoverage(c, unlimited(f.names))
	return nil
}

// coverageJSON is a coverage as data.
type coverageJSON struct {
	Cycle         string            `json:"cycle"`
	CycleID       int64             `json:"cycle_id"`
	Mentees       int               `json:"mentees"` // with a place
	Mentors       int               `json:"mentors"`
	MenteePlaces  int               `json:"mentee_places"`
	MentorPlaces  int               `json:"mentor_places"`
	LockedPlaces  int               `json:"locked_places"`
	Fillable      int               `json:"fillable"` // mentee places, at most
	Missing       int               `json:"missing"`  // stay empty whatever one does
	Slots         []slotJSON        `json:"slots"`
	Skills        []supplyJSON      `json:"skills"`
	Markets       []supplyJSON      `json:"markets"`
	Nobody        []unplaceableJSON `json:"nobody"`    // whom no mentor may take
	Shortages     []shortageJSON    `json:"shortages"` // groups with too few mentors
	LocksThatFail []string          `json:"locks_that_fail,omitempty"`
}

type slotJSON struct {
	Slot         string `json:"slot"`
	Mentees      int    `json:"mentees"`
	MenteePlaces int    `json:"mentee_places"`
	Mentors      int    `json:"mentors"`
	MentorPlaces int    `json:"mentor_places"`
	Fillable     int    `json:"fillable"`
}

// supplyJSON is a skill or a market.
type supplyJSON struct {
	Name          string       `json:"name"`
	Level         int8         `json:"level,omitempty"` // wanted of a skill
	Mentees       int          `json:"mentees"`         // who ask for it
	MenteePlaces  int          `json:"mentee_places"`
	Mentors       int          `json:"mentors"` // who have it
	MentorPlaces  int          `json:"mentor_places"`
	Allowed       int          `json:"allowed"` // of these, for at least one of the mentees
	AllowedPlaces int          `json:"allowed_places"`
	Without       []personJSON `json:"without"` // mentees for whom no such mentor is allowed
}

type unplaceableJSON struct {
	Mentee     personJSON    `json:"mentee"`
	Places     int           `json:"places"`
	Candidates int           `json:"candidates"`
	Removed    []removalJSON `json:"removed"`
	Text       string        `json:"text"`
}

type shortageJSON struct {
	Mentees      []personJSON `json:"mentees"`
	MenteePlaces int          `json:"mentee_places"`
	Mentors      []personJSON `json:"mentors"`
	MentorPlaces int          `json:"mentor_places"`
	Singles      int          `json:"single_places"` // with other mentors, each once
	Missing      int          `json:"missing"`
	Text         string       `json:"text"`
}

func coverageOf(c *store.Coverage) coverageJSON {
	people := func(ids []int64) []personJSON {
		out := make([]personJSON, 0, len(ids))
		for _, id := range ids {
			out = append(out, personOf(c.People, id))
		}
		return out
	}
	supplies := func(list []mentoring.Supply, names map[int64]string) []supplyJSON {
		out := make([]supplyJSON, 0, len(list))
		for _, s := range list {
			out = append(out, supplyJSON{
				text.Clean(names[s.ID]), s.Level, s.Mentees, s.Demand, s.Mentors, s.Capacity, s.Allowed, s.AllowedCapacity, people(s.Without),
			})
		}
		return out
	}
	out := coverageJSON{
		Cycle: cycleName(c), CycleID: c.Cycle.ID, Mentees: c.Mentees, Mentors: c.Mentors, MenteePlaces: c.Demand, MentorPlaces: c.Capacity,
		LockedPlaces: c.Locked, Fillable: c.Fillable, Missing: c.Missing(), Slots: []slotJSON{}, LocksThatFail: failingLocks(c),
		Skills: supplies(c.Skills, c.Names.Skills), Markets: supplies(c.Markets, c.Names.Markets),
		Nobody: []unplaceableJSON{}, Shortages: []shortageJSON{},
	}
	for _, s := range c.Slots {
		out.Slots = append(out.Slots, slotJSON{text.Clean(s.Slot), s.Mentees, s.Demand, s.Mentors, s.Capacity, s.Fillable})
	}
	for _, u := range c.Nobody {
		out.Nobody = append(out.Nobody, unplaceableJSON{personOf(c.People, u.Mentee), u.Places, u.Candidates, removalsOf(u.Removed), text.Clean(u.Say())})
	}
	for _, s := range c.Shortages {
		out.Shortages = append(out.Shortages, shortageJSON{people(s.Mentees), s.Demand, people(s.Mentors), s.Capacity, s.Singles, s.Missing, s.Say()})
	}
	return out
}

func cycleName(c *store.Coverage) string {
	return text.Clean(c.Cycle.Program + ", " + c.Cycle.Name)
}

func failingLocks(c *store.Coverage) (out []string) {
	for _, b := range c.Breaks {
		out = append(out, text.Clean(fmt.Sprintf("%s → %s breaks “%s”: %s", c.People[b.Lock.Mentee].Name, c.People[b.Lock.Mentor].Name, b.Breaks, b.Detail)))
	}
	return out
}

func (a *app) printCoverage(c *store.Coverage, most int) {
	a.printf("%s\n", a.bold(cycleName(c)))
	a.printf("%s for %s; %s %s", count(c.Mentees, "mentee asks", "mentees ask"), count(c.Demand, "place", "places"),
		count(c.Mentors, "mentor has", "mentors have"), count(c.Capacity, "place", "places"))
	if c.Locked > 0 {
		a.printf(", %d of them locked", c.Locked)
	}
	a.printf("\n%s\n", sayFillable(c))
	for i, line := range failingLocks(c) {
		if i == 0 {
			a.heading("Locks that a run stops at")
		}
		a.printf("%s\n", line)
	}
	a.printGroups(c, most)
	if len(c.Slots) > 1 {
		a.heading("Slots")
		t := newTable("SLOT", ">MENTEES", ">PLACES", ">MENTORS", ">PLACES", ">FILLED AT MOST")
		for _, s := range c.Slots {
			t.add(rowOf(s.Slot, s.Mentees, s.Demand, s.Mentors, s.Capacity, s.Fillable)...)
		}
		a.print(t, "")
	}
	a.printSupplies(c, "Skills asked for", "SKILL", c.Skills, c.Names.Skills)
	a.printSupplies(c, "Markets wished for", "MARKET", c.Markets, c.Names.Markets)
}

// rowOf is a row of a name and numbers.
func rowOf(name string, numbers ...int) []string {
	row := []string{name}
	for _, n := range numbers {
		row = append(row, strconv.Itoa(n))
	}
	return row
}

// sayFillable is the most that can be reached, in one sentence.
func sayFillable(c *store.Coverage) string {
	switch missing := c.Missing(); {
	case c.Demand == 0:
		return "nobody waits for a mentor"
	case missing == 0:
		return "every place can be filled"
	default:
		return fmt.Sprintf("at most %d of %s can be filled, whatever the points: %d must stay empty",
			c.Fillable, count(c.Demand, "mentee place", "mentee places"), missing)
	}
}

func (a *app) printGroups(c *store.Coverage, most int) {
	for i, s := range c.Shortages {
		if i == 0 {
			a.heading("Too few mentors")
		}
		a.printf("%s\n  mentees: %s\n", s.Say(), namesOf(c.People, s.Mentees, most))
		if len(s.Mentors) > 0 {
			a.printf("  mentors: %s\n", namesOf(c.People, s.Mentors, most))
		}
	}
	for i, u := range c.Nobody {
		if i == 0 {
			a.heading("Nobody may take them")
		}
		if i == most {
			a.printf("and %d more\n", len(c.Nobody)-most)
			break
		}
		a.printf("%s: %s\n", name(c.People, u.Mentee), text.Clean(u.Say()))
	}
}

func namesOf(people map[int64]store.Person, ids []int64, most int) string {
	var out []string
	for _, id := range ids[:min(len(ids), most)] {
		out = append(out, name(people, id))
	}
	if more := len(ids) - len(out); more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(out, ", ")
}

func (a *app) printSupplies(c *store.Coverage, head, what string, list []mentoring.Supply, names map[int64]string) {
	if len(list) == 0 {
		return
	}
	a.heading(head)
	heads := []string{what, ">LEVEL", ">MENTEES", ">PLACES", ">MENTORS WITH IT", ">FREE PLACES", ">ALLOWED", ">THEIR PLACES", ">MENTEES WITHOUT"}
	if what == "MARKET" {
		heads = append(heads[:1], heads[2:]...)
	}
	t := newTable(heads...)
	for _, s := range list {
		row := rowOf(names[s.ID], int(s.Level), s.Mentees, s.Demand, s.Mentors, s.Capacity, s.Allowed, s.AllowedCapacity, len(s.Without))
		if what == "MARKET" {
			row = append(row[:1], row[2:]...)
		}
		t.add(row...)
	}
	a.print(t, "")
}

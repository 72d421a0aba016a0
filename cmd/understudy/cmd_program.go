package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
)

func (a *app) programCmd() *cobra.Command {
	return group("program", "Apply, export and list mentoring programs", a.programApplyCmd(), a.programExportCmd(), a.programListCmd(), a.programShippedCmd())
}

// appliedJSON is what applying a program file did.
type appliedJSON struct {
	Program string      `json:"program"`
	Changes []string    `json:"changes"`
	Change  *changeJSON `json:"change"` // null: nothing was to change
}

func (a *app) programApplyCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "apply FILE",
		Short:   "Make a program what its file says",
		Long:    "Make a program, its rules and its criteria, what a program file says. Applying it twice changes nothing. FILE may be the name of a shipped program, or - for standard input.",
		Example: "understudy program apply leadership.toml\nunderstudy program apply leadership",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			p, err := a.programFile(given[0])
			if err != nil {
				return err
			}
			return a.begin(cmd.Context(), func(s *store.Store) error { return a.applyProgram(cmd.Context(), s, p) })
		},
	}
}

// programFile reads a program from a file, standard input, or those shipped.
func (a *app) programFile(name string) (exchange.Program, error) {
	if name == "-" {
		return exchange.DecodeProgram(a.stdin, "standard input")
	}
	f, err := os.Open(name)
	if err == nil {
		defer f.Close()
		return exchange.DecodeProgram(f, filepath.Base(name))
	}
	var shipped []string
	for _, s := range exchange.ShippedPrograms() {
		if text.Key(s.Name) == text.Key(strings.ReplaceAll(name, " ", "-")) {
			return exchange.DecodeProgram(strings.NewReader(s.Text), s.Name)
		}
		shipped = append(shipped, s.Name)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = &statusError{exitNotFound, fmt.Errorf("there is no file “%s”%s; the programs that come with Understudy are %s",
			text.Clean(name), didYouMean(name, shipped), strings.Join(shipped, ", "))}
	}
	return exchange.Program{}, err
}

// needFields says which columns of employees a program reads that nobody has: they
// come with the people, who therefore come first.
func needFields(ctx context.Context, s *store.Store, p exchange.Program) error {
	recs, err := s.List(ctx, "field", store.ListFilter{Archived: true})
	if err != nil {
		return err
	}
	var have, missing, asked []string
	for _, r := range recs {
		have = append(have, text.Clean(r.Label))
	}
	for _, r := range p.Settings.Rules {
		asked = append(asked, r.Params["field"])
	}
	for _, c := range p.Settings.Criteria {
		asked = append(asked, c.Params["field"])
	}
	for _, f := range asked {
		if f != "" && !containsFold(have, f) && !containsFold(missing, f) {
			missing = append(missing, f)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	what, head := "field", "a column"
	if len(missing) > 1 {
		what, head = "fields", "columns"
	}
	there := ""
	if len(have) > 0 {
		there = "; or name another field in its file: there are " + strings.Join(have, ", ")
	}
	list := "“" + strings.Join(missing, "” and “") + "”"
	return &statusError{exitInvalid, fmt.Errorf("%s reads the %s %s, which no employee has; nothing was written. People come first: "+
		"understudy import employees FILE, with %s headed %s; then apply the program%s", text.Clean(p.Name), what, list, head, list, there)}
}

func (a *app) applyProgram(ctx context.Context, s *store.Store, p exchange.Program) error {
	if err := needFields(ctx, s, p); err != nil {
		return err
	}
	change, summary, err := exchange.ApplyProgram(ctx, s, p)
	if err != nil {
		return err
	}
	if a.json {
		out := appliedJSON{Program: p.Name, Changes: cleanAll(summary)}
		if change.ID != 0 {
			c := changeOf(change)
			out.Change = &c
		}
		return a.printJSON(out)
	}
	for _, line := range summary {
		a.printf("%s\n", text.Clean(line))
	}
	return a.done(change)
}

func (a *app) programExportCmd() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "export NAME", Short: "Write a program as a file that apply takes", Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				rec, err := find(cmd.Context(), s, "program", given[0])
				if err != nil {
					return err
				}
				return a.output(file, func(w io.Writer) error { return exchange.ExportProgram(cmd.Context(), s, rec.ID, w) })
			})
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "-", "the file to write; - is standard output")
	return c
}

// output writes to a file, or to stdout for -.
func (a *app) output(file string, write func(io.Writer) error) error {
	if file == "" || file == "-" {
		return write(a.out)
	}
	if err := writeFile(file, write); err != nil {
		return err
	}
	a.say("written to %s", file)
	return nil
}

// programJSON is a program with its cycles.
type programJSON struct {
	ID        int64       `json:"id"`
	Name      string      `json:"name"`
	Kind      string      `json:"kind"`
	Objective string      `json:"objective"`
	Cycles    []cycleJSON `json:"cycles"`
}

// cycleJSON is a cycle with its counts.
type cycleJSON struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	State    string `json:"state"`
	Starts   string `json:"starts"`
	Ends     string `json:"ends,omitempty"`
	Present  bool   `json:"present"` // the one that commands take unless told otherwise
	Mentees  int    `json:"mentees"`
	Mentors  int    `json:"mentors"`
	Pairs    int    `json:"pairs"` // under way
	AllPairs int    `json:"pairs_in_all"`
	Runs     int    `json:"scenarios"`
	Unplaced int    `json:"unplaced"` // mentees who wait
	Rolling  bool   `json:"rolling"`  // people join at any time
}

func (a *app) programListCmd() *cobra.Command {
	var templates bool
	c := &cobra.Command{
		Use: "list", Short: "List programs with their cycles", Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if templates {
				return a.programShipped("")
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.programList(cmd.Context(), s) })
		},
	}
	c.Flags().BoolVar(&templates, "templates", false, "list the program files that come with Understudy instead")
	return c
}

func (a *app) programList(ctx context.Context, s *store.Store) error {
	recs, err := s.List(ctx, "program", store.ListFilter{})
	if err != nil {
		return err
	}
	out := make([]programJSON, 0, len(recs))
	t := newTable("PROGRAM", "CYCLE", "STATE", "STARTS", ">MENTEES", ">MENTORS", ">PAIRS UNDER WAY", ">IN ALL", ">SCENARIOS")
	for _, r := range recs {
		cycles, err := s.Cycles(ctx, r.ID)
		if err != nil {
			return err
		}
		present, _ := presentCycle(cycles, s.Today())
		p := programJSON{ID: r.ID, Name: text.Clean(r.Label), Kind: r.Values["kind"], Objective: r.Values["objective"], Cycles: []cycleJSON{}}
		for _, c := range cycles {
			p.Cycles = append(p.Cycles, cycleOf(c, c.ID == present.ID))
			t.add(r.Label, c.Name, c.State, string(c.Starts), fmt.Sprint(c.Mentees), fmt.Sprint(c.Mentors), fmt.Sprint(c.Pairs), fmt.Sprint(c.AllPairs), fmt.Sprint(c.Scenarios))
		}
		if len(cycles) == 0 {
			t.add(r.Label, "(none yet)")
		}
		out = append(out, p)
	}
	if a.json {
		return a.printJSON(out)
	}
	a.print(t, "no programs yet; begin with one that is shipped: understudy program apply leadership")
	return nil
}

func (a *app) programShippedCmd() *cobra.Command {
	return &cobra.Command{
		Use: "shipped [NAME]", Short: "List the program files that come with Understudy, or print one", Args: args(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, given []string) error { return a.programShipped(append(given, "")[0]) },
	}
}

// programShipped prints the program file of a name, or lists them all for "".
func (a *app) programShipped(name string) error {
	t := newTable("NAME", "WHAT")
	t.whole = true
	var names []string
	for _, s := range exchange.ShippedPrograms() {
		if name == s.Name {
			a.printf("%s", s.Text)
			return nil
		}
		p, err := exchange.DecodeProgram(strings.NewReader(s.Text), s.Name)
		if err != nil {
			return err
		}
		names = append(names, s.Name)
		t.add(s.Name, p.Description)
	}
	switch {
	case name != "":
		return notFound("shipped program", name, names)
	case a.json:
		return a.printJSON(names)
	}
	a.print(t, "")
	return nil
}

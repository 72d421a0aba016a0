package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// listFlags narrow a list.
type listFlags struct {
	filter, of, sort           string
	archived, leavers, reverse bool
	limit                      int
}

func (a *app) listCmd() *cobra.Command {
	var f listFlags
	c := &cobra.Command{
		Use:     "list KIND",
		Aliases: []string{"ls"},
		Short:   "List the records of a kind",
		Long:    "List the records of a kind. Employees are listed with their present position.\n\n" + kindHelp(),
		Example: "understudy list employees --filter lisbon\nunderstudy list enrolments --of \"Leadership, 2026\" --json",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.list(cmd.Context(), s, given[0], f) })
		},
		ValidArgsFunction: completeKinds,
	}
	c.Flags().StringVar(&f.filter, "filter", "", "only those with this text, whatever its case and accents")
	c.Flags().StringVar(&f.of, "of", "", "only those of this record: an employee's ratings, a cycle's pairs")
	c.Flags().StringVar(&f.sort, "sort", "", "order employees by "+strings.Join(store.EmployeeSorts(), ", "))
	c.Flags().BoolVar(&f.reverse, "reverse", false, "turn the order of employees round")
	c.Flags().BoolVar(&f.leavers, "leavers", false, "employees who have left, too")
	c.Flags().BoolVar(&f.archived, "archived", false, "archived ones, too")
	c.Flags().IntVar(&f.limit, "limit", 0, "at most so many; 0 lists all")
	return c
}

func completeKinds(_ *cobra.Command, given []string, _ string) ([]string, cobra.ShellCompDirective) {
	var names []string
	if len(given) == 0 {
		for _, k := range store.Kinds() {
			names = append(names, strings.ReplaceAll(k.Plural, " ", "-"))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) list(ctx context.Context, s *store.Store, kind string, f listFlags) error {
	k, err := kindOf(kind)
	if err != nil {
		return err
	}
	if k.Name == "employee" {
		return a.listEmployees(ctx, s, f)
	}
	if k.Private {
		return usage("%s are private and in no list; %s", k.Plural, map[string]string{
			"note":             "read them with: understudy export notes",
			"pair note":        "read those about a pair with: understudy pair note PAIR, all of them with: understudy export notes",
			"potential rating": "read those about somebody with: understudy potential show EMPLOYEE",
		}[k.Name])
	}
	if f.sort != "" || f.reverse {
		return usage("--sort and --reverse order employees only; %s come in their own order", k.Plural)
	}
	filter := store.ListFilter{Text: f.filter, Archived: f.archived, Limit: f.limit}
	if f.of != "" {
		if filter.Parent, err = parentOf(ctx, s, k, f.of); err != nil {
			return err
		}
	}
	recs, err := s.List(ctx, k.Name, filter)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(jsonOfAll(recs))
	}
	same := ""
	if f.of != "" {
		same = k.Parent
	}
	a.print(recordTable(k, recs, same), empty(k, f))
	return nil
}

// parentOf finds the record that those of --of hang from.
func parentOf(ctx context.Context, s *store.Store, k *store.Kind, ref string) (int64, error) {
	if k.Parent == "" {
		return 0, usage("%s hang from nothing; leave --of out", k.Plural)
	}
	parent, _ := k.Column(k.Parent)
	of, err := find(ctx, s, parent.Ref, ref)
	return of.ID, err
}

// empty says why a list is empty and what fills it.
func empty(k *store.Kind, f listFlags) string {
	switch {
	case f.filter != "" || f.of != "":
		return "no " + k.Plural + " are like that"
	case k.Made:
		return "no " + k.Plural + " yet. " + k.About
	}
	return "no " + k.Plural + " yet. " + k.About + "\nAdd one with: understudy add " + strings.ReplaceAll(k.Name, " ", "-") +
		" " + strings.Join(columnNames(k)[:1], "") + "=…"
}

// employeeJSON is an employee with the present position.
type employeeJSON struct {
	ID         int64  `json:"id"`
	Name       string `json:"name"`
	Number     string `json:"number,omitempty"`
	Email      string `json:"email,omitempty"`
	Role       string `json:"role,omitempty"`
	RoleLevel  string `json:"role_level,omitempty"`
	Grade      string `json:"grade,omitempty"`
	Team       string `json:"team,omitempty"`
	Location   string `json:"location,omitempty"`
	Country    string `json:"country,omitempty"`
	Market     string `json:"market,omitempty"`
	TimeZone   string `json:"time_zone,omitempty"`
	WorksFrom  string `json:"works_from,omitempty"` // local time
	WorksUntil string `json:"works_until,omitempty"`
	Manager    string `json:"manager,omitempty"`
	ManagerID  int64  `json:"manager_id,omitempty"`
	Hired      string `json:"hired,omitempty"`
	Left       string `json:"left,omitempty"`
	LeftReason string `json:"left_reason,omitempty"`
	Rated      int    `json:"skills_rated"`
	Required   int    `json:"skills_required"` // by the role level
	Covered    int    `json:"skills_covered"`  // of these, at the level
}

func employeeOf(r store.EmployeeRow) employeeJSON {
	return employeeJSON{
		ID: r.ID, Name: text.Clean(r.Name), Number: text.Clean(r.Number), Email: text.Clean(r.Email), Role: text.Clean(r.Role),
		RoleLevel: text.Clean(r.RoleLevel), Grade: text.Clean(r.Grade), Team: text.Clean(r.Team), Location: text.Clean(r.Location),
		Country: text.Clean(r.Country), Market: text.Clean(r.Market), TimeZone: r.Zone, WorksFrom: r.WorkFrom, WorksUntil: r.To,
		Manager: text.Clean(r.Manager), ManagerID: r.ManagerID, Hired: string(r.Hired), Left: string(r.LeftOn),
		LeftReason: text.Clean(r.LeftReason), Rated: r.Rated, Required: r.Required, Covered: r.Covered,
	}
}

func (a *app) listEmployees(ctx context.Context, s *store.Store, f listFlags) error {
	if f.of != "" {
		return usage("employees hang from nothing; leave --of out")
	}
	if sorts := store.EmployeeSorts(); f.sort != "" && !slices.Contains(sorts, f.sort) {
		return usage("employees are not sorted by “%s”%s; they are by %s", f.sort, didYouMean(f.sort, sorts), strings.Join(sorts, ", "))
	}
	rows, err := employees(ctx, s, f)
	if err != nil {
		return err
	}
	if a.json {
		out := make([]employeeJSON, 0, len(rows))
		for _, r := range rows {
			out = append(out, employeeOf(r))
		}
		return a.printJSON(out)
	}
	t := newTable(">ID", "NAME", "NUMBER", "ROLE", "GRADE", "TEAM", "LOCATION", "MANAGER")
	for _, r := range rows {
		name := r.Name
		if r.LeftOn != "" && r.LeftOn <= s.Today() {
			name += " (left)"
		}
		t.add(itoa(r.ID), name, r.Number, roleName(r), r.Grade, r.Team, r.Location, r.Manager)
	}
	k, err := store.KindOf("employee")
	a.print(t, empty(k, f))
	return err
}

func employees(ctx context.Context, s *store.Store, f listFlags) ([]store.EmployeeRow, error) {
	keys, err := s.EmployeeIndex(ctx, store.EmployeeFilter{Sort: f.sort, Reverse: f.reverse, Leavers: f.leavers, Archived: f.archived})
	if err != nil {
		return nil, err
	}
	var ids []int64
	want := text.Fold(f.filter)
	for _, k := range keys {
		if strings.Contains(k.Fold, want) && (f.limit == 0 || len(ids) < f.limit) {
			ids = append(ids, k.ID)
		}
	}
	return s.EmployeeRows(ctx, ids)
}

func roleName(r store.EmployeeRow) string {
	if r.Role == "" {
		return ""
	}
	return r.Role + ": " + r.RoleLevel
}

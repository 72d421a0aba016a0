package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) initiativeCmd() *cobra.Command {
	c := group("initiative", "Show what the company aims at, what it lacks for that, and what is done", a.initiativeListCmd(), a.initiativeShowCmd())
	c.Long = `Show initiatives with the people whom they need, their KPIs, the programs that serve them and what is done about their gaps.

Initiatives and what hangs from them are added, changed and archived like every record: understudy add initiative, add "initiative need", add kpi; and brought in with understudy import. A program names the one that it serves: understudy set program NAME initiative=NAME. A KPI is measured with understudy measure, a gap answered with understudy gaps close.`
	return c
}

// sayKPIs counts KPIs by state, those that need somebody first.
func sayKPIs(by map[store.KPIState]int) string {
	var out []string
	for _, state := range store.KPIStates() {
		if n := by[state]; n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, state))
		}
	}
	return strings.Join(out, ", ")
}

func sayOwner(v store.InitiativeRow) string {
	if v.OwnerGone {
		return v.Owner + " (gone)"
	}
	return v.Owner
}

func (a *app) initiativeListCmd() *cobra.Command {
	var archived bool
	c := &cobra.Command{
		Use: "list", Short: "List the initiatives: what they lack, how their KPIs stand, what is done", Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.initiativeList(cmd.Context(), s, archived) })
		},
	}
	c.Flags().BoolVar(&archived, "archived", false, "archived ones too")
	return c
}

func (a *app) initiativeList(ctx context.Context, s *store.Store, archived bool) error {
	list, err := s.Initiatives(ctx, archived)
	if err != nil {
		return err
	}
	out := make([]initiativeJSON, 0, len(list))
	t := newTable("INITIATIVE", "STATE", "OWNER", "UNTIL", ">NEEDS MET", ">LACKING", "KPIS", ">PROGRAMS", ">PAIRS", ">ACTIONS")
	for _, v := range list {
		out = append(out, initiativeOf(v))
		name := v.Name
		if v.Archived {
			name += " (archived)"
		}
		t.add(name, v.State, sayOwner(v), string(v.Ends), fmt.Sprintf("%d of %d", v.Met, v.Needs), fmt.Sprint(v.Lack), sayKPIs(v.ByState),
			fmt.Sprint(v.Programs), fmt.Sprint(v.Running), fmt.Sprint(v.UnderWay))
	}
	if a.json {
		return a.printJSON(out)
	}
	a.print(t, "no initiatives yet; add one with: understudy add initiative name=…")
	return nil
}

func (a *app) initiativeShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show INITIATIVE", Short: "Show one initiative: each need, KPI, program and gap action", Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				rec, err := find(cmd.Context(), s, "initiative", given[0])
				if err != nil {
					return err
				}
				v, err := s.Initiative(cmd.Context(), rec.ID)
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(initiativeFactsOf(v))
				}
				a.showInitiative(v)
				return nil
			})
		},
		ValidArgsFunction: a.completeWith(labelled("initiative")),
	}
}

func (a *app) showInitiative(v store.InitiativeFacts) {
	a.printf("%s\n", a.bold(text.Clean(v.Name)))
	a.fact("State", v.State)
	a.fact("Owner", sayOwner(v.InitiativeRow))
	a.fact("Runs", strings.TrimSuffix("from "+string(v.Starts)+" to "+string(v.Ends), " to "))
	a.fact("People", fmt.Sprintf("%d of %s met, %s lacking", v.Met, count(v.Needs, "need", "needs"), count(v.Lack, "person", "people")))
	a.fact("KPIs", sayKPIs(v.ByState))
	a.fact("Description", v.Description)
	a.heading("People needed")
	t := newTable("SKILL", ">LEVEL", "WHERE", "BY", ">NEEDED", ">THERE", ">LACKING", ">ONE LEVEL AWAY", ">UNDER WAY", ">CLOSED")
	for _, n := range v.NeedList {
		where := n.Where
		if where == "" {
			where = "anywhere"
		}
		t.add(n.Skill, fmt.Sprint(n.Level), where, string(n.Due), fmt.Sprint(n.Count), fmt.Sprint(n.Have), fmt.Sprint(n.Lack()), fmt.Sprint(n.Near), fmt.Sprint(n.UnderWay), fmt.Sprint(n.Done))
	}
	a.print(t, `nothing yet; add it with: understudy add "initiative need" initiative=`+text.Quote(v.Name)+" skill=… level=3 count=2 team=…")
	a.heading("KPIs")
	t = newTable("KPI", "STATE", ">% OF THE WAY", "WHY")
	t.whole = true
	for _, k := range v.KPIList {
		way := ""
		if len(k.Measurements) > 0 {
			way = fmt.Sprint(k.Verdict.Way)
		}
		t.add(k.Name, string(k.Verdict.State), way, k.Verdict.Why)
	}
	a.print(t, "none yet; add one with: understudy add kpi initiative="+text.Quote(v.Name)+" name=… baseline=… target=… due=…")
	a.showServing(v)
	a.heading("What is done about its gaps")
	a.print(gapActionTable(v.Actions), "nothing yet; answer a gap with: understudy gaps close EMPLOYEE SKILL")
}

func (a *app) showServing(v store.InitiativeFacts) {
	a.heading("Programs that serve it")
	t := newTable("PROGRAM", "CYCLE", "STATE", "STARTS", "ENDS", ">PAIRS UNDER WAY", ">PAIRS")
	for _, p := range v.Serving {
		if len(p.Cycles) == 0 {
			t.add(p.Name, "no cycle yet", "", "", "", "0", "0")
		}
		for _, c := range p.Cycles {
			t.add(p.Name, c.Name, c.State, string(c.Starts), string(c.Ends), fmt.Sprint(c.Running), fmt.Sprint(c.Ever))
		}
	}
	a.print(t, "none yet; name it in one with: understudy set program NAME initiative="+text.Quote(v.Name))
	a.heading("Stretch assignments that serve it")
	a.print(stretchTable(v.Stretch), "none yet; name it in one with: understudy set stretch-assignment NAME initiative="+text.Quote(v.Name))
}

// labelled proposes the records of a kind.
func labelled(kind string) func(context.Context, *store.Store, []string) ([]string, error) {
	return func(ctx context.Context, s *store.Store, _ []string) ([]string, error) { return labels(ctx, s, kind) }
}

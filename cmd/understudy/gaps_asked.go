package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
)

// askedOfCompany answers what is asked for of one kind, and what there is of it.
func (a *app) askedOfCompany(ctx context.Context, s *store.Store, c *store.GapCompany, f gapsFlags, only narrowed) (*gapView, error) {
	kind := f.asks()
	list := c.Board(kind)
	if len(list) == 0 && f.initiative == "" {
		return nil, &statusError{exitNotFound, fmt.Errorf("%s", map[string]string{
			store.CoverKind:          "no team asks for cover yet; add one with: understudy add cover team=… skill=… level=3 count=2",
			store.DemandKind:         "no market or location demands anything yet; add a demand with: understudy add demand market=… skill=… level=3 count=2 due=…",
			store.InitiativeNeedKind: "no initiative that is under way needs anything yet; add a need with: understudy add initiative-need initiative=… skill=… level=3 count=2",
		}[kind])}
	}
	title := map[string]string{store.CoverKind: "Cover of teams", store.DemandKind: "Demand of markets and locations", store.InitiativeNeedKind: "What initiatives need"}[kind]
	if f.initiative != "" {
		aim, err := find(ctx, s, "initiative", f.initiative)
		if err != nil {
			return nil, err
		}
		if state := aim.Values["state"]; aim.Archived || state == "achieved" || state == "dropped" {
			return nil, usage("%s is %s: nothing is needed for it any more", aim.Label, map[bool]string{true: "archived", false: state}[aim.Archived])
		}
		list = slices.DeleteFunc(list, func(b store.GapCover) bool { return b.Initiative != aim.ID })
		title = "What “" + aim.Label + "” needs"
	}
	by, _ := f.grouping()
	list = slices.DeleteFunc(list, func(b store.GapCover) bool { return !only.has(b.Cover.Skill) || f.by != "" && b.By != by })
	if f.sources {
		most := unlimited(f.limit)
		if f.limit < 0 && f.format == "" && f.file == "-" && !a.json {
			most = sourcesShown
		}
		return sourcesView(ctx, c, title, list, f.covers, most)
	}
	return boardView(c, title, list, f), ctx.Err()
}

// boardView lists what is asked for with what there is, what lacks people first.
func boardView(c *store.GapCompany, title string, list []store.GapCover, f gapsFlags) *gapView {
	v := &gapView{title: title, empty: "nothing of this is asked for"}
	short, people := 0, 0
	for _, b := range list {
		if !b.Holds() {
			short++
			people += int(b.Missing())
		}
	}
	v.lead = []string{strings.Replace(count(short, "lacks", "lack"), " ", fmt.Sprintf(" of %d ", len(list)), 1) + " people: " + count(people, "is", "are") + " missing"}
	v.fact("asked", len(list))
	v.fact("lacking", short)
	v.fact("missing_people", people)
	v.columns = boardColumns(f.asks())
	others := elsewhereOf(c, list)
	for _, b := range list {
		elsewhere, keen := "", ""
		if !b.Holds() && b.By != gap.Company {
			there, want := others(b)
			if elsewhere = itoa(int64(there)); b.By != gap.Team {
				keen = itoa(int64(want))
			}
		}
		v.add(b.Place, groupWord(b.By), groupID(c, b.By, b.Group), b.Skill, c.SkillNames.ID(b.Cover.Skill), b.Level, b.Due, b.Count, b.Have, b.Missing(), b.Surplus(), b.Near,
			elsewhere, keen, sayState(c, b), b.InitiativeName, b.ID)
	}
	if short > 0 {
		v.foot = []string{"who could help: understudy gaps " + f.asked() + " --sources", footClose}
	}
	return v
}

// boardColumns leave out of sight what is empty for the kind.
func boardColumns(kind string) []gapColumn {
	return []gapColumn{
		{heading: "Where", key: "place"},
		{heading: "Kind of place", key: "place_kind", data: true},
		{heading: "Place id", key: "place_id", number: true, data: true},
		{heading: "Skill", key: "skill"},
		{heading: "Skill id", key: "skill_id", number: true, data: true},
		{heading: "Level", key: "level", number: true},
		{heading: "By", key: "due", data: kind == store.CoverKind},
		{heading: "Asked", key: "people", number: true},
		{heading: "Have", key: "have", number: true},
		{heading: "Missing", key: "missing", number: true, data: true},
		{heading: "Surplus", key: "surplus", number: true, data: true},
		{heading: "One level away", key: "one_level_away", number: true},
		{heading: "Elsewhere", key: "elsewhere", number: true},
		{heading: "Want to go", key: "elsewhere_who_want_the_market", number: true, data: kind == store.CoverKind},
		{heading: "State", key: "state"},
		{heading: "For", key: "initiative", data: kind != store.InitiativeNeedKind},
		{heading: "Id", key: "id", number: true, data: true},
	}
}

// asked is the flag of the question.
func (f gapsFlags) asked() string {
	switch {
	case f.covers:
		return "--covers"
	case f.demand:
		return "--demand"
	case f.initiative != "":
		return "--initiative " + text.Quote(f.initiative)
	}
	return "--needs"
}

// sayState is the state of what is asked for in words.
func sayState(c *store.GapCompany, b store.GapCover) string {
	switch {
	case b.Overdue:
		return fmt.Sprintf("overdue, lacks %d", b.Missing())
	case !b.Holds():
		return fmt.Sprintf("lacks %d", b.Missing())
	case b.Only != gap.None:
		return "hangs on " + c.Employees.Name(b.Only)
	case b.Hangs():
		return "just holds"
	}
	return "holds"
}

// elsewhereOf counts who has the level in another place, and of these who want to go to
// the market. Nobody goes to the market of a team, and there are thousands of teams: for
// these it is enough to count a skill once.
func elsewhereOf(c *store.GapCompany, list []store.GapCover) func(b store.GapCover) (there, want int) {
	var everywhere []gap.Cover
	at := map[gap.Cover]int{}
	for _, b := range list {
		if all := (gap.Cover{Skill: b.Cover.Skill, Level: b.Level, Due: b.Cover.Due}); b.By == gap.Team {
			if _, ok := at[all]; !ok {
				at[all] = len(everywhere)
				everywhere = append(everywhere, all)
			}
		}
	}
	in := c.Input
	in.Covers = everywhere
	found := in.CheckCovers()
	return func(b store.GapCover) (there, want int) {
		if i, ok := at[gap.Cover{Skill: b.Cover.Skill, Level: b.Level, Due: b.Cover.Due}]; ok && b.By == gap.Team {
			return int(found[i].Have - b.Have), 0
		}
		for _, v := range c.Sources(b.Cover).Hold {
			if v.Here {
				continue
			}
			there++
			if v.Wish > 0 {
				want++
			}
		}
		return there, want
	}
}

// sourcesShown is how many people of each kind are listed for a gap on the screen.
const sourcesShown = 5

// sourcesView lists, for everything that lacks people, who could help: of each kind at
// most so many.
func sourcesView(ctx context.Context, c *store.GapCompany, title string, list []store.GapCover, covers bool, most int) (*gapView, error) {
	v := &gapView{title: title + ": who could help", empty: "nothing lacks people"}
	v.columns = sourcesColumns(covers)
	bare := 0
	for _, b := range list {
		if b.Holds() {
			continue
		}
		if err := ctx.Err(); err != nil { // each looks through everybody, and a company has thousands
			return nil, err
		}
		of := c.Sources(b.Cover)
		ways := []way{{"has it elsewhere", away(of.Hold)}, {"one level away", of.Near}, {"can teach it", of.Teach}}
		if len(ways[0].who)+len(of.Near)+len(of.Teach) == 0 {
			bare++
			v.addSource(c, b, "nobody inside", nil)
		}
		for _, w := range ways {
			for _, p := range w.who[:min(len(w.who), most)] {
				how := w.how
				if p.Here {
					how += ", there"
				}
				v.addSource(c, b, how, &p)
			}
		}
	}
	v.fact("without_source", bare)
	v.foot = []string{footClose}
	if bare > 0 {
		v.lead = append(v.lead, count(bare, "gap has", "gaps have")+" no source inside the company")
	}
	return v, nil
}

// way is one way in which people could help.
type way struct {
	how string
	who []gap.Source
}

func sourcesColumns(covers bool) []gapColumn {
	return []gapColumn{
		{heading: "Where", key: "place"},
		{heading: "Place id", key: "place_id", number: true, data: true},
		{heading: "Skill", key: "skill"},
		{heading: "Skill id", key: "skill_id", number: true, data: true},
		{heading: "Needs", key: "needed_level", number: true},
		{heading: "By", key: "due", data: covers},
		{heading: "Lacks", key: "missing", number: true},
		{heading: "How", key: "how"},
		{heading: "Employee", key: "employee"},
		{heading: "Employee id", key: "employee_id", number: true, data: true},
		{heading: "Has", key: "level", number: true},
		{heading: "Interest", key: "interest", number: true},
		{heading: "Wants the market", key: "wish", number: true, data: covers},
		{heading: "Breaks", key: "breaks", number: true},
		{heading: "Team", key: "team"},
		{heading: "Location", key: "location"},
		{heading: "Market", key: "market", data: true},
		{heading: "Id", key: "id", number: true, data: true},
	}
}

// addSource adds one person for a gap, nil where there is nobody.
func (v *gapView) addSource(c *store.GapCompany, b store.GapCover, how string, p *gap.Source) {
	row := []any{b.Place, groupID(c, b.By, b.Group), b.Skill, c.SkillNames.ID(b.Cover.Skill), b.Level, b.Due, b.Missing(), how}
	if p == nil {
		v.add(append(row, "", "", "", "", "", "", "", "", "", b.ID)...)
		return
	}
	e := p.Employee
	v.add(append(row, c.Employees.Name(e), c.Employees.ID(e), p.Level, p.Interest, p.Wish, p.Breaks,
		c.TeamNames.Name(c.Team[e]), c.LocationNames.Name(c.Location[e]), c.MarketNames.Name(c.Market[e]), b.ID)...)
}

// away are those who are not there yet.
func away(list []gap.Source) []gap.Source {
	return slices.DeleteFunc(list, func(s gap.Source) bool { return s.Here })
}

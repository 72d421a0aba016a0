package employees

import (
	"context"
	"fmt"
	"strings"

	"understudy/match/gap"
	"understudy/store"
	"understudy/tui/internal/theme"
)

// mostRoles is how many of the nearest role levels are named; page 3 ranks them all.
const mostRoles = 3

// growth is where someone could go from here: the usual next steps and the nearest role
// levels, with what is missing for each, the certificates that they hold, and what was
// begun to close their gaps.
func growth(ctx context.Context, db *store.Store, who row) ([]group, error) {
	e, err := db.GapEmployee(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	held, err := db.Qualifications(ctx, store.QualificationFilter{PeopleFilter: store.PeopleFilter{Employees: []int64{who.ID}}})
	if err != nil {
		return nil, err
	}
	begun, err := db.GapActions(ctx, store.ActionFilter{Employee: who.ID})
	if err != nil {
		return nil, err
	}
	return append(nextRoles(e), certificates(held), gapActions(begun)), nil
}

// nextRoles are the steps that usually follow, and the role levels that are nearest.
func nextRoles(e *store.GapEmployee) []group {
	usual := group{title: "Usual next steps", noAdd: "career steps are kept on page 0, Company, under Roles", none: "None is known: the role has no higher level, and no career step leads from it."}
	near := group{title: "Nearest other roles", noAdd: "it is worked out of ratings and requirements", none: "Nothing is there yet of what other role levels require."}
	steps := append([]int32{}, e.Careers...)
	if e.Next != gap.None {
		steps = append([]int32{e.Next}, steps...)
	}
	named := map[int32]bool{e.Role: true}
	for _, role := range steps {
		named[role] = true
		usual.lines = append(usual.lines, distance(e, gap.Ranked{Of: role, Distance: gap.DistanceOf(e.Levels, e.Requirements.Row(role))}))
	}
	for _, r := range gap.RankRoles(e.Levels, e.Requirements, e.Ways, false) {
		if len(near.lines) < mostRoles && !named[r.Of] && !e.Archived[r.Of] {
			near.lines = append(near.lines, distance(e, r))
		}
	}
	return []group{usual, near}
}

func distance(e *store.GapEmployee, r gap.Ranked) line {
	said := "it requires no skill yet"
	switch {
	case r.Skills > 0 && r.Missing == 0:
		said = "ready: lacks nothing"
	case r.Skills > 0:
		said = fmt.Sprintf("%d %% there; %s missing in %s", r.Ready(), counted(int(r.Missing), "level", "levels"), counted(int(r.Short), "skill", "skills"))
		if gaps, _, _ := gap.Compare(e.Levels, e.Requirements.Row(r.Of)); len(gaps) > 0 {
			worst := gaps[0]
			said += fmt.Sprintf(", most in %s %d of %d", e.SkillNames.Name(worst.Skill), worst.Has, worst.Needs)
		}
	}
	return line{left: e.Roles.Name(r.Of), right: said, wrap: true, fixed: "it is worked out of ratings and requirements", stays: "it is worked out of ratings and requirements"}
}

func certificates(held []store.Qualification) group {
	g := group{title: "Qualifications", kind: "qualification", none: "No certificate yet. a adds one."}
	for _, q := range held {
		look := func(th *theme.Styles) theme.Style { return th.Text }
		switch q.State {
		case store.Expired:
			look = func(th *theme.Styles) theme.Style { return th.Bad }
		case store.ExpiresSoon:
			look = func(th *theme.Styles) theme.Style { return th.Warn }
		}
		g.lines = append(g.lines, line{left: q.Certificate, right: strings.TrimSpace(string(q.State) + ": " + q.Why), look: look, kind: "qualification", id: q.ID, wrap: true})
	}
	return g
}

func gapActions(begun []store.GapAction) group {
	g := group{title: "Begun to close gaps", noAdd: "an action begins where its gap is shown, on page 3, Skills", none: "Nothing yet: page 3, Skills, shows the gaps and what could close them."}
	for _, a := range begun {
		said := fmt.Sprintf("%d of %d: %s", a.Has, a.Level, a.State)
		if by := a.By(); by != "" {
			said += ", " + by
		}
		if a.Initiative != "" {
			said += ", for " + a.Initiative
		}
		l := line{left: a.Skill, right: said, wrap: true, fixed: "it is changed where its pair, placement or assignment is", stays: "undo takes it back, with what was made for it"}
		if a.Pair+a.Placement+a.Application != 0 {
			l.at = &store.Attention{Pair: a.Pair, Placement: a.Placement, Application: a.Application}
		}
		g.lines = append(g.lines, l)
	}
	return g
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

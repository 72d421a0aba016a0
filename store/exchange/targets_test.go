package exchange_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// everyTarget has a file for each target, in an order in which all can be loaded.
var everyTarget = []struct {
	target, body string
	opt          exchange.Options
}{
	{"grades", "Grade\nJunior\nSenior\nPrincipal\n", exchange.Options{}},
	{"markets", "Market\nIberia\nNordics\n", exchange.Options{}},
	{"locations", "Location,Country,Market,Time zone\nLisbon,Portugal,Iberia,Europe/Lisbon\nOslo,Norway,Nordics,Europe/Oslo\nAustin,USA,North America,America/Chicago\n", exchange.Options{}},
	{"teams", "Team,Within\nPlatform,Engineering\nEngineering,\nData,Engineering\nSales,Commercial\n", exchange.Options{}},
	{"families", "Family\nTech\n", exchange.Options{}},
	{"roles", "Role,Family,Description\nEngineer,Tech,\"Builds\nthings\"\nSeller,Commerce,\n", exchange.Options{}},
	{"role levels", "Role,Role level,Rank\nEngineer,Engineer,1\nEngineer,Senior engineer,2\nSeller,Seller,1\n", exchange.Options{}},
	{"categories", "Category\nCraft\n", exchange.Options{}},
	{"skills", "Skill,Category,Description\nGo,Craft,a language\nSQL,Data,\n", exchange.Options{}},
	{"languages", "Language\nEnglish\nPortuguese\n", exchange.Options{}},
	{"fields", "Field,Barred from rules\norganisation,no\ngender,yes\n", exchange.Options{}},
	{"questions", "About,Question,Answers\ngoals,What next?,\"Lead\nTravel\"\nstyle,How often?,\n", exchange.Options{}},
	{"employees", "number,name,email,role,role level,grade,team,location,manager,languages,organisation\n1,Ann,ann@x.org,Engineer,Senior engineer,Principal,Platform,Lisbon,,English,North\n2,Bo,bo@x.org,Engineer,Engineer,Junior,Platform,Oslo,1,English;Portuguese,South\n3,Cy,cy@x.org,Engineer,Engineer,Junior,Data,Oslo,1,English,\n", exchange.Options{}},
	{"requirements", "Role,Role level,Skill,Level\nEngineer,Engineer,Go,2\nEngineer,Senior engineer,Go,Practitioner\nEngineer,Senior engineer,Kubernetes,2\nEngineer,Engineer,SQL,NOT IN USE\n", exchange.Options{}},
	{"ratings", "employee,skill,level,source,date,evidence\n1,Go,4,manager,2026-01-05,\"ran\nthe course\"\nbo@x.org,Go,awareness,self,2026-02-01,\nBo,Rust,2,,2026-02-01,\n", exchange.Options{}},
	{"interests", "Employee,Skill,or market,Interest\n2,Go,,3\n2,,Iberia,2\n", exchange.Options{}},
	{"needs", "Employee,Need or offer,Skill,Level\n2,need,Go,3\n1,offer,Go,expert\n", exchange.Options{}},
	{"answers", "Employee,Question,Answer\n2,What next?,lead\n2,How often?,weekly\n", exchange.Options{}},
	{"consents", "Employee,Agreed to\n1,mentoring\n2,mentoring\n3,events\n", exchange.Options{}},
	{"positions", "Employee,Since,Role,Role level,Grade,Team,Location,Manager\n1,2015-01-01,Engineer,Engineer,Junior,Data,Oslo,\n2,2019-01-01,,Seller: Seller,,Sales,,3\n", exchange.Options{}},
	{"past assignments", "Employee,Market,From,To,Outcome\n1,Iberia,2020-01-01,2021-12-31,completed\n", exchange.Options{}},
	{"initiatives", "Strategic initiative,Responsible,Start date,End date,Status,Details\nNordic launch,1,2026-01-01,2027-06-30,in progress,\"Open\nOslo\"\nNew platform,bo@x.org,2026-03-01,,Planned,\n", exchange.Options{}},
	{"initiative needs", "Initiative,Skill,Level,Headcount,Team,Location,Market,Due\nNordic launch,Go,practitioner,4,,,Nordics,2026-12-31\nnordic launch,SQL,2,1,,Oslo,,\nNew platform,Go,4,2,Platform,,,2026-09-01\nNew platform,Go,4,1,,,,\n", exchange.Options{}},
	{"kpis", "KPI,Initiative,Unit,Direction,Baseline,Baseline date,Target,Deadline,Frequency\nShops,Nordic launch,shops,higher,0,2026-01-01,12,2027-06-30,monthly\nCost,Nordic launch,EUR,,\"1.200,50\",2026-01-01,900,2027-06-30,\nCost,New platform,EUR,lower,45 %,2026-03-01,30 %,2027-01-01,7\n", exchange.Options{}},
	{"measurements", "Initiative,KPI,Measured on,Actual,Comment\n,Shops,2026-02-01,1,\n,Shops,13/03/2026,3,two more\nNew platform,Cost,2026-04-01,\"44,5\",\n", exchange.Options{}},
	{"covers", "Department,Competency,Level,People\nPlatform,Go,3,2\nPlatform,Go,expert,1\nData,SQL,working,1\n", exchange.Options{}},
	{"demands", "Market,Location,Skill,Level,Number,By\nNordics,,Go,3,2,2026-12-31\n,Lisbon,Go,3,1,31.12.2026\n", exchange.Options{}},
	{"level descriptions", "Skill,Level,Description\nGo,0,\nGo,1,Reads it\nGo,expert,\"Teaches it,\nreviews it\"\n", exchange.Options{}},
	{"career steps", "From role,From level,To role,To level,Condition\nEngineer,Senior engineer,Seller,,after a course\n,Seller: Seller,,Engineer: Engineer,\n", exchange.Options{}},
	{"certificates", "Certification,Skill,Level,Valid for,Issued by\nGopher,Go,3,24,The school\nFirst aid,,,,\n", exchange.Options{}},
	{"qualifications", "Employee number,Certification,Issue date,Valid until,Licence number\n1,Gopher,2025-01-31,,G-7\n2,first aid,2024-02-29,2026-02-28,\n", exchange.Options{}},
	{"potential criteria", "Of,Name,Look for\nperformance,Results,what came of it\npotential,Learns fast,\n", exchange.Options{}},
	{"potential ratings", "Number,Criterion,Score,Review date,Reason\n1,Results,high,2026-04-01,\"all goals,\nand one more\"\n2,learns fast,2,2026-04-02,a new field\n", exchange.Options{}},
	{"absences", "Employee number,First day,Last day,Comment\n2,2026-07-06,2026-07-17,\n2,2026-09-01,,\nCy,1.12.2026,24.12.2026,back on the 28th\n", exchange.Options{}},
	{"holidays", "Date,Public holiday,Location\n2026-12-25,Christmas,\n2026-05-17,Constitution Day,Oslo\n17.05.2026,Constitution Day,Lisbon\n", exchange.Options{}},
	{"rotation plans", "Rotation plan,Start date,Period,Periods,Travel\nSpring,2026-07-01,month,6,anywhere\nAutumn,2026-10-05,week,8,\n", exchange.Options{}},
	{"seats", "Plan,Seat,Host team,Skill,Host,Entry level,Reaches,Location,Capacity\nSpring,Desk,Sales,SQL,1,none,practitioner,,2\nSpring,Bench,Data,Go,,1,4,Oslo,1\nAutumn,Desk,Sales,SQL,1,0,2,,1\n", exchange.Options{}},
	{"participants", "Rotation plan,Employee,Available from,Own job\nSpring,2,2026-08-01,\nSpring,cy@x.org,,Bench\nAutumn,2,,\n", exchange.Options{}},
	{"rotation wishes", "Employee number,Plan,Seat,Weight\n2,Spring,Desk,\"1,5\"\n2,autumn,desk,\n3,,Desk,-0.5\n", exchange.Options{}},
	{"stretch assignments", "Project,Kind,Sponsor,Start date,End date,Hours per week,From grade\nLead the move,lead a project,1,2026-07-01,2026-12-31,6,Senior\nMentor Cy,mentor a junior,,2026-07-01,2026-09-30,,\n", exchange.Options{}},
	{"stretch skills", "Stretch assignment,Skill,Entry level,Reaches\nLead the move,Go,working,expert\nlead the move,SQL,,3\n", exchange.Options{}},
	{"applications", "Assignment,Employee,Applied on,Why\nLead the move,2,2026-05-01,\"I have\nmoved\"\nLead the move,3,2026-05-02,\n", exchange.Options{}},
	{"rooms", "Room,Location,Seats\nBlue,Oslo,12\nBlue,Lisbon,8\n", exchange.Options{}},
	{"topics", "Topic,Skill,Level,Suggested by,Suggested on\nGo in an hour,Go,2,2,2026-05-01\nHow we sell,,1,,2026-05-02\n", exchange.Options{}},
	{"invitations", "Event,Employee,Came\n\"First steps in Go, 2026-05-01\",2,yes\n", exchange.Options{}},
	{"enrolments", "employee,capacity\n1,2\n", exchange.Options{Program: "P", Side: "mentor"}},
	{"enrolments", "email address,as,waiting since,preferences,needs,first choice\nbo@x.org,mentee,2026-03-01,1;Cy,Go 3; SQL,\ncy@x.org,mentee,,,,1\n", exchange.Options{Program: "P"}},
}

func withProgram(t testing.TB) *store.Store {
	t.Helper()
	st := sound(t)
	storetest.Add(t, st, "program", map[string]string{"name": "P"})
	storetest.Add(t, st, "event", map[string]string{"name": "First steps in Go", "date": "2026-05-01", "time": "12:00"})
	return st
}

func TestEveryTargetImportedTwiceChangesNothingTheSecondTime(t *testing.T) {
	st := withProgram(t)
	for _, f := range everyTarget {
		p := load(t, st, f.target, f.body, f.opt)
		rows := len(read(t, f.body).Lines)
		if p.Counts.Created+p.Counts.Skipped+p.Counts.Unchanged != rows || p.Counts.Created == 0 {
			t.Errorf("%s: %s of %d rows: %v", f.target, p.Summary(), rows, p.Rows)
		}
	}
	before := dump(t, st)
	for _, f := range everyTarget {
		p := plan(t, st, f.target, f.body, f.opt)
		if p.Counts.Created+p.Counts.Updated+p.Counts.Invalid > 0 || len(p.New) > 0 {
			t.Errorf("%s: %s %v %v %v", f.target, p.Summary(), p.Rows, p.New, p.Problems)
		}
		if c := commit(t, st, p); c.ID != 0 {
			t.Errorf("%s: change %+v", f.target, c)
		}
	}
	same(t, "second import", dump(t, st), before)
}

func TestUndoOfAnImportOfAnyTargetLeavesEveryTableAsItWas(t *testing.T) {
	slow(t)
	st := withProgram(t)
	for _, f := range everyTarget {
		before := dump(t, st)
		p := plan(t, st, f.target, f.body, f.opt)
		ctx, stop := context.WithCancel(t.Context())
		if _, err := p.Commit(ctx, st, func(int, int) { stop() }); !errors.Is(err, context.Canceled) {
			t.Error(f.target, err)
		}
		commit(t, st, p) // a stopped import can be tried again
		after := dump(t, st)
		if _, err := st.Undo(t.Context()); err != nil {
			t.Fatal(f.target, err)
		}
		same(t, "undo of "+f.target, dump(t, st), before)
		if _, err := st.Redo(t.Context()); err != nil {
			t.Fatal(f.target, err)
		}
		same(t, "redo of "+f.target, dump(t, st), after)
	}
}

func TestAFaultyRowOfAnyTargetIsReportedAndNothingIsWritten(t *testing.T) {
	slow(t)
	st := withProgram(t)
	for _, f := range everyTarget {
		load(t, st, f.target, f.body, f.opt)
	}
	before := dump(t, st)
	mentor := exchange.Options{Program: "P", Side: "mentor"}
	for _, c := range []struct {
		target, body, want string
		opt                exchange.Options
	}{
		{"grades", "name\nJunior\nSenior\nPrincipal\nsenior\n", "people.csv:5: name “senior”: line 3 has the same grade; keep one of the two rows", exchange.Options{}},
		{"grades", "name\nJunior\nNew\n", "people.csv:1: the file leaves out the grades Principal, Senior, whose place is then unknown; put all grades into the file, or give them a column rank", exchange.Options{}},
		{"grades", "name,rank\nNew,2\n", "people.csv:2: “New”: the rank 2 belongs to “Senior”; give each grade a rank of its own", exchange.Options{}},
		{"ratings", "employee,skill,level\n1,Go,5\n", "people.csv:2: level “5”: is no level; write 0 to 4, or none, awareness, working, practitioner, expert", exchange.Options{}},
		{"ratings", "employee,skill,level\nZed,Go,3\n", "people.csv:2: employee “Zed”: there is no such employee; correct it, or import the employees first", exchange.Options{}},
		{"ratings", "employee,skill\n1,Go\n", "people.csv:1: no column says the level; say which does with --map \"heading=level\"", exchange.Options{}},
		{"ratings", "employee,skill,level\n1,Go,3\n1,go,2\n", "people.csv:3: level “2”: line 2 says another one of the same (Ann, Go); keep one of the two rows", exchange.Options{}},
		{"requirements", "role,skill,level\nEngineer,Go,3\n", "people.csv:2: role “Engineer”: the role has 2 levels; say which in a column role level", exchange.Options{}},
		{"requirements", "role,role level,rank,skill,level\nEngineer,Boss,2,Go,3\n", "people.csv:2: rank “2”: another level of this role has this rank; give each level of a role a rank of its own", exchange.Options{}},
		{"enrolments", "employee,preferences\n1,Nobody\n", "people.csv:2: preferences “Nobody”: “Nobody”: there is no such employee; correct it, or import the employees first", mentor},
		{"enrolments", "employee,places\n1,many\n", "people.csv:2: places “many”: is no number of places; write a whole number from 0 to 99", mentor},
		{"enrolments", "employee\n1\n", "people.csv:1: nothing says who is mentor and who is mentee; say --as mentor or --as mentee, or name a column with \"heading=side\"", exchange.Options{Program: "P"}},
		{"locations", "name,time zone\nMars,Red/Planet\n", "people.csv:2: time zone “Red/Planet”: “Red/Planet” is no time zone; write it as Europe/Lisbon", exchange.Options{}},
		{"teams", "name,within\nA,B\nB,A\n", "another team has this already", exchange.Options{}},
		{"positions", "employee,since,manager\n1,2030-01-01,2\n", "people.csv:2: manager “2”: that would make a circle: it leads back to itself; correct it", exchange.Options{}},
		{"positions", "employee,since,grade\n1,2030-01-01,Z\n", "people.csv:2: grade “Z”: there is no such grade; correct it, or add it first", exchange.Options{}},
		{"answers", "employee,question,answer\n2,What next?,Sleep\n", "people.csv:2: answer “Sleep”: is none of the question's answers: Lead, Travel; correct it", exchange.Options{}},
		{"skills", "name\nGo\ngo\n", "people.csv:3: name “go”: line 2 has the same skill; keep one of the two rows", exchange.Options{}},
	} {
		p := plan(t, st, c.target, c.body, c.opt)
		if len(p.Problems) != 1 || !strings.Contains(p.Problems[0].String(), c.want) {
			t.Errorf("%s %q: %v", c.target, c.body, p.Problems)
		}
		if _, err := p.Commit(t.Context(), st, nil); err == nil {
			t.Errorf("%s %q was committed", c.target, c.body)
		}
	}
	same(t, "refused imports", dump(t, st), before)
}

func TestUpdatesAreShownAsTheyHappen(t *testing.T) {
	slow(t)
	st := withProgram(t)
	for _, f := range everyTarget {
		load(t, st, f.target, f.body, f.opt)
	}
	for _, c := range []struct {
		target, body, want string
		opt                exchange.Options
	}{
		{"grades", "name\nSenior\nJunior\nPrincipal\n", "Senior: Rank 2→1; Junior: Rank 1→2; ", exchange.Options{}},
		{"requirements", "role,role level,skill,level\nEngineer,Engineer,Go,3\n", "Engineer, Go: Level working→practitioner; ", exchange.Options{}},
		{"locations", "name,market\nOslo,Iberia\n", "Oslo: Market Nordics→Iberia; ", exchange.Options{}},
		{"skills", "name,description\ngo,the language\n", "Go: Description a language→the language; Name Go→go; ", exchange.Options{}},
		{"enrolments", "employee,places,preferences,needs\nBo,2,Ann,Go 4\n", "Bo (mentee): Places 1→2; Preferences Ann; Cy→Ann; Needs Go 3→Go 4; ", exchange.Options{Program: "P", Side: "mentee"}},
	} {
		p := load(t, st, c.target, c.body, c.opt)
		got := ""
		for _, r := range p.Rows {
			if r.Status == exchange.Updated {
				got += r.Label + ": "
				for _, d := range r.Changes {
					got += d.Column + " " + d.From + "→" + d.To + "; "
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %s; want %s", c.target, got, c.want)
		}
	}
}

func TestRatingsAddUp(t *testing.T) {
	slow(t)
	st := withProgram(t)
	for _, f := range everyTarget[:15] {
		load(t, st, f.target, f.body, f.opt)
	}
	p := load(t, st, "ratings", "employee,skill,level\n2,Go,3\n", exchange.Options{}) // import outranks a self-rating
	if p.Counts.Created != 1 {
		t.Error(p.Summary())
	}
	recs, err := st.List(t.Context(), "rating", store.ListFilter{})
	if err != nil || len(recs) != 4 {
		t.Fatal(len(recs), err)
	}
}

func TestPlacesThatNoRowSaysComeFromTheOptions(t *testing.T) {
	slow(t)
	st := withProgram(t)
	load(t, st, "employees", "number,name\n1,Ann\n2,Bo\n", exchange.Options{})
	const file = "employee,places\n1,\n2,3\n"
	opt := exchange.Options{Program: "P", Side: "mentor", Places: 2}
	load(t, st, "enrolments", file, opt)
	places := func() (out []string) {
		recs, err := st.List(t.Context(), "enrolment", store.ListFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range recs {
			out = append(out, r.Values["places"])
		}
		slices.Sort(out)
		return out
	}
	if got := places(); !slices.Equal(got, []string{"2", "3"}) {
		t.Error(got)
	}
	if p := plan(t, st, "enrolments", file, opt); !p.Empty() {
		t.Error(p.Summary())
	}
	opt.Places = 0 // leaves what is there
	if p := plan(t, st, "enrolments", file, opt); !p.Empty() {
		t.Error(p.Summary())
	}
	opt.Places = 5
	load(t, st, "enrolments", file, opt)
	if got := places(); !slices.Equal(got, []string{"3", "5"}) {
		t.Error(got)
	}
	opt.Places = 100
	s := read(t, file)
	m, err := exchange.Guess(t.Context(), st, "enrolments", s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.NewPlan(t.Context(), st, s, m, opt); err == nil {
		t.Error("100 places were taken")
	}
}

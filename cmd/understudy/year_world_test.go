package main

import (
	"fmt"
	"strings"
)

// yearSize says how many take part: from the start, and those who join later.
type yearSize struct{ mentees, mentors, lateMentees, lateMentors int }

var (
	wholeYear = yearSize{34, 20, 3, 3}
	shortYear = yearSize{14, 9, 2, 1}
)

// yearPerson is one row of the people's file.
type yearPerson struct {
	number, name, side, grade, organisation string
	late                                    bool
}

var (
	yearFirst = []string{"Ada", "Bo", "Cem", "Dina", "Emil", "Farah", "Gus", "Hana", "Ines", "Jonas", "Karim", "Lea", "Milo"}
	yearLast  = []string{"Ames", "Brandt", "Costa", "Dahl", "Egede", "Fonseca"}
	yearOrgs  = []string{"North", "South", "East"}
	yearCraft = []string{"Go", "SQL", "Writing", "Leading"}
)

// yearPeople are the people of a size: mentees, mentors, then who joins later, and three
// directors who manage all others.
func yearPeople(z yearSize) (out []yearPerson) {
	add := func(n int, side string, late bool) {
		for range n {
			i := len(out)
			grade := "Junior"
			if side == "mentor" {
				grade = []string{"Senior", "Lead"}[i%2]
			}
			out = append(out, yearPerson{
				number: fmt.Sprint(100 + i), name: yearFirst[i%len(yearFirst)] + " " + yearLast[i/len(yearFirst)], side: side, grade: grade, organisation: yearOrgs[i%3], late: late,
			})
		}
	}
	add(z.mentees, "mentee", false)
	add(z.mentors, "mentor", false)
	add(z.lateMentees, "mentee", true)
	add(z.lateMentors, "mentor", true)
	for i, name := range []string{"Nia Director", "Olaf Director", "Pia Director"} {
		out = append(out, yearPerson{number: fmt.Sprint(900 + i), name: name, grade: "Director", organisation: yearOrgs[i]})
	}
	return out
}

const yearToml = `name = "House mentoring"
kind = "mentoring"
objective = "most participants"
cadence = 14
minutes = 50

[[milestone]]
name = "Goals agreed"
after = 21

[[milestone]]
name = "Half-way review"
after = 70

[[rule]]
kind = "consent"
topic = "mentoring"

[[rule]]
kind = "grade gap"
least = 1
most = 3

[[rule]]
kind = "different field"
field = "organisation"

[[rule]]
kind = "management line"

[[criterion]]
kind = "skill need"
points = 40

[[criterion]]
kind = "goals and style"
points = 20

[[criterion]]
kind = "preferences"
points = 15

[[criterion]]
kind = "waiting"
points = 5
`

// begin brings in the company: grades, people, levels, questions and consents.
func (y *year) begin(people []yearPerson) {
	y.t.Helper()
	staff, levels := "number,name,email,hired,grade,organisation,manager\n", "number,skill,level,date\n"
	answers, consents := "employee,question,answer\n", "employee,topic,since\n"
	for i, p := range people {
		y.people[p.name] = p
		manager := ""
		if p.side != "" {
			manager = fmt.Sprint(900 + i%3)
			answers += fmt.Sprintf("%s,Pace,%s\n", p.number, []string{"calm", "brisk"}[i%2])
		}
		staff += fmt.Sprintf("%s,%s,%s@example.com,2020-01-0%d,%s,%s,%s\n", p.number, p.name, p.number, 1+i%9, p.grade, p.organisation, manager)
		if p.side == "mentee" && i%4 != 0 { // who has no level yet can gain none that is known
			levels += fmt.Sprintf("%s,%s,1,2025-11-01\n", p.number, yearCraft[i%4])
			y.ratings = append(y.ratings, yearRating{p.name, yearCraft[i%4], "import", "2025-11-01", 1, false})
		}
		if !p.late || p.side == "mentor" {
			consents += p.number + ",mentoring,2026-01-01\n"
		}
	}
	y.must("import", "grades", y.file("grades.csv", "grade\nJunior\nSenior\nLead\nDirector\n"))
	file := y.file("people.csv", staff)
	y.must("import", "employees", file, "--dry-run")
	y.must("import", "employees", file)
	y.must("import", "skills", y.file("skills.csv", "name\n"+strings.Join(yearCraft, "\n")+"\n"))
	y.must("import", "ratings", y.file("levels.csv", levels))
	y.must("add", "question", "topic=style", "name=Pace", "choices=calm\nbrisk")
	y.must("import", "answers", y.file("answers.csv", answers))
	y.must("import", "consents", y.file("consents.csv", consents))
	y.must("program", "apply", y.file("house.toml", yearToml))
}

// addCycle puts a cycle into the ledger as the file has it.
func (y *year) addCycle(name, starts, ends string) *yearCycle {
	y.t.Helper()
	c := &yearCycle{name: name, state: "draft", starts: starts, ends: ends}
	for _, got := range read[[]cycleJSON](y.terminalless, "cycle", "list", yearProgram) {
		if got.Name == name {
			c.id = got.ID
		}
	}
	y.cycles = append(y.cycles, c)
	return c
}

func (y *year) move(state string) {
	y.t.Helper()
	y.must("cycle", "move", yearProgram, state)
	y.present().state = state
}

// enrolFile enrols people of one side by a file, with needs or offers and wishes.
func (y *year) enrolFile(side string, people []yearPerson, prefer func(i int) string) {
	y.t.Helper()
	csv, column := "number,places,needs,preference 1\n", "need"
	if side == "mentor" {
		csv, column = "number,places,offers,preference 1\n", "offer"
	}
	for i, p := range people {
		places := 1
		if side == "mentor" && i%3 == 0 {
			places = 2
		}
		csv += fmt.Sprintf("%s,%d,%s %d; %s 2,%s\n", p.number, places, yearCraft[i%4], 3, yearCraft[(i+1)%4], prefer(i))
		y.enrolled(p.name, side, places, "")
	}
	got := read[importJSON](y.terminalless, "import", "enrolments", y.file(column+".csv", csv), "--program", yearProgram, "--as", side)
	if got.Plan.Counts.Created != len(people) {
		y.t.Errorf("%d of %d %ss were enrolled", got.Plan.Counts.Created, len(people), side)
	}
}

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestAYearOfMentoringByCommandsAlone is a program of 60 people over nine months, from
// enrolment to closing review, in two cycles. At the end of each month every number of
// the program's report is that of the script's own ledger, and that of the bare tables.
// The short test plays the first quarter of a smaller program: the race detector takes
// twenty times as long.
func TestAYearOfMentoringByCommandsAlone(t *testing.T) {
	size := wholeYear
	if testing.Short() {
		size = shortYear
	}
	y := newYear(t, size)
	people := yearPeople(size)
	months := []struct {
		name string
		act  func([]yearPerson)
	}{
		{"January: people enrol", y.january},
		{"February: proposals are answered", y.february},
		{"March: pairs meet, and some part", y.march},
		{"April: people join, leave and rest", y.april},
		{"May: feedback, and who comes no more", y.may},
		{"June: closing reviews", y.june},
		{"July: the next cycle", y.july},
		{"August: it goes on", y.august},
		{"September: the end", y.september},
	}
	if testing.Short() {
		months = months[:3]
	}
	for _, month := range months {
		if !t.Run(month.name, func(t *testing.T) {
			whole := y.t
			y.t, y.terminalless.t = t, t
			defer func() { y.t, y.terminalless.t = whole, whole }()
			month.act(people)
			y.sameReports()
			y.sameSessions()
		}) {
			return // the next month would only repeat it
		}
	}
	y.nothingIsTold()
	y.neverAgain()
	y.allCanBeTakenBack()
}

func (y *year) january(people []yearPerson) {
	y.on("2026-01-05")
	y.begin(people)
	y.must("cycle", "add", yearProgram, "spring", "--starts", "2026-01-12", "--ends", "2026-06-30")
	y.addCycle("spring", "2026-01-12", "2026-06-30")
	y.refused(exitInvalid, "matching needs both sides", "cycle", "move", yearProgram, "matching")
	y.move("enrolling")

	// A filter takes those who agreed; two more by hand; all others come by a file.
	y.on("2026-01-12")
	var byFilter, byFile, mentors []yearPerson
	for _, p := range people {
		switch {
		case p.late || p.side == "":
		case p.side == "mentor":
			mentors = append(mentors, p)
		case p.organisation == "North":
			byFilter = append(byFilter, p)
		default:
			byFile = append(byFile, p)
		}
	}
	skipped := slices.DeleteFunc(slices.Clone(people), func(p yearPerson) bool { return !p.late || p.grade != "Junior" || p.organisation != "North" })
	out := y.must("enrol", yearProgram, "--as", "mentee", "--where", "grade=Junior", "--where", "organisation=North", "--consent")
	if want := fmt.Sprintf("%d enrolled, %d skipped", len(byFilter), len(skipped)); !strings.Contains(out, want) {
		y.t.Errorf("want %s:\n%s", want, out)
	}
	for _, p := range byFilter {
		y.enrolled(p.name, "mentee", 1, "")
	}
	y.on("2026-01-14")
	byHand, byFile := byFile[:2], byFile[2:]
	y.enrolFile("mentee", byFile, func(i int) string { return mentors[i%len(mentors)].number })
	y.enrolFile("mentor", mentors, func(i int) string { return byFile[i%len(byFile)].number })
	y.on("2026-01-20")
	for i, p := range byHand {
		since := []string{"2025-12-01", "2025-12-15"}[i]
		y.must("enrol", yearProgram, p.name, "--as", "mentee", "--waiting-since", since, "--prefer", mentors[i].name, "--prefer", mentors[i+2].name)
		y.enrolled(p.name, "mentee", 1, since)
	}

	// Two withdraw, and one of them comes back the day after.
	y.on("2026-01-26")
	y.withdraw(byFile[0].name, "mentee", "no time this year")
	y.withdraw(mentors[1].name, "mentor", "a new job inside")
	y.on("2026-01-27")
	y.must("enrol", yearProgram, mentors[1].name, "--as", "mentor")
	back := y.present().enrolment(mentors[1].name, "mentor")
	back.withdrawn, back.since = false, y.today
	y.waitingIsTheLedgers()
}

func (y *year) february([]yearPerson) {
	y.on("2026-02-02")
	y.move("matching")
	y.refused(exitInvalid, "move the cycle back to enrolling", "enrol", yearProgram, "Nia Director", "--as", "mentor")
	forced := y.locks()

	// The first run: some are accepted, some declined, and the rest is run again.
	first, _ := y.match()
	var free [][2]string
	for _, p := range first.proposals {
		if p != forced {
			free = append(free, p)
		}
	}
	accepted := free[:3]
	y.must("review", "accept", first.name, accepted[0][0], accepted[1][0], accepted[2][0], "--program", yearProgram)
	for i, p := range free[3:7] {
		by, wish := []string{"mentee", "mentor", "coordinator", "mentee"}[i], ""
		if by == "mentee" {
			wish = accepted[i%3][1]
		}
		y.reviewDecline(first, p[0], by, wish)
	}
	second, _ := y.match()
	y.proposes(second, append(accepted, forced)...)
	swapped := y.swap(second, append(accepted, forced))
	third, _ := y.match("--name", "after the review")
	y.proposes(third, slices.Concat(accepted, swapped, [][2]string{forced})...)

	// Published as proposals: both sides answer, two decline, and one answers never.
	y.on("2026-02-09")
	y.refused(exitNotFound, "no scenario is called", "publish", "scenario 77", "--program", yearProgram)
	pairs := y.publishAs(third, "proposed")
	for i, p := range pairs {
		switch {
		case i == 4:
			y.answer(p, "mentee") // and the mentor says nothing
		case i == 5 || i == 7:
			y.pairDecline(p, []string{"mentor", "mentee"}[i%2])
		case i%3 == 0:
			y.answer(p, "both")
		default:
			y.answer(p, "mentee")
		}
	}
	y.on("2026-02-12")
	for _, p := range pairs {
		if p.state == "proposed" && p != pairs[4] {
			y.answer(p, "mentor")
		}
	}
	y.on("2026-02-16")
	again, _ := y.match("--name", "after the answers")
	y.publishAs(again, "active")
	y.waitingIsTheLedgers()
}

func (y *year) march([]yearPerson) {
	y.on("2026-03-02")
	for i, p := range y.active() {
		if i%3 != 2 {
			y.agree(p, []int{14, 21}[i%2], 30+15*(i%3))
		}
		if i%5 != 4 {
			y.planSeries(p, dayAfter(y.today, 2+i%5), 3)
		}
		if i%2 == 0 {
			y.must("goal", "add", p.label(), "Lead a review "+p.mentee.who, "--before", "1", "--target", "4")
			p.goals["Lead a review "+p.mentee.who] = "open"
		}
		if i%6 == 1 {
			y.must("add", "note", "employee="+p.mentor.who, "body="+y.secret("would rather lead", p.mentor.who))
			y.must("pair", "note", p.label(), y.secret("he finds her hard to follow", p.mentee.who))
		}
	}
	y.on("2026-03-20")
	for i, p := range y.active() {
		action := "Read the plan of " + p.mentee.who
		switch i % 7 {
		case 2:
			y.missed(p)
		case 5:
		default:
			y.log(p, dayAfter(y.today, -i%3), "held", 15*(i%4), "--notes", "Hello", "--action", action, "--action", "mentor: "+action+", too")
			p.actions[action], p.actions[action+", too"] = "open", "open"
			y.fit(p, []string{"good", "still", "good", "not", "good"}[i%5])
		}
	}
	y.on("2026-03-30")
	again, _ := y.match("--name", "after the fit checks")
	y.publishAs(again, "active")
	y.waitingIsTheLedgers()
}

func (y *year) april(people []yearPerson) {
	late := slices.DeleteFunc(slices.Clone(people), func(p yearPerson) bool { return !p.late })
	y.on("2026-04-01")
	y.refused(exitInvalid, "let people join at any time", "enrol", yearProgram, late[0].name, "--as", "mentee")
	y.must("set", "program", yearProgram, "rolling=yes")
	for _, p := range late {
		if p.side == "mentee" {
			y.must("add", "consent", "employee="+p.name, "topic=mentoring", "since=today")
			y.must("enrol", yearProgram, p.name, "--as", "mentee")
			y.enrolled(p.name, "mentee", 1, "")
		}
	}
	y.enrolFile("mentor", slices.DeleteFunc(slices.Clone(late), func(p yearPerson) bool { return p.side != "mentor" }), func(int) string { return late[0].number })
	before := len(y.present().pairs)
	rolling, _ := y.match("--name", "rolling")
	y.publishAs(rolling, "active")
	if before == 0 || len(y.present().pairs) == before {
		y.t.Errorf("%d pairs before, %d after", before, len(y.present().pairs))
	}
	y.meet(3)

	// One leaves today, one will, one withdraws, one pair rests.
	y.on("2026-04-15")
	y.leave(y.active()[0].mentor.who, y.today) // and with them go their pairs
	y.leave(y.active()[1].mentee.who, "2026-05-15")
	y.withdraw(y.active()[2].mentee.who, "mentee", "moves abroad")
	y.hold(y.active()[3])
	y.hold(y.active()[3])
	y.on("2026-04-24")
	y.meet(2)
	y.waitingIsTheLedgers()
}

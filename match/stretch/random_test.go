package stretch

import "math/rand/v2"

type dice func(n int) int

func seeded(seed uint64) dice { return rand.New(rand.NewPCG(seed, 1)).IntN }

func (d dice) yes(percent int) bool { return d(100) < percent }

const asOf = 20_000

// randomInput has every fact missing now and then, skills that nobody has, absences that
// overlap, and rules that are set aside.
func randomInput(d dice, people, assignments, skills int) Input {
	in := Input{AsOf: asOf, Settings: Defaults()}
	in.Names.Grades = []string{"A", "B", "C", "D"}
	in.Settings.Objective = []Objective{"", MostParticipants, MostPoints}[d(3)]
	in.Settings.Travel = []Travel{"", Anywhere, SameMarket, SameLocation}[d(4)]
	in.Settings.MostAway = []int{0, 25, 50, 100}[d(4)]
	in.Settings.MostLoad = int32(d(4) * 300)
	for r := range rules {
		if d.yes(15) {
			in.Settings.Off = append(in.Settings.Off, r)
		}
	}
	for i := range people {
		in.People = append(in.People, randomPerson(d, int64(i+1), skills))
	}
	for j := range assignments {
		in.Assignments = append(in.Assignments, randomAssignment(d, int64(j+1), people, skills))
	}
	for i := range people {
		for j := range assignments {
			if d.yes(20) {
				in.Applications = append(in.Applications, Application{int64(i + 1), int64(j + 1), int32(asOf - d(300)), []Standing{Open, Open, Open, Open, Taken, Closed}[d(6)], ""})
			}
		}
	}
	return in
}

func randomPerson(d dice, id int64, skills int) Person {
	p := Person{
		ID: id, Grade: int32(d(5)), Location: int64(d(4)), Load: int32(d(4) * 60), Agreed: d.yes(70), Potential: int8(d(4)),
	}
	p.Market = (p.Location + 1) / 2
	if d.yes(20) {
		p.Markets = []int64{int64(1 + d(2))}
	}
	for k := range skills {
		if d.yes(60) {
			p.Levels = append(p.Levels, SkillLevel{int64(k + 1), int8(d(5))})
		}
		if d.yes(50) {
			p.Required = append(p.Required, SkillLevel{int64(k + 1), int8(1 + d(4))})
			if d.yes(70) {
				p.OfRole = append(p.OfRole, int64(k+1))
			}
		}
		if d.yes(40) {
			p.Wishes = append(p.Wishes, Wish{int64(k + 1), int8(d(4))})
		}
	}
	span := func() Span {
		from := int32(asOf + d(200))
		return Span{from, from + int32(d(90))}
	}
	for d.yes(30) {
		p.Busy = append(p.Busy, Busy{span(), int32(60 * (1 + d(5)))})
	}
	for d.yes(40) {
		p.Away = append(p.Away, span())
	}
	if d.yes(10) {
		p.Leaves = int32(asOf + d(300))
	}
	return p
}

func randomAssignment(d dice, id int64, people, skills int) Assignment {
	a := Assignment{ID: id, Places: d(3), Minutes: int32(60 * (1 + d(6))), Sponsor: int64(d(people + 1)), Location: int64(d(4)), LeastGrade: int32(d(4)), Potential: d.yes(40)}
	a.Market = (a.Location + 1) / 2
	a.From = int32(asOf + d(150))
	a.To = a.From + int32(d(120))
	for k := range skills {
		if d.yes(40) {
			entry := int8(d(3))
			a.Skills = append(a.Skills, Needs{int64(k + 1), entry, entry + 1 + int8(d(int(4-entry)))})
		}
	}
	return a
}

package store

import "understudy/match/rotation"

// became puts what placements are now in the place of what was published: the scenario
// itself stays as it was run, and knows nothing of those declined or broken off.
func (b *boarder) became() {
	was := b.plan
	b.plan = rotation.NewPlan(len(b.in.People), len(b.Periods))
	for _, x := range b.now.Problem.Published {
		i, seat := b.in.PersonOf(b.now.People[x.Person].Participant), b.in.SeatOf(b.now.Seats[x.Seat].ID)
		if i < 0 || seat < 0 {
			continue
		}
		for t := x.From; t <= min(x.To, len(b.Periods)-1); t++ {
			b.plan[i][t] = seat
		}
	}
	for _, m := range was.Placements() {
		if b.plan[m.Person][m.From] != m.Seat || b.plan[m.Person][m.To] != m.Seat {
			b.Gone++
		}
	}
}

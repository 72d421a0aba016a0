package rotation

import (
	"errors"
	"fmt"
	"slices"
)

// What a problem may hold at most, so that totals and bounds fit in 64 bits.
const (
	MaxPoints  = 1_000_000_000
	MaxPeriods = 120
	MaxPeople  = 20_000
	MaxSeats   = 2_000
	MaxOthers  = 100_000_000 // in one period of one of Problem.Others
)

// Check says what makes the input no problem; everything else here relies on it
// having passed. It does not say whether a plan exists.
func (p *Problem) Check() error {
	switch {
	case p.Periods < 1 || p.Periods > MaxPeriods:
		return fmt.Errorf("rotation: %d periods; 1 to %d can be planned", p.Periods, MaxPeriods)
	case len(p.People) > MaxPeople || len(p.Seats) > MaxSeats:
		return fmt.Errorf("rotation: %d people and %d seats; at most %d and %d can be planned", len(p.People), len(p.Seats), MaxPeople, MaxSeats)
	case p.Past < 0 || p.Past > p.Periods:
		return fmt.Errorf("rotation: %d periods are over, of %d", p.Past, p.Periods)
	case p.Skills < 0 || p.Teams < 0:
		return fmt.Errorf("rotation: %d skills and %d teams", p.Skills, p.Teams)
	}
	if err := p.checkWithin(); err != nil {
		return err
	}
	if err := p.Rules.check(); err != nil {
		return err
	}
	for i := range p.People {
		if err := p.checkPerson(&p.People[i]); err != nil {
			return fmt.Errorf("rotation: person %d: %w", i, err)
		}
	}
	for s := range p.Seats {
		if err := p.checkSeat(&p.Seats[s]); err != nil {
			return fmt.Errorf("rotation: seat %d: %w", s, err)
		}
	}
	return p.checkLists()
}

// checkWithin wants teams within teams, and none within itself.
func (p *Problem) checkWithin() error {
	if p.Within != nil && len(p.Within) != p.Teams {
		return fmt.Errorf("rotation: %d teams say what they are within, of %d", len(p.Within), p.Teams)
	}
	for team := range p.Within {
		for up, steps := p.Within[team], 0; up != None; up, steps = p.Within[up], steps+1 {
			if up < None || up >= p.Teams || steps == p.Teams {
				return fmt.Errorf("rotation: team %d is within itself, or within none of the %d teams", team, p.Teams)
			}
		}
	}
	return nil
}

func (r Rules) check() error {
	for _, cost := range []int64{r.MoveCost, r.UnfairCost, r.ChangeCost} {
		if cost < 0 || cost > MaxPoints*1000 {
			return fmt.Errorf("rotation: a cost of %d points; 0 to %d can be asked", cost, int64(MaxPoints)*1000)
		}
	}
	if r.Travel > SameLocation {
		return fmt.Errorf("rotation: unknown limit of travel %d", r.Travel)
	}
	if r.StaleAfter < 0 {
		return fmt.Errorf("rotation: skills go stale after %d periods", r.StaleAfter)
	}
	for k, n := range r.Learn {
		if n < 1 || k > 0 && n <= r.Learn[k-1] {
			return fmt.Errorf("rotation: %d periods for %d levels: the lengths to learn must ascend from 1", n, k+1)
		}
	}
	return nil
}

func (p *Problem) checkPerson(x *Person) error {
	switch {
	case x.Team < None || x.Team >= p.Teams:
		return fmt.Errorf("team %d of %d", x.Team, p.Teams)
	case len(x.Levels) != p.Skills:
		return fmt.Errorf("%d levels for %d skills", len(x.Levels), p.Skills)
	case x.Targets != nil && len(x.Targets) != p.Skills, x.Weights != nil && len(x.Weights) != p.Skills:
		return fmt.Errorf("%d targets and %d weights for %d skills", len(x.Targets), len(x.Weights), p.Skills)
	case x.Joins && (x.Earliest < 0 || x.Earliest > x.Latest || x.Latest >= p.Periods):
		return fmt.Errorf("placements from period %d to %d of %d", x.Earliest, x.Latest, p.Periods)
	case x.Joins && (x.Least < 1 || x.Least > x.Most):
		return fmt.Errorf("placements of %d to %d periods", x.Least, x.Most)
	case x.Placements < 0:
		return fmt.Errorf("at most %d placements", x.Placements)
	}
	for _, l := range slices.Concat(x.Levels, x.Targets) {
		if l > MaxLevel {
			return fmt.Errorf("level %d; the highest is %d", l, MaxLevel)
		}
	}
	for _, w := range x.Weights {
		if w < 0 || w > MaxPoints {
			return fmt.Errorf("a gap of %d points a level; 0 to %d can be asked", w, MaxPoints)
		}
	}
	for _, t := range x.Absent {
		if t < 0 || t >= p.Periods {
			return fmt.Errorf("absent in period %d of %d", t, p.Periods)
		}
	}
	for _, s := range x.Done {
		if s < 0 || s >= len(p.Seats) {
			return fmt.Errorf("has held seat %d of %d", s, len(p.Seats))
		}
	}
	return p.checkWishes(x)
}

func (p *Problem) checkWishes(x *Person) error {
	taken := map[[2]int]bool{}
	for _, w := range x.Wishes {
		if w.Seat < 0 || w.Seat >= len(p.Seats) || w.From < 0 || w.From > w.To || w.To >= p.Periods {
			return fmt.Errorf("a wish for seat %d from period %d to %d, of %d seats and %d periods", w.Seat, w.From, w.To, len(p.Seats), p.Periods)
		}
		if w.Points < -MaxPoints || w.Points > MaxPoints {
			return fmt.Errorf("a wish of %d points; at most %d can be given", w.Points, MaxPoints)
		}
		for t := w.From; t <= w.To; t++ {
			if taken[[2]int{w.Seat, t}] {
				return fmt.Errorf("two wishes for seat %d in period %d: leave one", w.Seat, t)
			}
			taken[[2]int{w.Seat, t}] = true
		}
	}
	return nil
}

func (p *Problem) checkSeat(x *Seat) error {
	switch {
	case x.Team < None || x.Team >= p.Teams:
		return fmt.Errorf("team %d of %d", x.Team, p.Teams)
	case x.Skill < 0 || x.Skill >= p.Skills:
		return fmt.Errorf("skill %d of %d", x.Skill, p.Skills)
	case x.Entry > MaxLevel || x.Reach > MaxLevel:
		return fmt.Errorf("entry level %d, level %d reached; the highest is %d", x.Entry, x.Reach, MaxLevel)
	case len(x.Places) != p.Periods:
		return fmt.Errorf("places of %d periods for %d", len(x.Places), p.Periods)
	case x.Least < 0 || x.Most < 0 || x.Most > 0 && x.Least > x.Most:
		return fmt.Errorf("placements of %d to %d periods", x.Least, x.Most)
	}
	for t, n := range x.Places {
		if n.Least < 0 || n.Least > n.Most {
			return fmt.Errorf("from %d to %d places in period %d", n.Least, n.Most, t)
		}
	}
	return nil
}

func (p *Problem) checkLists() error {
	for i, x := range p.Others {
		if x.Team < 0 || x.Team >= p.Teams || x.Skill < 0 || x.Skill >= p.Skills || x.Level > MaxLevel || len(x.There) != p.Periods || slices.Min(x.There) < 0 || slices.Max(x.There) > MaxOthers {
			return fmt.Errorf("rotation: others %d: %d of team %d with skill %d at level %d is out of range", i, x.There, x.Team, x.Skill, x.Level)
		}
	}
	for i, c := range p.Covers {
		if c.Team < 0 || c.Team >= p.Teams || c.Skill < 0 || c.Skill >= p.Skills || c.Level > MaxLevel || c.Count < 0 ||
			c.From < 0 || c.From > c.To || c.To >= p.Periods {
			return fmt.Errorf("rotation: cover %d: %d people of team %d with skill %d at level %d from period %d to %d is out of range",
				i, c.Count, c.Team, c.Skill, c.Level, c.From, c.To)
		}
	}
	for i, l := range p.Locks {
		if l.Person < 0 || l.Person >= len(p.People) || l.Seat < Home || l.Seat >= len(p.Seats) || l.From < 0 || l.From > l.To || l.To >= p.Periods {
			return fmt.Errorf("rotation: lock %d: person %d in seat %d from period %d to %d is out of range", i, l.Person, l.Seat, l.From, l.To)
		}
		if slices.Contains(l.Overrides, RuleLock) || slices.Contains(l.Overrides, RuleLeast) {
			return fmt.Errorf("rotation: lock %d overrides a rule that no single placement breaks; take it from the list", i)
		}
	}
	pair := func(what string, k, person, seat int) error {
		if person < 0 || person >= len(p.People) || seat < None || seat >= len(p.Seats) {
			return fmt.Errorf("rotation: %s %d: person %d and seat %d are out of range", what, k, person, seat)
		}
		return nil
	}
	var errs []error
	for k, b := range p.Bans {
		errs = append(errs, pair("ban", k, b.Person, b.Seat))
	}
	for k, r := range p.Refusals {
		errs = append(errs, pair("refusal", k, r.Person, r.Seat))
	}
	for k, w := range p.Waivers {
		errs = append(errs, pair("waiver", k, w.Person, w.Seat))
		if w.Rule > RulePlacements {
			errs = append(errs, fmt.Errorf("rotation: waiver %d: %v is not a rule about one person", k, w.Rule))
		}
		if w.Seat != None && (w.Rule == RuleRepeat || w.Rule == RulePlacements) {
			errs = append(errs, fmt.Errorf("rotation: waiver %d: %v can only be waived for all seats", k, w.Rule))
		}
	}
	errs = append(errs, p.checkPublished())
	return errors.Join(errs...)
}

func (p *Problem) checkPublished() error {
	taken := map[[2]int]bool{}
	for k, w := range p.Published {
		if w.Person < 0 || w.Person >= len(p.People) || w.Seat < 0 || w.Seat >= len(p.Seats) || w.From < 0 || w.From > w.To || w.To >= p.Periods {
			return fmt.Errorf("rotation: published placement %d: person %d in seat %d from period %d to %d is out of range", k, w.Person, w.Seat, w.From, w.To)
		}
		for t := w.From; t <= w.To; t++ {
			if taken[[2]int{w.Person, t}] {
				return fmt.Errorf("rotation: published placement %d: person %d is in two seats in period %d", k, w.Person, t)
			}
			taken[[2]int{w.Person, t}] = true
		}
	}
	return nil
}

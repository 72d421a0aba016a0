package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"understudy/match/rotation"
)

// RotationReview is a stored scenario with everything that questions about it need: what
// the engine read then, whatever has changed since.
type RotationReview struct {
	Scenario RotationScenario
	Input    *RotationInput
	Solved   *rotation.Problem // what was solved: the input's problem, but of a repair
	Plan     rotation.Plan
	Names    []string // by person of the input
	Moves    []RotationMove
	Binding  []RotationBinding
	Refused  []RotationRefused
	Changes  []rotation.Change // of a repair
	Unlucky  []int             // people who wished for seats and got none of them
	Seed     uint64
	Rounds   int
	words    *rotationWords
	outcome  rotationOutcome
	refused  []rotation.Refused
	hand     handNote
}

// RotationReview opens a stored scenario. Errors: ErrNotFound, ErrDamaged.
func (s *Store) RotationReview(ctx context.Context, scenario int64) (v *RotationReview, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		v, err = s.openRotation(ctx, tx, scenario)
		return err
	})
	return v, err
}

func (s *Store) openRotation(ctx context.Context, tx *sql.Tx, scenario int64) (*RotationReview, error) {
	v := &RotationReview{Input: &RotationInput{}}
	var err error
	if v.Scenario, err = one(query(ctx, tx, s.scanRotation, `SELECT `+rotationScenarioColumns+` FROM rotation_scenario c WHERE c.id = ?`, scenario)); err != nil {
		return nil, err
	}
	var binding []rotation.Binding
	var solved *rotation.Problem
	for _, part := range []struct {
		name string
		to   any
		must bool
	}{
		{"input", v.Input, true},
		{"outcome", &v.outcome, true},
		{"binding", &binding, true},
		{"refused", &v.refused, true},
		{"solved", &solved, false},
		{"changes", &v.Changes, false},
		{handPart, &v.hand, false},
	} {
		if err := readRotationPart(ctx, tx, scenario, part.name, part.to, part.must); err != nil {
			return nil, err
		}
	}
	if v.Solved = solved; solved == nil {
		v.Solved = &v.Input.Problem
	}
	if v.Moves, err = rotationMoves(ctx, tx, scenario); err != nil {
		return nil, err
	}
	v.Plan, v.Seed, v.Rounds = v.Input.PlanOf(v.Moves), v.outcome.Seed, v.outcome.Rounds
	if v.words, err = wordsOf(ctx, tx, v.Input); err != nil {
		return nil, err
	}
	v.Names, v.Binding = v.words.names, v.words.binding(binding)
	if v.Refused = append(v.words.refused(v.Solved, v.refused), v.words.late()...); v.Scenario.ByHand {
		v.untell()
	}
	v.Unlucky = v.unlucky()
	return v, nil
}

// untell takes the reasons away that nobody looked for yet.
func (v *RotationReview) untell() {
	for k := range v.Refused {
		r := &v.Refused[k]
		if k < len(v.refused) {
			r.Untold, r.Reasons, r.Said = true, nil, fmt.Sprintf("%s wish for %s is not granted", possessive(r.Name), r.SeatName)
		}
	}
}

// TellRefused finds out why the wishes of a scenario that was made by hand are not granted,
// which is known at once of any other. It takes about as long as a run's end.
func (s *Store) TellRefused(ctx context.Context, v *RotationReview) error {
	if !v.Scenario.ByHand {
		return nil
	}
	list, err := rotation.FindRefused(ctx, v.Solved, v.Plan)
	if err == nil {
		v.Refused = append(v.words.refused(v.Solved, list), v.words.late()...)
	}
	return err
}

func readRotationPart(ctx context.Context, tx *sql.Tx, scenario int64, name string, to any, must bool) error {
	var body string
	err := classify(tx.QueryRowContext(ctx, `SELECT body FROM rotation_part WHERE scenario_id = ? AND name = ?`, scenario, name).Scan(&body))
	if errors.Is(err, ErrNotFound) && !must {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the %s of rotation scenario %d: %w", name, scenario, err)
	}
	return unpack(body, to)
}

// unlucky are those with wishes of whom none is granted.
func (v *RotationReview) unlucky() (out []int) {
	for i := range v.Solved.People {
		x := &v.Solved.People[i]
		hopes, got := false, false
		for _, w := range x.Wishes {
			hopes = hopes || w.Points > 0
			got = got || w.Points > 0 && grantedIn(v.Plan[i], w)
		}
		if x.Joins && hopes && !got {
			out = append(out, i)
		}
	}
	return out
}

// grantedIn says whether a placement in the seat begins in time.
func grantedIn(cells []int, w rotation.Wish) bool {
	for t := w.From; t <= w.To; t++ {
		if cells[t] == w.Seat && (t == 0 || cells[t-1] != w.Seat) {
			return true
		}
	}
	return false
}

// RotationBinding is a limit that a scenario just keeps, over the periods in which it is
// the same.
type RotationBinding struct {
	Rule        string // of cover, least people in a seat, or places of a seat
	Team, Skill string
	Seat        string // "" of a cover
	TeamID      int64
	Level       int // of a cover
	First, Last int
	Have, Need  int
	Worth       int64 // one more, throughout, adds at most so many points to the bound, by the run's last prices
	Said        string
	Remedy      RotationRemedy
}

// binding puts together what binds in the same way in periods in a row; what is worth
// most comes first.
func (w *rotationWords) binding(list []rotation.Binding) (out []RotationBinding) {
	slices.SortStableFunc(list, func(a, b rotation.Binding) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Team, b.Team), cmp.Compare(a.Seat, b.Seat), cmp.Compare(a.Skill, b.Skill), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Period, b.Period))
	})
	for k := 0; k < len(list); {
		b, e, worth := list[k], k, list[k].Worth
		for e+1 < len(list) {
			n := list[e+1]
			if n.Rule != b.Rule || n.Team != b.Team || n.Seat != b.Seat || n.Skill != b.Skill || n.Level != b.Level || n.Need != b.Need || n.Have != b.Have ||
				n.Period != list[e].Period+1 || (n.Worth > 0) != (b.Worth > 0) {
				break
			}
			e++
			worth += n.Worth
		}
		out = append(out, w.bind(b, list[e].Period, worth))
		k = e + 1
	}
	slices.SortStableFunc(out, func(a, b RotationBinding) int { return cmp.Compare(b.Worth, a.Worth) })
	return out
}

func (w *rotationWords) bind(b rotation.Binding, last int, worth int64) RotationBinding {
	out := RotationBinding{Rule: b.Rule.String(), Team: w.team(b.Team), Skill: w.skill(b.Skill), First: b.Period + 1, Last: last + 1, Have: b.Have, Need: b.Need, Worth: worth}
	if b.Team != rotation.None {
		out.TeamID = w.in.Teams[b.Team].ID
	}
	x := shortage{Violation: rotation.Violation{Rule: b.Rule, Seat: b.Seat, Team: b.Team, Skill: b.Skill, Short: 1}, level: b.Level, need: b.Need}
	for t := b.Period; t <= last; t++ {
		x.periods = append(x.periods, t)
	}
	when, more := w.periods(x.periods), "one more"
	switch b.Rule {
	case rotation.RuleCover:
		out.Level = int(b.Level)
		out.Said = fmt.Sprintf("%s keeps %d %s in %s", out.Team, b.Need, can(out.Skill, b.Level), when)
	case rotation.RuleLeast:
		out.Seat, more = w.seat(b.Seat), "one fewer"
		out.Said = fmt.Sprintf("%s has the %s that it needs in %s", out.Seat, counted(int64(b.Need), "person", "people"), when)
	default:
		out.Seat = w.seat(b.Seat)
		out.Said = fmt.Sprintf("%s has no place free in %s, of %d", out.Seat, when, b.Need)
	}
	if worth > 0 {
		out.Said += fmt.Sprintf("; %s could add up to %s points", more, FormatPoints(worth))
	}
	out.Remedy = w.remedyOf(x)
	return out
}

// RotationRefused is a wish that a scenario does not grant, and why.
type RotationRefused struct {
	Wish, Participant, Seat int64
	Person                  int // of the input
	Name, SeatName          string
	Points                  int64
	Rules                   []string // that forbid it whatever others do
	Costs                   int64    // points, where nothing but them speaks against it
	First, Last             int      // the placement that would grant it best; 0 with Rules
	Untold                  bool     // nobody looked for the reasons yet: TellRefused does
	Reasons                 []string
	Said                    string // “Ada's wish for Site reliability in Apr 2027: …”
	Remedies                []RotationRemedy
}

func (w *rotationWords) refused(p *rotation.Problem, list []rotation.Refused) (out []RotationRefused) {
	for _, r := range list {
		wish := p.People[r.Person].Wishes[r.Wish]
		x := w.wish(r.Person, wish.Seat, wish.Points)
		x.Wish, x.Costs = w.in.People[r.Person].Wishes[r.Wish], r.Costs
		when := ""
		for _, placed := range (rotation.Plan{r.Instead}).Placements() {
			if placed.Seat == wish.Seat && wish.From <= placed.From && placed.From <= wish.To && x.First == 0 {
				x.First, x.Last, when = placed.From+1, placed.To+1, " in "+w.period(placed.From)
			}
		}
		w.why(p, r, wish.Seat, &x)
		x.Said = fmt.Sprintf("%s wish for %s%s: %s", possessive(x.Name), x.SeatName, when, joinReasons(x.Reasons, r.Together))
		out = append(out, x)
	}
	return out
}

func (w *rotationWords) wish(i, s int, points int64) RotationRefused {
	return RotationRefused{
		Participant: w.in.People[i].Participant, Seat: w.in.Seats[s].ID, Person: i, Name: w.names[i], SeatName: w.seat(s), Points: points,
	}
}

// why fills in the reasons and what takes them away.
func (w *rotationWords) why(p *rotation.Problem, r rotation.Refused, s int, x *RotationRefused) {
	for _, rule := range r.Rules {
		x.Rules = append(x.Rules, rule.String())
		var said string
		var lift []RotationRemedy
		switch rule {
		case rotation.RulePlaces:
			said = w.seat(s) + " has no place then"
			lift = []RotationRemedy{{Said: "offer the seat then", Key: "e", Seat: w.in.Seats[s].ID, Command: fmt.Sprintf("understudy set seat '#%d' places=1 starts= ends=", w.in.Seats[s].ID)}}
		case rotation.RuleLock:
			said = w.names[r.Person] + " is locked elsewhere"
			for k, l := range p.Locks {
				if l.Person == r.Person {
					said, lift = w.locked(p, k)
					break
				}
			}
		default:
			said, lift = w.forbids(p, rule, r.Person, s)
		}
		x.Reasons, x.Remedies = append(x.Reasons, said), append(x.Remedies, lift...)
	}
	for _, short := range w.shortages(p, r.Short) {
		x.Reasons, x.Remedies = append(x.Reasons, w.would(short, "would be")), append(x.Remedies, w.remedyOf(short))
	}
	if len(x.Reasons) > 0 {
		return
	}
	switch {
	case r.Costs > 0:
		x.Reasons = []string{fmt.Sprintf("granting it costs %s points more than it brings", FormatPoints(r.Costs))}
	case r.Costs < 0:
		x.Reasons = []string{fmt.Sprintf("granting it would add %s points: nobody has looked for that plan yet", FormatPoints(-r.Costs))}
	default:
		x.Reasons = []string{"a plan with it is worth just as much; this one was found first"}
	}
}

func joinReasons(list []string, together bool) string {
	out := ""
	for k, r := range list {
		switch {
		case k == 0:
			out = r
		case together:
			out += ", and " + r
		default:
			out += "; " + r
		}
	}
	if together && len(list) > 1 {
		out += ", which together leave nothing"
	}
	return out
}

// late are the wishes to begin when no period does.
func (w *rotationWords) late() (out []RotationRefused) {
	for i := range w.in.People {
		for _, l := range w.in.People[i].Late {
			x := w.wish(i, l.Seat, 0)
			x.Wish = l.Wish
			x.Reasons = []string{"no period of the plan begins " + betweenDays(l.Starts, l.Ends)}
			x.Said = fmt.Sprintf("%s wish for %s: %s", possessive(x.Name), x.SeatName, x.Reasons[0])
			x.Remedies = []RotationRemedy{{
				Said: "change the days of the wish", Key: "e", Participant: x.Participant, Seat: x.Seat,
				Command: fmt.Sprintf("understudy set \"rotation wish\" '#%d' starts= ends=", l.Wish),
			}}
			out = append(out, x)
		}
	}
	return out
}

func betweenDays(from, to Date) string {
	switch {
	case to == "":
		return "on or after " + string(from)
	case from == "":
		return "on or before " + string(to)
	}
	return fmt.Sprintf("between %s and %s", from, to)
}

func possessive(name string) string {
	if name != "" && (name[len(name)-1] == 's' || name[len(name)-1] == 'S') {
		return name + "'"
	}
	return name + "'s"
}

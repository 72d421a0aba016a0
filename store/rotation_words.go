package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"understudy/match/rotation"
	"understudy/store/text"
)

// rotationWords say what the numbers of an input mean.
type rotationWords struct {
	in    *RotationInput
	names []string // by person
}

// wordsOf reads the names of the people of an input, as they are called now.
func wordsOf(ctx context.Context, db querier, in *RotationInput) (*rotationWords, error) {
	ids := make([]int64, len(in.People))
	for i, x := range in.People {
		ids[i] = x.Employee
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	_, err = query(ctx, db, func(r *sql.Rows) (struct{}, error) {
		var id int64
		var name string
		err := r.Scan(&id, &name)
		names[id] = name
		return struct{}{}, err
	}, `SELECT id, name FROM employee WHERE id IN (SELECT value FROM json_each(?))`, string(list))
	w := &rotationWords{in: in}
	for _, id := range ids {
		if names[id] == "" {
			names[id] = "someone erased since"
		}
		w.names = append(w.names, names[id])
	}
	return w, err
}

func (w *rotationWords) seat(s int) string { return w.in.Seats[s].Name }
func (w *rotationWords) team(t int) string {
	if t == rotation.None {
		return "no team"
	}
	return w.in.Teams[t].Name
}
func (w *rotationWords) skill(k int) string  { return w.in.Skills[k].Name }
func (w *rotationWords) period(t int) string { return w.in.Periods[t].Name }

// can says who counts for a skill at a level: “who can do Kubernetes alone”.
func can(skill string, level uint8) string {
	switch level {
	case rotation.Alone:
		return "who can do " + skill + " alone"
	case rotation.Teach:
		return "who can teach " + skill
	}
	return fmt.Sprintf("with %s %d or more", skill, level)
}

// periods lists periods, those in a row together: “Apr and May 2027”, “Jan to Mar 2027”.
func (w *rotationWords) periods(list []int) string {
	list = slices.Compact(slices.Sorted(slices.Values(list)))
	var out []string
	for k := 0; k < len(list); {
		e := k
		for e+1 < len(list) && list[e+1] == list[e]+1 {
			e++
		}
		switch from, to := w.period(list[k]), w.period(list[e]); {
		case e == k:
			out = append(out, from)
		case e == k+1:
			out = append(out, brief(from, to)+" and "+to)
		default:
			out = append(out, brief(from, to)+" to "+to)
		}
		k = e + 1
	}
	return strings.Join(out, ", ")
}

// brief leaves the year out where what follows has the same.
func brief(from, to string) string {
	if a, b := strings.LastIndexByte(from, ' '), strings.LastIndexByte(to, ' '); a > 0 && b > 0 && from[a:] == to[b:] {
		return from[:a]
	}
	return from
}

var smallNumbers = []string{"nobody", "one", "two", "three", "four"}

func inWords(n int) string {
	if n > 0 && n < len(smallNumbers) {
		return smallNumbers[n]
	}
	return fmt.Sprint(n)
}

// shortage is one violation of a cover or a seat over the periods in which it is the same.
type shortage struct {
	rotation.Violation
	level   uint8
	need    int
	periods []int
}

// shortages puts together what is short in the same way in several periods.
func (w *rotationWords) shortages(p *rotation.Problem, list []rotation.Violation) (out []shortage) {
	for _, v := range list {
		x := shortage{Violation: v}
		switch {
		case v.Rule == rotation.RuleCover && v.Cover != rotation.None:
			x.level, x.need = p.Covers[v.Cover].Level, p.Covers[v.Cover].Count
		case v.Rule == rotation.RuleLeast:
			x.need = p.Seats[v.Seat].Places[v.Period].Least
		case v.Rule == rotation.RulePlaces:
			x.need = p.Seats[v.Seat].Places[v.Period].Most
		}
		at := slices.IndexFunc(out, func(y shortage) bool {
			return y.Rule == x.Rule && y.Team == x.Team && y.Skill == x.Skill && y.Seat == x.Seat && y.level == x.level && y.need == x.need && y.Short == x.Short
		})
		if at < 0 {
			at = len(out)
			out = append(out, x)
		}
		out[at].periods = append(out[at].periods, v.Period)
	}
	return out
}

// would says what is short: “Data platform would be one short of its 2 who can do
// Kubernetes alone, in Apr and May 2027”; verb is “would be” or “is”.
func (w *rotationWords) would(x shortage, verb string) string {
	when := w.periods(x.periods)
	switch x.Rule {
	case rotation.RuleCover:
		return fmt.Sprintf("%s %s %s short of its %d %s, in %s", w.team(x.Team), verb, inWords(x.Short), x.need, can(w.skill(x.Skill), x.level), when)
	case rotation.RuleLeast:
		return fmt.Sprintf("%s %s %s short of the %d people that it needs, in %s", w.seat(x.Seat), verb, inWords(x.Short), x.need, when)
	}
	if x.need == 0 {
		return fmt.Sprintf("%s has no place in %s", w.seat(x.Seat), when)
	}
	return fmt.Sprintf("%s %s %s over its %s, in %s", w.seat(x.Seat), verb, inWords(x.Short), counted(int64(x.need), "place", "places"), when)
}

// RotationRemedy is a change that takes one obstacle away: as a sentence, as a command,
// and as what [Store.ApplyRotationRemedy] does.
type RotationRemedy struct {
	Said    string // “lower this cover to 1 in Apr and May 2027”
	Command string
	Key     string // what does it on the board: c cover, w waive, a agree, B lift a ban, L unlock, e edit; "" nothing there
	Act     string // "cover", "waive", "consent", "lift", "unlock"; "" it is done by editing a record
	// What it is about; 0 and "" where that has no meaning.
	Participant, Seat, Team, Skill, Lock int64
	Level, Count, First, Last            int
	Rule, Side                           string
}

// quoted writes an argument of a command.
func quoted(s string) string { return text.Quote(s) }

// lowerCover is the remedy of a cover that is short.
func (w *rotationWords) lowerCover(x shortage) RotationRemedy {
	first, last := slices.Min(x.periods), slices.Max(x.periods)
	to := max(0, x.need-x.Short)
	return RotationRemedy{
		Said:    fmt.Sprintf("lower this cover to %d in %s", to, w.periods(x.periods)),
		Command: fmt.Sprintf("understudy rotate cover %s %s %s %d %d --first %d --last %d --because …", quoted(w.in.Name), quoted(w.team(x.Team)), quoted(w.skill(x.Skill)), x.level, to, first+1, last+1),
		Key:     "c", Act: "cover", Team: w.in.Teams[x.Team].ID, Skill: w.in.Skills[x.Skill].ID, Level: int(x.level), Count: to, First: first + 1, Last: last + 1,
	}
}

// remedyOf is what takes a shortage away.
func (w *rotationWords) remedyOf(x shortage) RotationRemedy {
	if x.Rule == rotation.RuleCover {
		return w.lowerCover(x)
	}
	seat := w.in.Seats[x.Seat]
	r := RotationRemedy{Key: "e", Seat: seat.ID}
	if x.Rule == rotation.RuleLeast {
		r.Said, r.Command = "let this seat do with fewer people", fmt.Sprintf("understudy set seat '#%d' fewest=%d", seat.ID, max(0, x.need-x.Short))
		return r
	}
	r.Said, r.Command = "give this seat more places", fmt.Sprintf("understudy set seat '#%d' places=%d", seat.ID, x.need+x.Short)
	return r
}

// waive is the remedy of a rule about one person.
func (w *rotationWords) waive(i, s int, rule rotation.Rule) RotationRemedy {
	r := RotationRemedy{
		Said: fmt.Sprintf("waive “%s” for %s", rule, w.names[i]), Key: "w", Act: "waive",
		Participant: w.in.People[i].Participant, Rule: rule.String(),
		Command: fmt.Sprintf("understudy rotate waive %s %s %s --because …", quoted(w.in.Name), quoted(w.names[i]), quoted(rule.String())),
	}
	if s != rotation.None && rule != rotation.RuleRepeat && rule != rotation.RulePlacements {
		r.Seat = w.in.Seats[s].ID
		r.Said += " and this seat"
		r.Command = strings.Replace(r.Command, " --because", " --seat "+quoted(w.seat(s))+" --because", 1)
	}
	return r
}

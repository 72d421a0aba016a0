package stretch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// Options of a run.
type Options struct {
	Workers  int // 0: as many as there are cores; any number gives the same result
	Progress func(assign.Progress)
}

// Run finds who should do which assignment, and has it proved. Errors: an *InputError
// for an input that contradicts itself, and an error if the certificate does not accept
// what the solver found, which would be a bug. A cancelled ctx is no error: the result
// is Stopped, with the best pairs so far.
func Run(ctx context.Context, in Input, o Options) (*Result, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	plain := newPlain(&in)
	problem := plain.problem(newFast(plain))
	found, err := assign.Solve(ctx, problem, assign.Options{Workers: o.Workers, Progress: o.Progress})
	if err != nil {
		return nil, fmt.Errorf("stretch: %w", err)
	}
	res, err := plain.result(found)
	if err != nil || res.Stopped {
		return res, err
	}
	workers := o.Workers
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	switch err := certify.Check(ctx, problem, plain.row, found, workers); {
	case err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()):
		res.Stopped = true
	case err != nil:
		return nil, fmt.Errorf("stretch: the certificate refuses the result: %w", err)
	default:
		res.Proved = true
	}
	return res, nil
}

// problem states the assignment: one place a person, and whoever waits longest first
// among equals.
func (p *plain) problem(score assign.Scorer) assign.Problem {
	q := assign.Problem{Rows: len(p.people), Cols: len(p.assignments), Score: score, Rank: make([]int, len(p.people))}
	if p.in.Settings.Objective == MostPoints {
		q.Objective = assign.MostPoints
	}
	q.ColCap = make([]int, len(p.assignments))
	for j, a := range p.assignments {
		q.ColCap[j] = a.Places
	}
	order := make([]int, len(p.people))
	for i := range order {
		order[i] = i
	}
	never := func(row int) bool { return p.since[row] == 0 }
	slices.SortStableFunc(order, func(a, b int) int {
		if never(a) != never(b) {
			if never(b) {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(p.since[a], p.since[b]), cmp.Compare(a, b))
	})
	for rank, i := range order {
		q.Rank[i] = rank
	}
	return q
}

// row is the plain score of a row with every column, for package certify.
func (p *plain) row(i int, dst []int32) {
	for j, a := range p.assignments {
		dst[j] = assign.Forbidden
		if p.admissible(p.people[i], a) {
			dst[j] = int32(p.points(p.people[i], a))
		}
	}
}

// result puts what the solver found into words of the input, with the points of the
// plain scorer. It errs where that does not allow a pair.
func (p *plain) result(found assign.Result) (*Result, error) {
	res := &Result{Stopped: found.Stopped, People: len(p.people)}
	left := make([]int, len(p.assignments))
	for j, a := range p.assignments {
		left[j] = a.Places
		res.Places += a.Places
	}
	for _, v := range found.Pairs {
		x, a := p.people[v.Row], p.assignments[v.Col]
		if !p.admissible(x, a) {
			return nil, fmt.Errorf("stretch: person %d was proposed for assignment %d but is not allowed", x.ID, a.ID)
		}
		left[v.Col]--
		pair := Pair{Person: x.ID, Assignment: a.ID, Points: p.points(x, a)}
		for _, part := range p.parts(x, a) {
			if part.Points != 0 {
				pair.Parts = append(pair.Parts, part)
			}
		}
		res.Pairs = append(res.Pairs, pair)
		res.Total += pair.Points
	}
	if res.Total != found.Total {
		return nil, fmt.Errorf("stretch: the solver counts %d, the pairs have %d", found.Total, res.Total)
	}
	for j, a := range p.assignments {
		if left[j] > 0 {
			res.Empty = append(res.Empty, Empty{a.ID, left[j]})
		}
	}
	if found.Stopped {
		res.Gap = -1
		if found.Bound != assign.Unbounded {
			res.Gap = found.Bound - found.Lifted
		}
	}
	res.Proof = p.proof(found)
	return res, nil
}

func (p *plain) proof(found assign.Result) Proof {
	out := Proof{Lifted: found.Lifted}
	for i, price := range found.Proof.U {
		if price != 0 {
			out.People = append(out.People, Price{p.people[i].ID, price})
		}
	}
	for j, price := range found.Proof.V {
		if price != 0 {
			out.Assignments = append(out.Assignments, Price{p.assignments[j].ID, price})
		}
	}
	return out
}

// parts are what every criterion gives a pair, in their order.
func (p *plain) parts(x *Person, a *Assignment) []Part {
	var out []Part
	for c := range criteria {
		part := Part{Criterion: c.String(), Points: p.times(c, x, a) * p.in.Settings.Points[c]}
		part.Evidence, part.Missing = p.sayPart(c, x, a)
		out = append(out, part)
	}
	return out
}

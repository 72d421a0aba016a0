package mentoring

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// Options of a run.
type Options struct {
	Workers int // 0: as many as there are cores; any number gives the same result
	// Progress is told how far a run or a question is; calls never overlap.
	Progress func(assign.Progress)
}

// Run finds the best pairs for the input and has them proved. Errors: an
// *InputError for an input that contradicts itself, a *LockError for locks that
// break what must hold, and an error if the certificate does not accept what the
// solver found, which would be a bug. A cancelled ctx is no error: the result is
// Stopped, with the best pairs so far if it came so far.
func Run(ctx context.Context, in Input, opts Options) (*Result, error) {
	before := newPreparation(ctx, &in, opts.Progress)
	if err := in.Validate(); err != nil {
		return nil, err
	}
	_ = before.next() // whoever stops it here still wants to hear of broken locks
	plain, err := newPlain(in)
	if err != nil {
		return nil, err
	}
	broken, err := checkLocks(plain)
	if err != nil {
		return nil, err
	}
	_ = before.next()
	m := newModel(&in)
	m.next = before.next
	fast, err := compile(m)
	if ctx.Err() != nil {
		return newResult(m, plain, unbegun(m.problem(nil)), broken)
	}
	if err != nil {
		return nil, err
	}
	problem := m.problem(fast)
	if opts.Progress != nil { // a small problem is solved before the solver has anything to tell
		opts.Progress(assign.Progress{Stage: StageScores, Total: problem.Rows})
	}
	found, err := assign.Solve(ctx, problem, assign.Options{Workers: opts.Workers, Progress: opts.Progress})
	if err != nil {
		return nil, fmt.Errorf("mentoring: %w", err)
	}
	if in.Settings.Fairness != "" && !found.Stopped {
		f := fairRun{m: m, plain: plain, problem: problem, best: found, broken: broken, opts: opts}
		return f.run(ctx)
	}
	res, err := newResult(m, plain, found, broken)
	if err != nil {
		return nil, err
	}
	return res, prove(ctx, res, problem, plain, found, opts)
}

// Begun says whether a run found any pair but those that locks make: what was stopped
// before that is not worth keeping.
func (r *Result) Begun() bool {
	return slices.ContainsFunc(r.Pairs, func(p Pair) bool { return !p.Locked })
}

// unbegun is what a run has that was stopped before the solver began: the locks.
func unbegun(p assign.Problem) assign.Result {
	return assign.Result{Pairs: p.Locks, Bound: assign.Unbounded, Stopped: true}
}

// prove has a finished result checked, and marks it. A check that was cancelled
// leaves the result stopped.
func prove(ctx context.Context, res *Result, p assign.Problem, plain *plain, found assign.Result, opts Options) error {
	if found.Stopped {
		return nil
	}
	return res.settle(ctx, certify.Check(ctx, p, certifyRows(plain, opts.Progress), found, workersOf(opts)))
}

func workersOf(opts Options) int {
	if opts.Workers < 1 {
		return runtime.GOMAXPROCS(0)
	}
	return opts.Workers
}

// settle marks a result by what its certificate said.
func (r *Result) settle(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		r.stop()
		return nil
	}
	if err != nil {
		return fmt.Errorf("mentoring: the certificate refuses the result: %w", err)
	}
	r.Proved = true
	return nil
}

// certifyRows reads rows with the plain scorer and reports how many are done.
func certifyRows(p *plain, progress func(assign.Progress)) certify.Rows {
	var lock sync.Mutex
	if progress == nil {
		progress = func(assign.Progress) {}
	}
	progress(assign.Progress{Stage: StageProof, Total: len(p.mentees)})
	done, rows := 0, newPlainRows(p)
	return func(row int, dst []int32) {
		rows.Row(row, dst)
		lock.Lock()
		defer lock.Unlock()
		if done++; done > len(p.mentees) {
			done = 1 // another proof of the same result reads all again
		}
		if done%64 == 0 || done == len(p.mentees) {
			progress(assign.Progress{Stage: StageProof, Done: done, Total: len(p.mentees)})
		}
	}
}

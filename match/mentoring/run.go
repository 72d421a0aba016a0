package mentoring

import (
	"context"
	"errors"
	"fmt"
	"runtime"
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
// Stopped.
func Run(ctx context.Context, in Input, opts Options) (*Result, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	plain, err := newPlain(in)
	if err != nil {
		return nil, err
	}
	broken, err := checkLocks(plain)
	if err != nil {
		return nil, err
	}
	m := newModel(&in)
	fast, err := compile(m)
	if err != nil {
		return nil, err
	}
	problem := m.problem(fast)
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
	done, rows := 0, newPlainRows(p)
	return func(row int, dst []int32) {
		rows.Row(row, dst)
		if progress == nil {
			return
		}
		lock.Lock()
		defer lock.Unlock()
		if done++; done > len(p.mentees) {
			done = 1 // another proof of the same result reads all again
		}
		if done%64 == 0 || done == len(p.mentees) {
			progress(assign.Progress{Stage: "proof", Done: done, Total: len(p.mentees)})
		}
	}
}

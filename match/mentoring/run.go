package mentoring

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"understudy/match/assign"
)

// Options of a run.
type Options struct {
	Workers  int // 0: as many as there are cores; any number gives the same result
	Progress func(assign.Progress)
}

// LockBreak is one thing that one lock breaks without overriding it.
type LockBreak struct {
	Lock   Lock
	Breaks string // a rule's name, BreaksBan, BreaksFloor, BreaksCapacity, BreaksSelf
	Detail string // evidence
}

// LockError lists everything that locks break; nothing was run.
type LockError struct{ Breaks []LockBreak }

func (e *LockError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "locks break what must hold: ")
	for i, x := range e.Breaks {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "mentee %d with mentor %d breaks %s", x.Lock.Mentee, x.Lock.Mentor, x.Breaks)
		if x.Detail != "" {
			fmt.Fprintf(&b, " (%s)", x.Detail)
		}
	}
	return b.String()
}

// ErrNoChange says that no change of the four kinds places the mentee.
var ErrNoChange = errors.New("no change places this mentee")

var errTodo = errors.New("not built yet")

// Run finds the best pairs for the input and has them proved. Errors: an
// *InputError for an input that contradicts itself, a *LockError for locks that
// break what must hold. A cancelled ctx is no error: the result is Stopped.
func Run(ctx context.Context, in Input, opts Options) (*Result, error) {
	return nil, errTodo
}

// InputError lists what is wrong with an input.
type InputError struct{ Problems []string }

func (e *InputError) Error() string { return "input: " + strings.Join(e.Problems, "; ") }

// Asker answers questions about one input and its result. It prepares lookups
// once; its methods are safe for concurrent use.
type Asker struct{}

// NewAsker prepares questions; res may be nil where only Explain is asked.
func NewAsker(in Input, res *Result) (*Asker, error) { return nil, errTodo }

// Explain says why the pair of two enrolments is worth what it is worth.
func (a *Asker) Explain(mentee, mentor int64) (Explanation, error) { return Explanation{}, errTodo }

// WhyNot says what stands between an unmatched mentee and each mentor.
func (a *Asker) WhyNot(mentee int64) (WhyNot, error) { return WhyNot{}, errTodo }

// WhyNotPair says which rules forbid a pair, or what forcing it costs.
func (a *Asker) WhyNotPair(ctx context.Context, mentee, mentor int64, opts Options) (WhyNotPair, error) {
	return WhyNotPair{}, errTodo
}

// SmallestChange finds the first change, in the order of [ChangeKind], that
// applied alone and re-run fills one more place of the mentee. [ErrNoChange] if
// there is none, ctx's error when cancelled.
func (a *Asker) SmallestChange(ctx context.Context, mentee int64, opts Options) (Change, error) {
	return Change{}, errTodo
}

// Apply returns the input with the change made; in is left as it was.
func Apply(in Input, c Change) Input { return in }

// Compare says what differs between two results and their settings.
func Compare(a, b *Result, before, after Settings) Comparison { return Comparison{} }

package mentoring

import (
	"context"

	"understudy/match/assign"
)

// Stages of a run. In the first two nobody is paired; whatever the solver tells of
// after them, and the proof, leaves something to keep when it is stopped.
const (
	StagePreparing = "preparing" // rules and criteria are compiled
	StageScores    = "scores"    // the solver reads every score once
	StageProof     = "proof"     // the result is checked
)

// preparation looks at its context between two pieces of the work before the solver's,
// none of which takes longer than reading the facts of everyone once, and tells how
// many pieces are done.
type preparation struct {
	ctx         context.Context //nolint:containedctx // of one run
	tell        func(assign.Progress)
	done, total int
}

func newPreparation(ctx context.Context, in *Input, tell func(assign.Progress)) *preparation {
	pieces := 2 + 2*(len(in.Settings.Rules)+len(in.Settings.Criteria)) + len(in.Exceptions)
	return &preparation{ctx: ctx, tell: tell, total: pieces}
}

// next is called when a piece is done. It errs if the run was stopped.
func (p *preparation) next() error {
	p.done = min(p.done+1, p.total)
	if p.tell != nil {
		p.tell(assign.Progress{Stage: StagePreparing, Done: p.done, Total: p.total})
	}
	return p.ctx.Err()
}

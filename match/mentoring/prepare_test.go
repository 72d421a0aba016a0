package mentoring

import (
	"context"
	"testing"

	"understudy/match/assign"
)

// A run that is stopped while it prepares goes no further than the piece of work that
// it is at, and has nothing to keep.
func TestARunIsStoppedBetweenAnyTwoPiecesOfItsPreparation(t *testing.T) {
	in := company(60, 30, 1)
	pieces := newPreparation(context.Background(), &in, nil).total
	for left := range pieces {
		told, last := 0, assign.Progress{}
		ctx := burning(left)
		res, err := Run(ctx, in, Options{Progress: func(p assign.Progress) { told, last = told+1, p }})
		if err != nil || !res.Stopped || res.Begun() || res.Proved {
			t.Fatalf("after %d looks: %+v, %v", left, res, err)
		}
		if last.Stage != StagePreparing || told > max(3, left+1) {
			t.Errorf("stopped at look %d, it went on to %s %d", left, last.Stage, told)
		}
	}
	res, err := Run(burning(1<<30), in, Options{})
	if err != nil || !res.Proved || !res.Begun() {
		t.Errorf("%+v, %v", res, err)
	}
}

// The proof looks whether it is to stop before each row: what may still be read after
// that is the row that each worker is at.
func TestAProofIsStoppedWithinARow(t *testing.T) {
	in := company(300, 60, 4)
	ctx, cancel := context.WithCancel(context.Background())
	after := 0
	res, err := Run(ctx, in, Options{Workers: 2, Progress: func(p assign.Progress) {
		if p.Stage != StageProof {
			return
		}
		if p.Done >= 64 {
			cancel()
			after++
		}
	}})
	if err != nil || !res.Stopped || res.Proved || !res.Begun() {
		t.Fatalf("%+v, %v", res, err)
	}
	if after != 1 { // it tells after every 64 rows
		t.Errorf("it told %d times that it went on", after)
	}
}

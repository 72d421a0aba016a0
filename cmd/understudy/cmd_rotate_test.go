package main

import (
	"context"
	"strings"
	"testing"
)

// rotationByCommands is a plan of one participant and one seat.
func rotationByCommands(r *terminalless) {
	for _, line := range [][]string{
		{"skill", "name=SRE"},
		{"team", "name=Operations"},
		{"employee", "name=Ada"},
		{"need", "employee=Ada", "skill=SRE", "level=3"},
		{"rotation plan", "name=Ops", "starts=2027-01-01", "periods=6"},
		{"seat", "plan=Ops", "name=On call", "team=Operations", "skill=SRE"},
		{"participant", "plan=Ops", "employee=Ada"},
	} {
		r.must(append([]string{"add"}, line...)...)
	}
}

func TestAnInterruptedRotationKeepsTheBestPlanSoFarOrNothing(t *testing.T) {
	r := newRunner(t)
	rotationByCommands(r)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if got := r.run(gone, "rotate", "ops"); got.status != exitInterrupted || got.out != "" {
		t.Errorf("status %d\n%s\n%s", got.status, got.err, got.out)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r.watch = func(_ string, plans, _ int) {
		if plans > 0 {
			cancel()
		}
	}
	got := r.run(ctx, "rotate", "ops")
	if got.status != exitInterrupted || !strings.Contains(got.err, "stopped; the best plan so far is kept as “scenario 1”") || !strings.Contains(got.err, "stopped: every rule holds, but there may be better plans") {
		t.Errorf("status %d\n%s\n%s", got.status, got.err, got.out)
	}
	r.watch = nil
	if runs := read[[]recordJSON](r, "list", "rotation scenarios"); len(runs) != 1 || runs[0].Values["state"] != "stopped" {
		t.Errorf("%+v", runs)
	}
	if got := r.run(t.Context(), "rotate", "replay", "ops"); got.status != exitFailed || !strings.Contains(got.err, "was stopped before its end; it cannot be repeated") {
		t.Errorf("status %d\n%s", got.status, got.err)
	}
}

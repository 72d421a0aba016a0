package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// needs lists what Today says of placements: kind, act, who and detail.
func (w rotationWorld) needs() (out []string) {
	w.t.Helper()
	list, err := w.RotationAttention(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, a := range list {
		if a.Placement == 0 {
			w.t.Errorf("nothing to open: %+v", a)
		}
		out = append(out, fmt.Sprintf("%s/%s %s: %s", a.Kind, a.Act, strings.Split(a.Subject, " ")[0], a.Detail))
	}
	return out
}

func (w rotationWorld) wants(when string, want ...string) {
	w.t.Helper()
	if got := w.needs(); !slices.Equal(got, want) {
		w.t.Errorf("%s:\n%s\nwant\n%s", when, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTodayListsWhatPlacementsNeed(t *testing.T) {
	w := newRotationWorld(t, nil)
	ctx := t.Context()
	out := w.publish(w.scenario("a", 0, mv{w.ada, w.goes, 1, 2}, mv{w.bo, w.sql, 2, 2}))
	ada, bo := out.Added[0], out.Added[1]
	w.wants("published", "begin/approve Ada: was to start on 2026-05-01; the consent of the manager and the host lacks, 0 of 1 handed over")
	for _, side := range []string{"manager", "host"} {
		w.do(w.ApprovePlacements(ctx, side, "", ada, bo))
	}
	w.do(w.BeginPlacement(ctx, ada, "2026-05-12", "in a hurry"))
	w.wants("begun", "handover/handover Ada: 0 of 1 handed over, and some is past due")
	work, err := w.Handovers(ctx, ada)
	if err != nil {
		t.Fatal(err)
	}
	w.do(w.TickHandover(ctx, "both", "", false, work[0].ID))
	w.wants("handed over")
	// A fortnight on: a check-in is due on the 26th of May, and Bo starts on the 1st of June.
	storetest.Now = storetest.Now.AddDate(0, 0, 8)
	defer func() { storetest.Now = storetest.Now.AddDate(0, 0, -8) }()
	w.wants("a week before", "starts/handover Bo: starts on 2026-06-01; 0 of 1 handed over", "meets/check-in Ada: check-in on 2026-05-26")
	w.do(w.FinishPlacement(ctx, ada, store.PlacementEnd{}))
	if _, err := w.Archive(ctx, "employee", true, w.uma); err != nil {
		t.Fatal(err)
	}
	w.wants("done", "hostless/edit Bo: Uma is no longer here", "unheard/feedback Ada: ended on 2026-05-22; the host and Ada said nothing of it yet")
	line, err := w.LifeLine(ctx, w.adaID)
	if err != nil || len(line) == 0 {
		t.Fatal(err)
	}
	var told []string
	for _, e := range line {
		if e.What == "rotation" {
			told = append(told, string(e.Date)+" "+e.Text)
		}
	}
	if want := []string{"2026-05-22 finished Go seat, Core, returns", "2026-05-12 began in Go seat, Core, to learn Go"}; !slices.Equal(told, want) {
		t.Errorf("%q", told)
	}
}

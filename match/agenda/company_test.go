package agenda_test

import (
	"context"
	"testing"

	"understudy/match/agenda"
)

func TestACompanyIsScheduledNearItsBound(t *testing.T) {
	p := company(3, 20, 30, 4, 13, 200)
	r := measure(t, p, agenda.Options{Seed: 1})
	t.Logf("%+v, bound %d, gap %.2f %%, %d events", r.Score, r.Bound, r.Gap(), len(r.Schedule))
	if r.Gap() > 2 || len(r.Schedule) < 20 {
		t.Errorf("%d of %d, %d events", r.Score.Value, r.Bound, len(r.Schedule))
	}
	missing := -1
	for topic := range p.Topics {
		why, err := agenda.Explain(p, r.Schedule, topic)
		if err != nil {
			t.Fatal(err)
		}
		if why.Given < why.Times && len(why.Taken) > 0 && missing < 0 {
			missing = topic
		}
	}
	o := agenda.Options{Rounds: 60, Nodes: 10}
	f, err := agenda.FindChange(context.Background(), p, r, missing, o)
	if err != nil || f == nil {
		t.Fatalf("nothing gives topic %d another slot: %v", missing, err)
	}
	verify(t, f.Apply(p), f.Result)
	price, err := agenda.RunnerUp(context.Background(), p, r, 0, o)
	if err != nil || price.Result.Schedule == nil || len(price.Moved) == 0 || r.Score.Value-price.Costs != price.Result.Score.Value {
		t.Errorf("%+v, %v", price, err)
	}
}

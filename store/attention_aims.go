package store

import (
	"context"
	"fmt"
)

// aims is the group of what is not about pairs and programs.
const aims = "aims and skills"

// mostAims is how many entries of one kind are listed; one more says how many follow.
// A company has hundreds of covers, and Today is for a day.
const mostAims = 5

// AimAttention lists what needs the coordinator of KPIs, covers, certificates and
// ratings, at most a few of each.
func (s *Store) AimAttention(ctx context.Context) (out []Attention, err error) {
	for _, part := range []func(context.Context) ([]Attention, error){s.kpiAttention, s.coverAttention, s.certificateAttention, s.staleAttention} {
		list, err := part(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// few cuts a list of one kind and says how much more there is.
func few(list []Attention, one, many, see string) []Attention {
	more := len(list) - mostAims
	if more < 2 { // one more takes the line that would say so
		return list
	}
	last := list[mostAims]
	return append(list[:mostAims:mostAims], Attention{
		Group: last.Group, Kind: last.Kind, Subject: "and " + counted(int64(more), "more "+one, "more "+many), Detail: see, Short: see, Date: last.Date,
	})
}

// kpiAttention lists the KPIs of active initiatives that are missed or off track, then
// those that are to be measured.
func (s *Store) kpiAttention(ctx context.Context) ([]Attention, error) {
	list, err := s.KPIs(ctx, 0)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	names := map[int64]string{}
	initiatives, err := s.List(ctx, "initiative", ListFilter{})
	if err != nil {
		return nil, err
	}
	for _, i := range initiatives {
		if i.Values["state"] == "active" {
			names[i.ID] = i.Label
		}
	}
	var off, due []Attention
	for _, k := range list {
		name, active := names[k.Initiative]
		v := k.Verdict
		a := Attention{Group: aims, Kind: "kpi", Subject: k.Name + " · " + name, Detail: string(v.State) + ": " + v.Why, Date: v.Since, KPI: k.ID, Initiative: k.Initiative}
		switch {
		case !active:
		case v.State == KPIMissed, v.State == KPIOffTrack:
			a.Urgent, a.Short = v.State == KPIMissed, fmt.Sprintf("%d %% of the way", v.Way)
			off = append(off, a)
		case v.State == KPIDue, v.State == KPIUnknown && k.Due < s.Today():
			a.Kind, a.Act, a.Short = "measure", "measure", string(v.State)
			due = append(due, a)
		}
	}
	return append(few(off, "KPI", "KPIs", "missed or off track"), few(due, "KPI", "KPIs", "to be measured")...), nil
}

// coverAttention lists the covers of teams that do not hold, the most missing first.
func (s *Store) coverAttention(ctx context.Context) ([]Attention, error) {
	asked, err := query(ctx, s.r, scanInt, `SELECT EXISTS (SELECT 1 FROM cover)`)
	if err != nil || asked[0] == 0 {
		return nil, err
	}
	c, err := s.gapCompany(ctx, ` AND +skill_id IN (SELECT skill_id FROM cover)`) // most skills: by the index it takes twice the time
	if err != nil {
		return nil, err
	}
	var out []Attention
	for _, b := range c.Board(CoverKind) {
		if b.Holds() {
			break // those that do not come first
		}
		there := fmt.Sprintf("%d of %s", b.Have, counted(int64(b.Count), "person", "people"))
		near := counted(int64(b.Near), "is", "are") + " one level away"
		if b.Near == 0 {
			near = "nobody is one level away"
		}
		out = append(out, Attention{
			Group: aims, Kind: "cover", Cover: b.ID, Date: s.Today(), Subject: fmt.Sprintf("%s: %s %d", b.Place, b.Skill, b.Level),
			Detail: there + " at level " + fmt.Sprint(b.Level) + " or above; " + near, Short: there,
		})
	}
	return few(out, "cover", "covers", "broken"), nil
}

// certificateAttention lists the certificates that have expired or will soon.
func (s *Store) certificateAttention(ctx context.Context) ([]Attention, error) {
	list, err := s.Qualifications(ctx, QualificationFilter{States: []QualificationState{Expired, ExpiresSoon}})
	var out []Attention
	for _, q := range list {
		out = append(out, Attention{
			Group: aims, Kind: "expires", Qualification: q.ID, Date: q.Expires, Urgent: q.State == Expired,
			Subject: q.Employee + ": " + q.Certificate, Detail: string(q.State) + ": " + q.Why, Short: string(q.State),
		})
	}
	return few(out, "certificate", "certificates", "expired or about to"), err
}

// staleAttention counts the levels that a role requires and that were rated too long ago.
func (s *Store) staleAttention(ctx context.Context) ([]Attention, error) {
	list, all, err := s.StaleRatings(ctx, StaleFilter{Required: true, Most: 1})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	oldest := list[0]
	return []Attention{{
		Group: aims, Kind: "ratings", Date: oldest.Date, Subject: counted(int64(all), "old rating", "old ratings"), Short: "rate anew",
		Detail: fmt.Sprintf("of skills that the role requires; the oldest is %s of %s, of %s", oldest.Skill, oldest.Employee, oldest.Date),
	}}, nil
}

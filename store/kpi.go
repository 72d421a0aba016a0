package store

import (
	"context"
	"database/sql"
	"fmt"
)

// KPI is a measure of an initiative. Values are thousandths of its unit.
type KPI struct {
	ID, Initiative   int64
	Name, Unit       string
	Direction        string // better is "up" or "down"
	Baseline, Target int64
	Since, Due       Date // the days of the two
	Every            int  // days from one measurement to the next
	Archived         bool
}

// Measurement is what a KPI was on a day.
type Measurement struct {
	ID    int64
	On    Date
	Value int64
	Note  string
}

// KPIState is how a KPI stands.
type KPIState string

// The states of a KPI.
const (
	KPIOnTrack  KPIState = "on track"
	KPIOffTrack KPIState = "off track"
	KPIReached  KPIState = "reached"
	KPIMissed   KPIState = "missed"
	KPIDue      KPIState = "measurement due"
	KPIUnknown  KPIState = "not measured"
)

// KPIStates lists the states of a KPI, those that need somebody first.
func KPIStates() []KPIState {
	return []KPIState{KPIMissed, KPIOffTrack, KPIDue, KPIUnknown, KPIOnTrack, KPIReached}
}

// KPIVerdict is how a KPI stands, with the rule that decided it in words.
type KPIVerdict struct {
	State    KPIState
	Why      string
	Since    Date  // the day from which it is so
	Expected int64 // on the day of the newest measurement, else today: on the straight line from baseline to target
	Way      int   // percent of the way from baseline to target that the newest measurement has gone; negative for the wrong way
}

// tolerance is what part of the way a value may lie behind the line and still be on
// track: a tenth.
const tolerance = 10

// JudgeKPI says how a KPI stands today. The newest measurement decides: it has reached
// the target; or it is older than the KPI is measured by, so that a new one is due; or
// the day of the target has passed, so that it is missed; or else it is set against what
// was expected on its own day, on a straight line from baseline to target, and is on
// track if it lies behind by a tenth of the way or less. It is set against its own day
// and not today, or a KPI that is measured seldom would fall off the line by waiting. A
// measurement of the day of the target or later is the last that is asked for. It is a
// pure function of its arguments; list is in any order.
func JudgeKPI(k KPI, list []Measurement, today Date) KPIVerdict {
	if len(list) == 0 {
		return k.unmeasured(today)
	}
	last := list[0]
	for _, m := range list {
		if m.On > last.On {
			last = m
		}
	}
	v := KPIVerdict{Expected: k.expected(last.On), Way: k.way(last.Value), Since: last.On}
	value := k.say(last.Value)
	old := between(last.On, today)
	switch {
	case k.ahead(last.Value, k.Target) >= 0:
		v.State, v.Why = KPIReached, fmt.Sprintf("%s on %s; the target is %s by %s", value, last.On, k.say(k.Target), k.Due)
	case last.On < k.Due && old > k.Every:
		v.State, v.Since = KPIDue, last.On.Add(k.Every+1)
		v.Why = fmt.Sprintf("the newest value, %s, is %s old; measured every %s", value, daysOf(old), daysOf(k.Every))
	case today > k.Due:
		v.State, v.Since = KPIMissed, k.Due.Add(1)
		v.Why = fmt.Sprintf("%s on %s; the target was %s by %s", value, last.On, k.say(k.Target), k.Due)
	default:
		v.State = KPIOnTrack
		if k.ahead(last.Value, v.Expected) < -(k.length() / tolerance) {
			v.State = KPIOffTrack
		}
		side := "or more"
		if k.Direction == "down" {
			side = "or less"
		}
		v.Why = fmt.Sprintf("%s on %s; on track was %s %s: %s on the line from %s to %s, less a tenth of the way", value, last.On,
			FormatPoints(k.least(v.Expected)), side, FormatPoints(v.Expected), FormatPoints(k.Baseline), FormatPoints(k.Target))
	}
	return v
}

// unmeasured is the verdict without a measurement: the baseline counts as one until the
// next is due.
func (k KPI) unmeasured(today Date) KPIVerdict {
	v := KPIVerdict{State: KPIUnknown, Since: k.Since, Expected: k.expected(today)}
	age := between(k.Since, today)
	switch {
	case today > k.Due:
		v.Why = fmt.Sprintf("nobody measured it, and its target was due on %s", k.Due)
	case age > k.Every:
		v.State, v.Since = KPIDue, k.Since.Add(k.Every+1)
		v.Why = fmt.Sprintf("nobody measured it in the %s since its baseline; measured every %s", daysOf(age), daysOf(k.Every))
	default:
		v.Why = fmt.Sprintf("nobody measured it yet; the first is due by %s", k.Since.Add(k.Every))
	}
	return v
}

// NeedsMeasuring tells whether a new measurement would say more than the present ones.
func (v KPIVerdict) NeedsMeasuring() bool { return v.State == KPIDue || v.State == KPIUnknown }

// ahead is how much better a value is than another, negative for worse.
func (k KPI) ahead(value, than int64) int64 {
	if k.Direction == "down" {
		return than - value
	}
	return value - than
}

// length is the way from baseline to target, above 0.
func (k KPI) length() int64 { return k.ahead(k.Target, k.Baseline) }

// least is what still is on track where expected is on the line.
func (k KPI) least(expected int64) int64 {
	if k.Direction == "down" {
		return expected + k.length()/tolerance
	}
	return expected - k.length()/tolerance
}

// expected is the value on the line on a day, rounded toward the baseline. The division
// comes first, since values times days can leave 64 bits.
func (k KPI) expected(on Date) int64 {
	all, gone := int64(between(k.Since, k.Due)), int64(between(k.Since, on))
	gone = max(0, min(gone, all))
	if all <= 0 {
		return k.Target
	}
	part := k.length()/all*gone + k.length()%all*gone/all
	if k.Direction == "down" {
		part = -part
	}
	return k.Baseline + part
}

// way is the percent of the way that a value has gone, rounded toward 0.
func (k KPI) way(value int64) int {
	if k.length() <= 0 {
		return 0
	}
	return int(float64(k.ahead(value, k.Baseline)) / float64(k.length()) * 100)
}

// say is a value with the unit.
func (k KPI) say(value int64) string {
	if k.Unit == "" {
		return FormatPoints(value)
	}
	return FormatPoints(value) + " " + k.Unit
}

// Say is a value of the KPI as people read it: 12.5 %.
func (k KPI) Say(value int64) string { return k.say(value) }

// KPIRow is a KPI with its measurements, the newest first, and how it stands.
type KPIRow struct {
	KPI
	Measurements []Measurement
	Verdict      KPIVerdict
}

// KPIs reads the KPIs of an initiative, or of all with 0, that are not archived.
func (s *Store) KPIs(ctx context.Context, initiative int64) (out []KPIRow, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		out, err = kpis(ctx, tx, initiative, s.Today())
		return err
	})
	return out, err
}

func kpis(ctx context.Context, db querier, initiative int64, today Date) ([]KPIRow, error) {
	list, err := query(ctx, db, func(r *sql.Rows) (k KPIRow, err error) {
		return k, r.Scan(&k.ID, &k.Initiative, &k.Name, &k.Unit, &k.Direction, &k.Baseline, &k.Target, &k.Since, &k.Due, &k.Every)
	}, `SELECT k.id, k.initiative_id, k.name, k.unit, k.direction, k.baseline, k.target, k.since, k.due, k.every
	    FROM kpi k WHERE k.archived = 0 AND (?1 = 0 OR k.initiative_id = ?1) ORDER BY k.initiative_id, k.id`, initiative)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]int, len(list))
	for i, k := range list {
		at[k.ID] = i
	}
	_, err = query(ctx, db, func(r *sql.Rows) (_ struct{}, err error) {
		var kpi int64
		var m Measurement
		err = r.Scan(&kpi, &m.ID, &m.On, &m.Value, &m.Note)
		if i, ok := at[kpi]; ok {
			list[i].Measurements = append(list[i].Measurements, m)
		}
		return struct{}{}, err
	}, `SELECT m.kpi_id, m.id, m.date, m.value, m.note FROM measurement m JOIN kpi k ON k.id = m.kpi_id
	    WHERE ?1 = 0 OR k.initiative_id = ?1 ORDER BY m.kpi_id, m.date DESC`, initiative)
	for i := range list {
		list[i].Verdict = JudgeKPI(list[i].KPI, list[i].Measurements, today)
	}
	return list, err
}

// Measure notes what a KPI was on a day as ParseDay reads it ("" is today), once a day:
// a second value of the same day replaces the first.
func (s *Store) Measure(ctx context.Context, kpi int64, value, on, note string) (Change, int64, error) {
	var row int64
	c, err := s.Write(ctx, "measure", func(tx *Tx) error {
		day, err := parseDay(firstOf(on, "today"), tx.Today(), false)
		if err != nil {
			return &FieldError{"date", err.Error()}
		}
		rec, err := kindOf("kpi").get(tx.ctx, tx, kpi)
		if err != nil {
			return err
		}
		e := Edit{Kind: "measurement", Values: map[string]string{"kpi_id": id(kpi), "date": string(day), "value": value, "note": note}}
		if err := tx.Row(`SELECT coalesce((SELECT id FROM measurement WHERE kpi_id = ? AND date = ?), 0)`, []any{kpi, string(day)}, &e.ID); err != nil {
			return err
		}
		if e.ID != 0 {
			delete(e.Values, "kpi_id")
		}
		if row, err = tx.Save(e); err != nil {
			return err
		}
		return tx.Relabel("measure " + rec.Values["initiative_id"] + ", " + rec.Label + ": " + value + " on " + string(day))
	})
	return c, row, err
}

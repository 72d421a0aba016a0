package store

// Performance × potential, after the nine-box grid of McKinsey and General Electric
// (1970s) as it is used for people: two axes of three thirds. It is never stored: every
// reading works it out of the dated ratings, so that nobody carries a label.

// The axes of the criteria.
const (
	Performance = "performance"
	Promise     = "potential"
)

// Third is where someone stands on one axis.
type Third int

// The thirds of an axis, and what is said where there is none.
const (
	NotJudged Third = iota // no rating by a criterion of the axis
	NewLook                // only ratings that are too old to count
	Low
	Medium
	High
)

// String is the third in words.
func (t Third) String() string {
	return [...]string{"not judged", "needs a new look", "low", "medium", "high"}[t]
}

// Judged says whether there is a third at all.
func (t Third) Judged() bool { return t >= Low }

// PotentialCriterion is what people are judged by.
type PotentialCriterion struct {
	ID         int64
	Axis, Name string
	Help       string
}

// PotentialRating is one judgement by one criterion.
type PotentialRating struct {
	ID, CriterionID int64
	Score           int // 1 low, 2 medium, 3 high
	Date            Date
	Evidence        string
}

// CriterionScore is the newest judgement by one criterion; its ID is 0 where there is none.
type CriterionScore struct {
	Criterion PotentialCriterion
	PotentialRating
	Old bool // it is older than the setting and counts no more
}

// AxisResult is where someone stands on an axis, and by what.
type AxisResult struct {
	Third   Third
	Sum     int // of the scores that count
	Counted int // how many criteria these are
	Missing int // criteria without a rating that counts
	Scores  []CriterionScore
}

// Mean is the mean of the scores that count, in thousandths; 0 where there is none.
func (a AxisResult) Mean() int64 {
	if a.Counted == 0 {
		return 0
	}
	return int64(a.Sum) * 1000 / int64(a.Counted)
}

// Judgement is both axes of one employee on one day.
type Judgement struct{ Performance, Potential AxisResult }

// Whole says whether both axes have a third, so that there is a cell to act on.
func (j Judgement) Whole() bool { return j.Performance.Third.Judged() && j.Potential.Third.Judged() }

// JudgePotential works out where someone stands on a day: of each criterion the newest rating
// (by date, then as they were written), if it is no older than days, counts as one score
// of 1 to 3; an axis is low where their mean is under 5/3, high where it is over 7/3,
// medium between: three equal parts of what a mean can be.
func JudgePotential(criteria []PotentialCriterion, ratings []PotentialRating, day Date, days int) Judgement {
	newest := map[int64]PotentialRating{}
	for _, r := range ratings {
		was, ok := newest[r.CriterionID]
		if r.Date <= day && (!ok || r.Date > was.Date || r.Date == was.Date && r.ID > was.ID) {
			newest[r.CriterionID] = r
		}
	}
	var j Judgement
	for _, c := range criteria {
		a := &j.Potential
		if c.Axis == Performance {
			a = &j.Performance
		}
		v := CriterionScore{Criterion: c, PotentialRating: newest[c.ID]}
		v.Old = v.ID != 0 && v.Date < day.Add(-days)
		a.add(v)
	}
	return j
}

// add counts one criterion, and says anew where the axis stands: in whole numbers, as a
// mean of 5/3 is no number that a float has.
func (a *AxisResult) add(v CriterionScore) {
	a.Scores = append(a.Scores, v)
	switch {
	case v.ID != 0 && !v.Old:
		a.Sum, a.Counted = a.Sum+v.Score, a.Counted+1
	case v.Old && a.Third == NotJudged:
		a.Third, a.Missing = NewLook, a.Missing+1
	default:
		a.Missing++
	}
	switch {
	case a.Counted == 0:
	case 3*a.Sum < 5*a.Counted:
		a.Third = Low
	case 3*a.Sum > 7*a.Counted:
		a.Third = High
	default:
		a.Third = Medium
	}
}

package gap

import "fmt"

// Check says what makes the input no company; the analyses rely on it having passed.
func (in *Input) Check() error {
	n := len(in.Role)
	if len(in.Team) != n || len(in.Location) != n || len(in.Market) != n {
		return fmt.Errorf("gap: %d role levels, %d teams, %d locations and %d markets for the same employees", n, len(in.Team), len(in.Location), len(in.Market))
	}
	for _, c := range []struct {
		what     string
		of       []int32
		have     int
		optional bool
		most     int
	}{
		{"role level of employee", in.Role, n, false, in.Requirements.Len()},
		{"team of employee", in.Team, n, false, in.Teams},
		{"location of employee", in.Location, n, false, in.Locations},
		{"market of employee", in.Market, n, false, in.Markets},
		{"team above team", in.Within, in.Teams, true, in.Teams},
		{"market of location", in.MarketOf, in.Locations, true, in.Markets},
	} {
		if len(c.of) != c.have && !(c.optional && len(c.of) == 0) {
			return fmt.Errorf("gap: the %s is known %d times, and there are %d", c.what, len(c.of), c.have)
		}
		for i, v := range c.of {
			if v < None || int(v) >= c.most {
				return fmt.Errorf("gap: the %s %d is %d of %d", c.what, i, v, c.most)
			}
		}
	}
	if l := len(in.Leaves); l != n && l != 0 {
		return fmt.Errorf("gap: days of leaving of %d employees, and there are %d", l, n)
	}
	if t := in.circle(); t != None {
		return fmt.Errorf("gap: team %d is within itself", t)
	}
	if err := in.checkCovers(); err != nil {
		return err
	}
	return in.checkRows(n)
}

func (in *Input) checkCovers() error {
	for i, c := range in.Covers {
		if _, most := in.groups(c.By); c.By > Market || c.Group < 0 || int(c.Group) >= most || c.Skill < 0 || int(c.Skill) >= in.Skills || c.Count < 1 || c.Level < 1 || c.Level > MaxLevel {
			return fmt.Errorf("gap: cover %d is of no group, skill or level: %+v", i, c)
		}
	}
	return nil
}

func (in *Input) checkRows(employees int) error {
	for _, r := range []struct {
		what     string
		rows     Rows
		have     int
		optional bool
		columns  int
	}{
		{"levels", in.Levels, employees, false, in.Skills},
		{"interests", in.Interests, employees, true, in.Skills},
		{"wishes", in.Wishes, employees, true, in.Markets},
		{"requirements", in.Requirements, in.Requirements.Len(), false, in.Skills},
	} {
		if l := r.rows.Len(); l != r.have && !(r.optional && l == 0) {
			return fmt.Errorf("gap: %s in %d rows, and there are %d", r.what, l, r.have)
		}
		if err := r.rows.check(r.columns); err != nil {
			return fmt.Errorf("gap: %s: %w", r.what, err)
		}
	}
	return nil
}

func (r Rows) check(columns int) error {
	if len(r.From) == 0 && len(r.Skill) == 0 && len(r.Level) == 0 {
		return nil
	}
	if len(r.From) == 0 || r.From[0] != 0 || int(r.From[len(r.From)-1]) != len(r.Skill) || len(r.Skill) != len(r.Level) {
		return fmt.Errorf("%d skills and %d levels do not fill the rows", len(r.Skill), len(r.Level))
	}
	for i := range r.Len() {
		if r.From[i+1] < r.From[i] || int(r.From[i+1]) > len(r.Skill) {
			return fmt.Errorf("row %d ends before it begins", i)
		}
		last := None
		for k := r.From[i]; k < r.From[i+1]; k++ {
			if s := r.Skill[k]; s <= last || int(s) >= columns || r.Level[k] < 1 || r.Level[k] > MaxLevel {
				return fmt.Errorf("row %d: skill %d at level %d, after skill %d of %d", i, s, r.Level[k], last, columns)
			}
			last = r.Skill[k]
		}
	}
	return nil
}

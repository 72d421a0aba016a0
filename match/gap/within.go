package gap

// stretches puts the employees of one kind of group in an order in which those of any
// group are one stretch, a team's with those of all teams within it: teams are numbered
// in the order of a walk through the tree (preorder), so that a team and what is within
// it have numbers that follow each other.
type stretches struct {
	at, to []int32 // by group: its number, and the one after the last within it; nil where numbers are groups
	place  []int32 // by employee: the number of the own group, None for none; nil where all are in one
	order  []int32 // employees
	first  []int32 // by number: where its employees begin in order
}

func (in *Input) stretches(by By) *stretches {
	group, n := in.groups(by)
	s := &stretches{place: group}
	if by == Team && len(in.Within) > 0 {
		s.at, s.to = in.walk()
		s.place = make([]int32, len(group))
		for e, g := range group {
			if s.place[e] = None; g != None {
				s.place[e] = s.at[g]
			}
		}
	}
	s.order, s.first = members(s.place, n, in.Employees())
	return s
}

// groupings are the stretches of each kind of group, made when they are first asked for.
type groupings struct {
	in *Input
	by [Market + 1]*stretches
}

func (w *groupings) of(by By) *stretches {
	if w.by[by] == nil {
		w.by[by] = w.in.stretches(by)
	}
	return w.by[by]
}

// bounds are the first number of a group and the one after its last.
func (s *stretches) bounds(group int32) (from, to int32) {
	if s.at == nil {
		return group, group + 1
	}
	return s.at[group], s.to[group]
}

// of are the employees of a group, those of one team after those of another.
func (s *stretches) of(group int32) []int32 {
	from, to := s.bounds(group)
	return s.order[s.first[from]:s.first[to]]
}

// holds reports whether an employee is in a group.
func (s *stretches) holds(group, employee int32) bool {
	from, to := s.bounds(group)
	own := groupOf(s.place, employee)
	return own >= from && own < to
}

// contains reports whether inner is outer, or a team within it.
func (s *stretches) contains(outer, inner int32) bool {
	if s.at == nil {
		return outer == inner
	}
	from, to := s.bounds(outer)
	return s.at[inner] >= from && s.at[inner] < to
}

// walk numbers the teams in preorder: at is the number of a team, to the number after
// the last team within it. A team in a circle, which Check refuses, has number None.
func (in *Input) walk() (at, to []int32) {
	at, to = make([]int32, in.Teams), make([]int32, in.Teams)
	child, next := make([]int32, in.Teams), make([]int32, in.Teams) // the first team within, the next beside
	top := None
	for t := range at {
		at[t], child[t] = None, None
	}
	for t := int32(in.Teams) - 1; t >= 0; t-- { // backwards, so that the lists ascend
		if up := in.Within[t]; up == None {
			next[t], top = top, t
		} else {
			next[t], child[up] = child[up], t
		}
	}
	n := int32(0)
	for t := top; t != None; {
		at[t] = n
		n++
		if child[t] != None {
			t = child[t]
			continue
		}
		for to[t] = n; t != None && next[t] == None; {
			if t = in.Within[t]; t != None {
				to[t] = n
			}
		}
		if t != None {
			t = next[t]
		}
	}
	return at, to
}

// circle is a team that is within itself, None where there is none.
func (in *Input) circle() int32 {
	if len(in.Within) == 0 {
		return None
	}
	at, _ := in.walk()
	for t, n := range at {
		if n == None {
			return int32(t)
		}
	}
	return None
}

package store

import (
	"fmt"
	"slices"

	"understudy/match/rotation"
)

// handNote is what a scenario that was made by hand came of.
type handNote struct {
	Base  int64    // the scenario that it was made out of
	Moves []string // what was done, one a move
	Locks []int64  // that the moves made
}

// HandMove is a change of a plan by hand. At is a period of the placement that is meant.
type HandMove struct {
	Plan, Scenario int64 // scenario 0: the one that the board shows
	// Kind is what is done:
	//   "place"    puts the participant into Seat from First to Last, instead of what was then;
	//   "move"     takes the placement at At to Seat (0: the same), to begin in First (0: as it
	//              did), and to the participant With (0: the same);
	//   "swap"     exchanges what the participant and With do in the periods First to Last, or
	//              (0) while their placements at At last;
	//   "split"    ends the placement at At before At, and gives the rest to With (0: nobody);
	//   "lengthen" lets the placement at At last from First to Last, longer or shorter;
	//   "clear"    takes the placement at At away, or (First not 0) what lies from First to Last.
	Kind        string
	Participant int64
	At          int // periods from 1
	Seat        int64
	First, Last int
	With        int64
	Reason      string // of the locks; "" is “by hand”, and a later move may replace such a lock without force
	Force       bool   // break rules by locks that name them,
	ForceReason string // for this reason
}

// hand is a move on its way into a plan.
type hand struct {
	HandMove
	in      *RotationInput
	w       *rotationWords
	i, with int // people
	seat    int
	was     rotation.Plan
	plan    rotation.Plan
	stay    bool // who comes back to the own job is locked there
	shown   shownPlan
	own     map[int64]bool // locks that moves by hand made, and that others may replace
	said    string
}

func (h *hand) invalid(field, format string, args ...any) error {
	return &FieldError{field, fmt.Sprintf(format, args...)}
}

// apply changes the cells.
func (h *hand) apply() error {
	if err := h.resolve(); err != nil {
		return err
	}
	do, known := map[string]func() error{"place": h.place, "move": h.move, "swap": h.swap, "split": h.split, "lengthen": h.lengthen, "clear": h.empty}[h.Kind]
	if !known {
		return h.invalid("kind", "“%s” is no move; there are place, move, swap, split, lengthen and clear", h.Kind)
	}
	return do()
}

func (h *hand) resolve() error {
	T := len(h.in.Periods)
	if h.i = h.in.PersonOf(h.Participant); h.i < 0 {
		return fmt.Errorf("%w: no such participant of “%s”", ErrNotFound, h.in.Name)
	}
	if h.with = h.in.PersonOf(h.With); h.With != 0 && h.with < 0 {
		return fmt.Errorf("%w: no such participant of “%s”", ErrNotFound, h.in.Name)
	}
	if h.with == h.i {
		return h.invalid("with", "name two people")
	}
	if h.seat = h.in.SeatOf(h.Seat); h.Seat != 0 && h.seat < 0 {
		return fmt.Errorf("%w: no such seat of “%s”", ErrNotFound, h.in.Name)
	}
	for _, t := range []int{h.At, h.First, h.Last} {
		if t < 0 || t > T {
			return h.invalid("first", "the plan has periods 1 to %d", T)
		}
	}
	if h.First > 0 && h.Last > 0 && h.Last < h.First {
		return h.invalid("last", "is before the first period")
	}
	h.plan = make(rotation.Plan, len(h.was))
	for i := range h.was {
		h.plan[i] = slices.Clone(h.was[i])
	}
	return nil
}

// at is the placement that is meant, of a person.
func (h *hand) at(i int) (rotation.Placement, bool) {
	for _, w := range (rotation.Plan{h.was[i]}).Placements() {
		if w.From < h.At && h.At <= w.To+1 {
			return w, true
		}
	}
	return rotation.Placement{}, false
}

func (h *hand) mine() (rotation.Placement, error) {
	w, ok := h.at(h.i)
	if !ok {
		if h.At == 0 {
			return w, h.invalid("at", "say which placement is meant, by one of its periods")
		}
		return w, h.invalid("at", "%s is at the own job in %s; there is no placement to change", h.w.names[h.i], h.w.period(h.At-1))
	}
	return w, nil
}

func (h *hand) put(i, s, from, to int) {
	for t := from; t <= to; t++ {
		h.plan[i][t] = s
	}
}

// say is who is where when.
func (h *hand) say(i, s, from, to int) string {
	where := "the own job"
	if s != rotation.Home {
		where = h.w.seat(s)
	}
	when := h.w.period(from)
	if to > from {
		when = brief(when, h.w.period(to)) + " to " + h.w.period(to)
	}
	return fmt.Sprintf("%s in %s, %s", h.w.names[i], where, when)
}

func (h *hand) place() error {
	switch {
	case h.Seat == 0:
		return h.invalid("seat", "name the seat")
	case h.First == 0 || h.Last == 0:
		return h.invalid("first", "say from which period to which")
	}
	h.put(h.i, h.seat, h.First-1, h.Last-1)
	h.said = "place " + h.say(h.i, h.seat, h.First-1, h.Last-1)
	return nil
}

func (h *hand) move() error {
	w, err := h.mine()
	if err != nil {
		return err
	}
	to, seat, from := h.i, w.Seat, w.From
	if h.With != 0 {
		to = h.with
	}
	if h.Seat != 0 {
		seat = h.seat
	}
	if h.First != 0 {
		from = h.First - 1
	}
	last := from + w.To - w.From
	if last >= len(h.in.Periods) {
		return h.invalid("first", "the placement would end after the plan; begin it in %s at the latest", h.w.period(len(h.in.Periods)-1-(w.To-w.From)))
	}
	h.put(h.i, rotation.Home, w.From, w.To)
	h.put(to, seat, from, last)
	h.said = "move " + h.say(h.i, w.Seat, w.From, w.To) + " to " + h.say(to, seat, from, last)
	return nil
}

func (h *hand) swap() error {
	if h.With == 0 {
		return h.invalid("with", "name whom to swap with")
	}
	from, to := h.First-1, h.Last-1
	if h.First == 0 || h.Last == 0 {
		a, one := h.at(h.i)
		b, other := h.at(h.with)
		switch {
		case !one && !other:
			return h.invalid("at", "both are at the own job then")
		case !one:
			from, to = b.From, b.To
		case !other:
			from, to = a.From, a.To
		default:
			from, to = min(a.From, b.From), max(a.To, b.To)
		}
	}
	for t := from; t <= to; t++ {
		h.plan[h.i][t], h.plan[h.with][t] = h.was[h.with][t], h.was[h.i][t]
	}
	h.said = fmt.Sprintf("swap %s and %s, %s", h.w.names[h.i], h.w.names[h.with], h.w.period(from))
	if to > from {
		h.said += " to " + h.w.period(to)
	}
	return nil
}

func (h *hand) split() error {
	w, err := h.mine()
	if err != nil {
		return err
	}
	if h.At-1 == w.From {
		return h.invalid("at", "the placement begins then; split it in a later period, or move it")
	}
	h.put(h.i, rotation.Home, h.At-1, w.To)
	h.stay = h.With == 0
	h.said = fmt.Sprintf("split %s before %s", h.say(h.i, w.Seat, w.From, w.To), h.w.period(h.At-1))
	if h.With != 0 {
		h.put(h.with, w.Seat, h.At-1, w.To)
		h.said += ", the rest for " + h.w.names[h.with]
	}
	return nil
}

func (h *hand) lengthen() error {
	w, err := h.mine()
	if err != nil {
		return err
	}
	if h.First == 0 {
		h.First = w.From + 1
	}
	if h.Last == 0 {
		h.Last = w.To + 1
	}
	if h.Last < h.First {
		return h.invalid("last", "is before the first period")
	}
	h.put(h.i, rotation.Home, w.From, w.To)
	h.put(h.i, w.Seat, h.First-1, h.Last-1)
	h.stay = true
	h.said = "change " + h.say(h.i, w.Seat, w.From, w.To) + " to " + h.say(h.i, w.Seat, h.First-1, h.Last-1)
	return nil
}

func (h *hand) empty() error {
	from, to := h.First-1, h.Last-1
	if h.First == 0 || h.Last == 0 {
		w, err := h.mine()
		if err != nil {
			return err
		}
		from, to = w.From, w.To
	}
	h.put(h.i, rotation.Home, from, to)
	h.stay = true
	h.said = "clear " + h.say(h.i, h.was[h.i][from], from, to)
	return nil
}

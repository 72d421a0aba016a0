package store

// handNote is what a scenario that was made by hand came of.
type handNote struct {
	Base  int64    // the scenario that it was made out of
	Moves []string // what was done, one a move
}

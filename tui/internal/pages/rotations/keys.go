package rotations

// The keys of these pages beyond those that mean the same everywhere. Each means one
// thing on all of them.
const (
	keyMove     = "m" // take a placement up, to carry it
	keySwap     = "M"
	keySplit    = "t" // take a placement apart
	keyLonger   = "+"
	keyShorter  = "-"
	keyCover    = "c" // change a cover in this plan
	keyWaive    = "w"
	keyConsent  = "C"
	keyOther    = "o" // seats instead of people, and back
	keyRepair   = "R"
	keyPublish  = "P"
	keyCompare  = "="
	keyOnBoard  = "b" // show a scenario on the board
	keyDetail   = "i"
	keyReview   = "V" // read what binds, what was refused, what it is worth
	keyToday    = "T"
	keyBack     = "[" // a screen of periods back
	keyOn       = "]"
	keyWider    = ">"
	keyNarrower = "<"
)

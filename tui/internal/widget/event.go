package widget

// Event is what an Update of a typing widget came to. There are no commands:
// everything happens at once, so that typed-ahead keys find their field.
type Event int

const (
	// None: the key was not for the widget, or changed nothing that matters.
	None Event = iota
	// Edited: a value, the query or the focus changed.
	Edited
	// Submitted: the user is done; a form was checked and found right.
	Submitted
)

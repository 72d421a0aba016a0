package assign

// Preferences say whom each side wants: partners listed come first, in order; those
// not listed but admissible are tied behind them; inadmissible ones are unacceptable
// even where they are listed. A nil slice, or a nil list, lists nobody.
type Preferences struct {
	Rows [][]int32 // by row, the columns it lists
	Cols [][]int32 // by column, the rows it lists
}
